/**
 * Stands in for `libphonenumber-js/min` where many runs are simulated: the library itself, asked once for each of the
 * few numbers that there are.
 */
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString as parse } from "libphonenumber-js";

/** What the domain asks of a number. */
type Answers = Pick<PhoneNumber, "number" | "ext" | "isValid">;

const known = new Map<string, Answers | undefined>();

export function parsePhoneNumberFromString(
  text: string,
  options: { defaultCountry: CountryCode; extract: boolean },
): Answers | undefined {
  const key = `${options.defaultCountry} ${options.extract} ${text}`;
  if (!known.has(key)) known.set(key, answersOf(parse(text, options)));
  return known.get(key);
}

function answersOf(parsed: PhoneNumber | undefined): Answers | undefined {
  if (!parsed) return undefined;
  const valid = parsed.isValid();
  return { number: parsed.number, ext: parsed.ext, isValid: () => valid };
}
