/**
 * A text that others wrote, as a terminal may show it: what could move the cursor, or hide what is there, is replaced.
 * @param kept control characters that may stay, such as a line's end
 */
export function printable(text: string, kept = ""): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, (character) =>
    kept.includes(character) ? character : "\ufffd",
  );
}
