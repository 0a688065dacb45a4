/** Detects text that was decoded or encoded with the wrong character set. */

const SIGNS: readonly RegExp[] = [
  // The replacement for bytes that are not a character.
  /\ufffd/u,
  // Control characters that do not occur in text; Windows-1252 has letters and quotes in their place.
  /[\u0080-\u0084\u0086-\u009f]/u,
  // UTF-8 read as Windows-1252: `Ã¼`, `â€™`, `ðŸ˜€`. The second and further bytes of a character, 0x80 to 0xBF, become
  // these signs. A sign that may follow a word's last letter, such as a closing quote, counts only within a word.
  /[\u00c2-\u00df](?:[\u0080-\u009f\u00a1-\u00ba\u00bc-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•˜™š›œžŸ]|[’”»…–—\u00a0](?=\p{L}))/u,
  /[\u00e0-\u00ef][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?:[\u0080-\u009f\u00a1-\u00ba\u00bc-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•˜™š›œžŸ]|[’”»…–—\u00a0](?=\p{L}))/u,
  /\u00f0[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{3}/u,
  /â€[\u0080-\u00bf™œ˜”“¦¢]/u,
  // UTF-8 read as the character set of old Macs, which Excel for Mac still uses.
  /√[©º∂±°≠≥∫ß§®´¨≤≈…ª]|‚Ä[ôúùìî¶¢]/u,
  // UTF-8 read as the character set of DOS.
  /[├┬]\S/u,
];

/** A question mark within a word, for a letter that the character set did not have. */
const LOST_LETTER = /\p{L}\?\p{Ll}/u;

/** Whether a text was decoded incorrectly, such as `MÃ¼ller`. */
export function isDecodedWrongly(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}

/**
 * Whether a name has a question mark in place of a letter, such as `M?ller`. Only for names: URLs have question marks
 * too.
 */
export function hasLostLetter(name: string): boolean {
  return LOST_LETTER.test(name);
}
