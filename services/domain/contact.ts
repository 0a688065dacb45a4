import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as z from "zod/mini";

/** How a patient can be reached; what is unusable is absent. */
export interface Contact {
  /** E.164. */
  readonly phoneNumber?: string;
  readonly email?: string;
}

/** What browsers take, at a domain with a dot: local parts such as `a&b` are rare and valid. */
const emailAddress = z.email({ pattern: z.regexes.html5Email }).check(
  z.regex(/\.[^.@]+$/),
  // RFC 2047, section 5: no encoded word stands in an address; what decodes one all the same reads another address.
  z.regex(/^(?!.*=\?.*\?=)/),
);
/** ITU-T E.164, section 6: the plus and 15 digits. Some countries' patterns take more. */
const LONGEST_NUMBER = 16;
/** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
const LONGEST_EMAIL = 254;

/**
 * A phone number in E.164, as the carriers want it.
 * @param text as a person wrote it
 * @param defaultCountry ISO 3166-1 alpha-2, for a number without country code
 * @returns undefined where it is no valid number, or one with an extension: a switchboard reads no texts
 */
export function toE164(text: string, defaultCountry: string): string | undefined {
  const parsed = parsePhoneNumberFromString(text.trim(), {
    defaultCountry: defaultCountry as CountryCode,
    extract: false,
  });
  return parsed?.isValid() && !parsed.ext && parsed.number.length <= LONGEST_NUMBER ? parsed.number : undefined;
}

/** An email address, trimmed; undefined where no mail can go there. */
export function toEmailAddress(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.length <= LONGEST_EMAIL && emailAddress.safeParse(trimmed).success ? trimmed : undefined;
}

/** What of an appointment's contact details can be used. */
export function usableContact(
  given: { readonly phoneNumber?: string; readonly email?: string },
  defaultCountry: string,
): Contact {
  const phoneNumber = given.phoneNumber === undefined ? undefined : toE164(given.phoneNumber, defaultCountry);
  const email = given.email === undefined ? undefined : toEmailAddress(given.email);
  return { ...(phoneNumber && { phoneNumber }), ...(email && { email }) };
}
