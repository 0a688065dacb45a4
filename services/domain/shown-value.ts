/** What a patient sees of a sender's value. */
import { decodeHTMLStrict } from "entities/decode";
import { cleaned } from "./cleaned-value";

/** What programs, forms and people write for an empty value: in lower case, without the marks around it. */
const PLACEHOLDERS = new Set(
  (
    "undefined|null|nil|none|nan|nat|object object|" +
    "n/a|n.a|na|n/k|n/d|tbd|t.b.d|tba|t.b.a|tbc|t.b.c|tbs|unk|unknown|unspecified|unassigned|unavailable|blank|empty|" +
    "pending|no name|no provider|no doctor|unknown provider|unknown doctor|unassigned provider|provider unassigned|" +
    "provider unknown|generic provider|provider, generic|default provider|provider|no location|not applicable|not assigned|not available|not known|" +
    "not provided|not set|not specified|to be announced|to be assigned|to be confirmed|to be decided|to be determined"
  ).split("|"),
);

/** Names of people that are placeholders only in another case, such as the `nan` of a table that Python wrote. */
const NAMES = /^(?:Na|Nan|Nat|Nil|Unk)$/;

/** A template that nobody filled in, the `NULL` of a database's export, and the errors of a spreadsheet. */
const UNFILLED = /^(?:\{\{.*\}\}|\$\{.*\}|<%.*%>|%[a-z]|\\N|#(?:N\/A|NAME\?|NULL!|REF!|VALUE!))$/i;

/**
 * The value as a text may show it ({@link cleaned}): with its HTML entities decoded, and ""
 * if it is a placeholder. Exports escape a value once or twice (`O&#039;Connor`, `O&amp;#039;Connor`).
 */
export function shown(value: string | undefined): string {
  const text = cleaned(decoded(decoded(value ?? "")));
  return isPlaceholder(text) ? "" : text;
}

/** An entity without its semicolon stays, as in `Fish&Chips&Copy`. */
function decoded(text: string): string {
  return text.includes("&") ? decodeHTMLStrict(text) : text;
}

/**
 * Does a text mean that there is no value?
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
