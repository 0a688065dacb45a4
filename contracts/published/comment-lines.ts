/**
 * The lines of a comment, of whole words.
 * @param width the most characters of a line; a longer word has a line of its own
 */
export function commentLines(text: string, width: number): string[] {
  const lines: string[] = [];
  // A comment must not end early.
  for (const word of text.replaceAll("*/", "* /").split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
