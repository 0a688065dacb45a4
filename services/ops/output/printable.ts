/**
 * Makes others' text safe to print in a terminal: characters that could move the cursor or hide text are replaced.
 * @param kept control characters that are kept, such as a line end
 */
export function printable(text: string, kept = ""): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, (character) =>
    kept.includes(character) ? character : "\ufffd",
  );
}
