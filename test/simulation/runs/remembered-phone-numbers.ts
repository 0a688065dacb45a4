/**
 * Replaces `libphonenumber-js/core` in the simulation: calls the library once for each of the few numbers, and caches the
 * result.
 */
import {
  type CountryCode,
  type MetadataJson,
  type PhoneNumber,
  parsePhoneNumberFromString as parse,
} from "libphonenumber-js/core";

/** The parts of a number that the domain uses. */
type Answers = Pick<PhoneNumber, "number" | "nationalNumber" | "country" | "ext" | "isValid" | "getType">;

const known = new Map<string, Answers | undefined>();

export function parsePhoneNumberFromString(
  text: string,
  options: { defaultCountry: CountryCode; extract: boolean },
  metadata: MetadataJson,
): Answers | undefined {
  const key = `${options.defaultCountry} ${options.extract} ${text}`;
  if (!known.has(key)) known.set(key, answersOf(parse(text, options, metadata)));
  return known.get(key);
}

function answersOf(parsed: PhoneNumber | undefined): Answers | undefined {
  if (!parsed) return undefined;
  const { number, nationalNumber, country, ext } = parsed;
  const valid = parsed.isValid();
  const type = parsed.getType();
  return { number, nationalNumber, country, ext, isValid: () => valid, getType: () => type };
}
