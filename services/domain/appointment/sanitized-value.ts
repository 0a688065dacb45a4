/**
 * Text of Latin letters, punctuation and spaces, without pictures: invisible characters have no function in it.
 */
const LATIN = /^[\0-\u024f\p{Script=Latin}\p{P}\p{Sc}\s]*$/u;

/**
 * Invisible characters without a function in any script, such as the zero-width space of web pages. Not included are
 * the joiners, which Persian and Hindi words are spelled with, direction marks, and selectors between two forms of a
 * picture.
 */
const IDLE =
  /(?!\p{Join_Control}|\p{Variation_Selector}|[\u061c\u200e\u200f\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu;

/** Full-width forms of ASCII characters, which East Asian input methods type, and their ASCII characters. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const TO_ASCII = 0xfee0;

/**
 * A phone number or an email without invisible characters, with full-width characters as ASCII, every kind of space as
 * a plain one, and every line end and control character as `\n`.
 */
export function plainLines(value: string): string {
  return value
    .replace(/[\p{Cc}\u2028\u2029]/gu, (control) => (control === "\t" ? " " : "\n"))
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - TO_ASCII))
    .replace(/[^\S\n]/g, " ")
    .trim();
}

/** The part from the first character that matches `first` to the last that matches `last`; "" if there is none. */
export function trimTo(text: string, first: RegExp, last: RegExp): string {
  const characters = [...text];
  const start = characters.findIndex((character) => first.test(character));
  const end = characters.findLastIndex((character) => last.test(character));
  return start === -1 ? "" : characters.slice(start, end + 1).join("");
}

/**
 * Sanitizes a value for use in a text: one line, without control characters, marks that change the direction of the
 * text around it, and invisible characters. One invisible character takes a text out of the alphabet of SMS (GSM-7),
 * which more than doubles its price.
 */
export function sanitized(value: string | undefined): string {
  return visible(value ?? "")
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The text without invisible characters, except those that the spelling of its script needs. */
export function visible(text: string): string {
  const bare = text.replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return LATIN.test(bare) ? bare : text.replace(IDLE, "");
}
