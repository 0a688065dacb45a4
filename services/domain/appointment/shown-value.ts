/** A sender's value as a patient sees it. */
import { decodeHTMLStrict } from "entities/decode";
import { withoutTags } from "./html-tags";
import { sanitized, visible } from "./sanitized-value";
import { unescaped, withoutSpreadsheetMarks } from "./written-marks";

/**
 * Placeholders that programs, forms and people write for an empty value: in lower case, without the marks around them.
 */
const PLACEHOLDERS = new Set(
  (
    "undefined|null|nil|none|nan|nat|false|object object|" +
    "n/a|n.a|na|n/k|n/d|tbd|t.b.d|tba|t.b.a|tbc|t.b.c|tbs|unk|unknown|unspecified|unassigned|unavailable|blank|empty|" +
    "pending|no name|no provider|no doctor|unknown provider|unknown doctor|unassigned provider|provider unassigned|" +
    "provider unknown|generic provider|provider, generic|default provider|provider|no location|not applicable|not assigned|not available|not known|" +
    "not provided|not set|not specified|to be announced|to be assigned|to be confirmed|to be decided|to be determined"
  ).split("|"),
);

/** Names of people that are placeholders only in another case, such as the `nan` of a table that Python wrote. */
const NAMES = /^(?:Na|Nan|Nat|Nil|Unk)$/;

/** An unfilled template, the `NULL` of a database export, and the errors of a spreadsheet. */
const UNFILLED = /^(?:\{\{.*\}\}|\$\{.*\}|<%.*%>|%[a-z]|\\N|#(?:N\/A|NAME\?|NULL!|REF!|VALUE!))$/i;

/** Line ends, as a person or a program writes them. */
const LINE_END = /[\n-\r\u0085\u2028\u2029]/;

/** The lines of {@link shownLines}, joined. */
export function shown(value: string | undefined): string {
  return shownLines(value).join(" ");
}

/**
 * The {@link sanitized} lines of a value: HTML entities are decoded; HTML tags, escapes and spreadsheet marks are
 * removed. Empty lines and placeholders are omitted. Entities are decoded twice, since some exports encode a value
 * twice (`O&#039;Connor`, `O&amp;#039;Connor`).
 */
export function shownLines(value: string | undefined): string[] {
  if (isPlaceholder(sanitized(value))) return [];
  const text = withoutTags(visible(decoded(decoded(unescaped(value ?? "")))));
  const lines = withoutSpreadsheetMarks(text).split(LINE_END).map(sanitized);
  return lines.filter((line) => !isPlaceholder(line));
}

/** Whether a value has HTML tags, escapes or spreadsheet marks, which a patient does not see. */
export function hasMarkup(value: string): boolean {
  if (isPlaceholder(sanitized(value))) return false;
  const plain = unescaped(value);
  const text = visible(decoded(decoded(plain)));
  const untagged = withoutTags(text);
  return plain !== value || untagged !== text || withoutSpreadsheetMarks(untagged) !== untagged.trim();
}

/** An entity without its semicolon is not decoded, as in `Fish&Chips&Copy`. */
function decoded(text: string): string {
  return text.includes("&") ? decodeHTMLStrict(text) : text;
}

/**
 * Whether a text means that there is no value.
 * @param text one line
 */
export function isPlaceholder(text: string): boolean {
  if (!/[^\p{P}\p{Sm}\p{Sc}\p{Sk}\s]/u.test(text) || UNFILLED.test(text)) return true;
  const bare = text.replace(/^[^\p{L}\p{N}\p{M}\p{So}]+/u, "").replace(/(?<![\p{P}\p{Sm}\s])[\p{P}\p{Sm}\s]+$/u, "");
  if (NAMES.test(bare)) return false;
  const words = bare.toLowerCase();
  return PLACEHOLDERS.has(words) || isRepeated(words);
}

/** A first and a last name that are both missing: `undefined undefined`, `null, null`. */
function isRepeated(words: string): boolean {
  const [first = "", ...others] = words.split(/[\s,]+/);
  return PLACEHOLDERS.has(first) && others.every((other) => other === first);
}
