/** One phone number: whether it is valid, and whether it can be texted. */
import {
  type CountryCode,
  type MetadataJson,
  type NumberType,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/core";
// The metadata has every type of number. Bundles omit its formats, since numbers are not formatted here.
import metadata from "libphonenumber-js/max/metadata";

/** Which phone numbers are texted. */
export interface ContactRules {
  /** ISO 3166-1 alpha-2: the country of phone numbers without a country code. */
  readonly defaultCountry: string;
  /** ISO 3166-1 alpha-2: the countries whose numbers are texted. */
  readonly countries: "all" | readonly string[];
}

/** Why a number cannot be texted. */
export type PhoneProblem =
  | "NOT_A_NUMBER"
  | "EXTENSION"
  | "SPREADSHEET_NUMBER"
  | "PLACEHOLDER"
  | "UNKNOWN_WORDS"
  | "COUNTRY_NOT_ALLOWED"
  | (typeof NO_TEXTS)[number];

export interface UsablePhone {
  /** E.164. */
  readonly number: string;
  /** Its range is for fixed lines, or for numbers that may be routed to one: texts may not be delivered. */
  readonly fixedLine: boolean;
}

export type PhoneReading = UsablePhone | { readonly problem: PhoneProblem };

/** ITU-T E.164, section 6: a plus sign and 15 digits. The patterns of some countries allow more. */
const MAX_NUMBER_LENGTH = 16;
/** Types of numbers that are not a patient's phone, or that cost the sender extra. */
const NO_TEXTS = ["PREMIUM_RATE", "SHARED_COST", "TOLL_FREE", "PAGER", "UAN", "VOICEMAIL"] as const;
/**
 * A personal number "may be routed to either a MOBILE or FIXED_LINE number" (libphonenumber, PhoneNumberType); few
 * numbers for calls over the internet receive texts. If both share a range, as in the US, a number counts as mobile.
 */
const FIXED: readonly NumberType[] = ["FIXED_LINE", "VOIP", "PERSONAL_NUMBER"];
/** The international prefix that most countries use; libphonenumber knows the one of the default country. */
const DOUBLE_ZERO = /^\+?\s*\(?00\)?/;

/**
 * Reads a text that is a single number.
 * @param text a number as people write it: digits and the characters between them
 */
export function readNumber(text: string, rules: ContactRules): PhoneReading {
  const parsed = parse(text, rules) ?? (DOUBLE_ZERO.test(text) && parse(text.replace(DOUBLE_ZERO, "+"), rules));
  if (!parsed || parsed.number.length > MAX_NUMBER_LENGTH) return { problem: "NOT_A_NUMBER" };
  if (parsed.ext) return { problem: "EXTENSION" };
  const type = parsed.getType();
  const costly = NO_TEXTS.find((each) => each === type);
  if (costly) return { problem: costly };
  if (isPlaceholder(parsed.nationalNumber)) return { problem: "PLACEHOLDER" };
  const { country } = parsed;
  if (rules.countries !== "all" && !(country && rules.countries.includes(country))) {
    return { problem: "COUNTRY_NOT_ALLOWED" };
  }
  return { number: parsed.number, fixedLine: FIXED.includes(type) };
}

function parse(text: string, { defaultCountry }: ContactRules): PhoneNumber | undefined {
  const options = { defaultCountry: defaultCountry as CountryCode, extract: false };
  const parsed = parsePhoneNumberFromString(text, options, metadata as unknown as MetadataJson);
  return parsed?.isValid() ? parsed : undefined;
}

/**
 * The country of a phone.
 * @param number E.164
 * @returns ISO 3166-1 alpha-2; undefined if the number does not say
 */
export function phoneCountry(number: string): string | undefined {
  return parsePhoneNumberFromString(number, metadata as unknown as MetadataJson)?.country;
}

/**
 * A repeated digit, or consecutive digits: some countries have such numbers, but people type them to fill the field.
 */
function isPlaceholder(national: string): boolean {
  return /^(\d)\1*$/.test(national) || "1234567890".startsWith(national) || "0123456789".startsWith(national);
}
