/** Text whose bytes were read, or written, in another character set than their own. */

const CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
/** What bytes 0x80 to 0xBF, the second and further ones of a character in UTF-8, look like in Windows-1252. */
const NEXT = `[\\u0080-\\u00bf${CP1252}]`;
/** Of these, what may stand after a word's last letter: it counts only within a word. */
const CLOSING = "[’”»…–—\\u00a0]";

const SIGNS: readonly RegExp[] = [
  // What stands for bytes that are no character.
  /\ufffd/u,
  // Control characters that no text has, and that Windows-1252 has letters and quotes for.
  /[\u0080-\u0084\u0086-\u009f]/u,
  // UTF-8 read as Windows-1252: `Ã¼`, `â€™`, `ðŸ˜€`.
  new RegExp(`[\\u00c2-\\u00df](?:(?!${CLOSING})${NEXT}|${CLOSING}(?=\\p{L}))`, "u"),
  new RegExp(`[\\u00e0-\\u00ef]${NEXT}(?:(?!${CLOSING})${NEXT}|${CLOSING}(?=\\p{L}))`, "u"),
  new RegExp(`\\u00f0${NEXT}{3}`, "u"),
  /â€[\u0080-\u00bf™œ˜”“¦¢]/u,
  // UTF-8 read as the character set of old Macs, which Excel for Mac still takes.
  /√[©º∂±°≠≥∫ß§®´¨≤≈…ª]|‚Ä[ôúùìî¶¢]/u,
  // UTF-8 read as that of DOS.
  /[├┬]\S/u,
];

/** A question mark within a word, where a character set had no such letter. */
const LOST_LETTER = /\p{L}\?\p{Ll}/u;

/** Was a text decoded wrongly, such as `MÃ¼ller`? */
export function isDecodedWrongly(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}

/** Does a name have a question mark where a letter was, such as `M?ller`? Addresses of pages have them, too. */
export function hasLostLetter(name: string): boolean {
  return LOST_LETTER.test(name);
}
