/** Sanitizes a field for a phone number or an email before it is read. */
import { decodeHTMLStrict } from "entities/decode";
import { plainLines } from "../appointment/sanitized-value";

/** `mother's cell`, `Mom’s:`: only the noun matters. In `joe's@example.com` the apostrophe is part of the address. */
const POSSESSIVE = /(?<=\p{L})['’][sS](?=[\s:)\],;/]|$)/gu;
/** Separators of a field's entries; a slash without spaces may belong to `N/A`. */
const BETWEEN = / ?[,;|\n] ?| \/ | or /;
/** An entry that means "none". Others, such as `unavailable`, may refer to the number before them. */
const NONE =
  /^(?:none|n\/?a|n\.a\.?|null|nil|nan|undefined|no (?:phone|mobile|cell|number|e-?mail)|not (?:given|provided|applicable))$/i;

/**
 * The field without invisible characters ({@link plainLines}), with HTML entities decoded, even if encoded twice
 * (`o&amp;#39;neil@example.com`), and without entries that mean "none" (`N/A / 206-555-0111`).
 * @param field as a person typed it, no longer than the contract allows
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
