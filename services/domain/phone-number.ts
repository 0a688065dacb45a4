/** One phone number: whether it exists, and what it can do. */
import {
  type CountryCode,
  type MetadataJson,
  type NumberType,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/core";
// The metadata of every type of number. A bundle has it without the formats, which nothing here prints.
import metadata from "libphonenumber-js/max/metadata";

/** Which phone numbers are texted. */
export interface ContactRules {
  /** ISO 3166-1 alpha-2: where a phone number without country code is. */
  readonly defaultCountry: string;
  /** ISO 3166-1 alpha-2: the countries whose numbers are texted. */
  readonly countries: "all" | readonly string[];
}

/** Why a number takes no text. */
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
  /** Its range is for fixed lines, or for what may end at one: a text may not arrive. */
  readonly fixedLine: boolean;
}

export type PhoneReading = UsablePhone | { readonly problem: PhoneProblem };

/** ITU-T E.164, section 6: the plus and 15 digits. Some countries' patterns take more. */
const LONGEST_NUMBER = 16;
/** Types of numbers that belong to no patient's phone, or that cost whoever sends to them. */
const NO_TEXTS = ["PREMIUM_RATE", "SHARED_COST", "TOLL_FREE", "PAGER", "UAN", "VOICEMAIL"] as const;
/**
 * A personal number "may be routed to either a MOBILE or FIXED_LINE number" (libphonenumber, PhoneNumberType); few
 * numbers for calls over the internet take texts. Where both are one range, as in the US, a number counts as mobile.
 */
const FIXED: readonly NumberType[] = ["FIXED_LINE", "VOIP", "PERSONAL_NUMBER"];
/** What people dial before a country code; libphonenumber knows what the default country itself dials. */
const DOUBLE_ZERO = /^\+?\s*\(?00\)?/;

/**
 * Reads a text that is one number and nothing else.
 * @param text as a person writes a number: digits, with what stands between them
 */
export function readNumber(text: string, rules: ContactRules): PhoneReading {
  const parsed = parse(text, rules) ?? (DOUBLE_ZERO.test(text) && parse(text.replace(DOUBLE_ZERO, "+"), rules));
  if (!parsed || parsed.number.length > LONGEST_NUMBER) return { problem: "NOT_A_NUMBER" };
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

/** One digit only, or counted up: some countries' plans have such numbers, and what is typed to fill the field is them. */
function isPlaceholder(national: string): boolean {
  return /^(\d)\1*$/.test(national) || "1234567890".startsWith(national) || "0123456789".startsWith(national);
}
