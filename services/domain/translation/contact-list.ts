/** Several phones or emails in one field of the contract. */

const SEPARATOR = "; ";

/**
 * As many different ones as fit, of which the first is the source. The contract's fields take several, since whether a
 * number can be texted is found out when it is.
 * @param candidates phones or emails, the best first
 * @param maxLength of the field, in characters
 * @returns undefined if none fits
 */
export function listed<Contact extends { readonly text: string }>(
  candidates: readonly Contact[],
  maxLength: number,
): Contact | undefined {
  const [first, ...others] = candidates.filter(({ text }) => text.length <= maxLength);
  if (!first) return undefined;
  const texts = [first.text];
  let length = first.text.length;
  for (const { text } of others) {
    const longer = length + SEPARATOR.length + text.length;
    if (longer > maxLength || texts.some((before) => isSame(before, text))) continue;
    texts.push(text);
    length = longer;
  }
  return { ...first, text: texts.join(SEPARATOR) };
}

/** The same email, or the same number, be it with its country or without. */
function isSame(before: string, text: string): boolean {
  if (text.includes("@")) return before.toLowerCase() === text.toLowerCase();
  const [a, b] = [before, text].map((number) => number.replace(/\D/g, "")) as [string, string];
  return a === b || (Math.min(a.length, b.length) >= 7 && (a.endsWith(b) || b.endsWith(a)));
}
