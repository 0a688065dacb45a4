/** The numbers of a clinic's profile: the one that patients call, and the one that texts come from. */
import {
  type CountryCode,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";

const readingOf = (country: string) => ({ defaultCountry: country as CountryCode, extract: false });

/**
 * What a phone dials to call the clinic.
 * @param phone as patients see it
 * @param country ISO 3166-1 alpha-2
 * @returns E.164, or a short number; undefined if it is several numbers, or incomplete
 */
export function dialedPhone(phone: string, country: string): string | undefined {
  const short = phone.replace(/[ .()-]/g, "");
  if (/^\d{3,6}$/.test(short)) return short;
  if (phone.includes("/")) return undefined;
  const parsed = parsePhoneNumberFromString(phone, readingOf(country));
  return parsed?.isPossible() && !parsed.ext ? parsed.number : undefined;
}

/** Whether a phone, or one of several separated by `/`, has more digits than a number of the country. */
export function isTooLong(phone: string, country: string): boolean {
  return phone.split("/").some((number) => validatePhoneNumberLength(number, readingOf(country)) === "TOO_LONG");
}

/**
 * The country of an origination number. Some countries share their ranges, such as GB and JE: it is the first of the
 * clinic's then that has the calling code.
 * @param number E.164, or a short code, which is one of the first country
 * @param countries ISO 3166-1 alpha-2, of the clinic
 * @returns undefined if that is none of the clinic's
 */
export function originationCountry(number: string, countries: readonly string[]): string | undefined {
  if (!number.startsWith("+")) return countries[0];
  const parsed = parsePhoneNumberFromString(number);
  if (parsed?.country) return parsed.country;
  return countries.find((one) => getCountryCallingCode(one as CountryCode) === parsed?.countryCallingCode);
}
