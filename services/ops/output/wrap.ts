/**
 * Breaks a text at its spaces, after its indentation. A word that is longer than a line, such as a carrier's id, stays whole,
 * so that it can be copied.
 * @param width characters of a line
 */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const begins = rest.search(/\S/);
    const before = rest.lastIndexOf(" ", width);
    const at = before > begins ? before : rest.indexOf(" ", Math.max(begins, width));
    if (at < 0) break;
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** Characters of a line of prose, however wide the terminal is, and where there is none. */
const PROSE = 118;

/** Sentences as lines that fit the terminal, none of them indented. */
export function prose(text: string, columns = PROSE): string {
  return wrapped(text, Math.min(columns, PROSE)).join("\n");
}

/**
 * A text as lines of which all but the first are indented.
 * @param columns of the terminal; undefined where it has none
 */
export function hanging(text: string, columns: number | undefined, indent = 2): string {
  if (columns === undefined) return text;
  const [first = ""] = wrapped(text, columns);
  const rest = text.slice(first.length).trimStart();
  const others = rest === "" ? [] : wrapped(rest, columns - indent);
  return [first, ...others.map((line) => " ".repeat(indent) + line)].join("\n");
}
