/** A field for a phone number or an email, as it was meant before anything is read in it. */
import { decodeHTMLStrict } from "entities/decode";
import { plainLines } from "./cleaned-value";

/** `mother's cell`, `Mom’s:`: the word is what counts. In `joe's@example.com` it is part of the address. */
const POSSESSIVE = /(?<=\p{L})['’][sS](?=[\s:)\],;/]|$)/gu;
/** What stands between two entries of a field; a slash alone may belong to `N/A`. */
const BETWEEN = / ?[,;|\n] ?| \/ | or /;
/** An entry that says that there is none. Others, such as `unavailable`, may be about the number before them. */
const NONE =
  /^(?:none|n\/?a|n\.a\.?|null|nil|nan|undefined|no (?:phone|mobile|cell|number|e-?mail)|not (?:given|provided|applicable))$/i;

/**
 * The field without what nobody sees ({@link plainLines}), HTML entities as their characters, twice encoded ones too
 * (`o&amp;#39;neil@example.com`), and without entries that say that there is none (`N/A / 206-555-0111`).
 * @param field as a person typed it, no longer than the contract takes
 */
export function contactField(field: string): string {
  const text = plainLines(field.includes("&") ? decodeHTMLStrict(decodeHTMLStrict(field)) : field);
  return withoutPlaceholders(text.replace(POSSESSIVE, ""));
}

function withoutPlaceholders(text: string): string {
  const entries = text.split(BETWEEN);
  const given = entries.filter((entry) => !NONE.test(entry));
  return given.length > 0 && given.length < entries.length ? given.join("; ") : text;
}
