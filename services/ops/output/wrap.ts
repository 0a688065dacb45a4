/**
 * Wraps a text at its spaces, after its indentation. A word that is longer than a line, such as a carrier's id, is not
 * split, so that it can be copied.
 * @param width of a line, in characters
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

/** The maximum width of prose, in characters, also if the output is not a terminal. */
const PROSE = 118;

/** Wraps sentences to the terminal, without indentation. */
export function prose(text: string, columns = PROSE): string {
  return wrapped(text, Math.min(columns, PROSE)).join("\n");
}

/**
 * Wraps a text, and indents all lines but the first.
 * @param columns of the terminal; undefined if the output is not a terminal
 */
export function hanging(text: string, columns: number | undefined, indent = 2): string {
  if (columns === undefined) return text;
  const [first = ""] = wrapped(text, columns);
  const rest = text.slice(first.length).trimStart();
  const others = rest === "" ? [] : wrapped(rest, columns - indent);
  return [first, ...others.map((line) => " ".repeat(indent) + line)].join("\n");
}
