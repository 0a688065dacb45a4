/**
 * Letters of the Latin script with signs and spaces, but no pictures: in a text of these alone nothing invisible has
 * anything to do.
 */
const LATIN = /^[\0-\u024f\p{Script=Latin}\p{P}\p{Sc}\s]*$/u;

/**
 * What shows nothing and has nothing to do in any script, such as the zero-width space that is copied along from web
 * pages. Left are the joiners, which Persian and Hindi spell words with, the marks that go with one letter, and what
 * chooses between two forms of a picture.
 */
const IDLE =
  /(?!\p{Join_Control}|\p{Variation_Selector}|[\u061c\u200e\u200f\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu;

/** Full-width forms of ASCII characters, which East Asian input methods type, and their ASCII characters. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const TO_ASCII = 0xfee0;

/**
 * A phone number or an email as it was meant: without invisible characters, in ASCII where an input method typed
 * full-width characters, every kind of space as a plain one, every line end and control character as `\n`.
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
 * A value as it may stand in a text: one line, without control characters, without the marks that turn the direction of
 * the text around it, and without what nobody sees. One invisible character takes a text out of the alphabet of SMS,
 * which more than doubles what it costs.
 */
export function sanitized(value: string | undefined): string {
  return visible(value ?? "")
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The text without characters that show nothing, except those that its script is spelled with. */
export function visible(text: string): string {
  const bare = text.replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return LATIN.test(bare) ? bare : text.replace(IDLE, "");
}
