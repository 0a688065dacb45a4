/** Detects the column separator of a CSV file. */
import { type ColumnChoice, isSameName } from "./columns";
import { synonymOf } from "./likely-meaning";

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The maximum number of characters that are read for the header. */
const MAX_HEADER_LENGTH = 100_000;

/** Excel's line before the header, which names the separator. */
const SEPARATOR_LINE = /^"?sep=(.)"?[\r\n]/i;

/**
 * The separator that a line `sep=` names; otherwise the one that splits the header into the most field names.
 * @param begin the text up to the end of its header
 */
export function delimiterOf(begin: string, { fields, map }: ColumnChoice): string {
  const [, stated] = SEPARATOR_LINE.exec(begin) ?? [];
  if (stated !== undefined && stated !== '"') return stated;
  const names = [...fields, ...(map?.values() ?? [])];
  const scores = DELIMITERS.map((delimiter) => score(begin, delimiter, names));
  return DELIMITERS[scores.indexOf(Math.max(...scores))] ?? ",";
}

/** Whether a text begins with column names, or with a line `sep=`. */
export function isCsv(begin: string, { fields, map }: ColumnChoice): boolean {
  const names = [...fields, ...(map?.values() ?? [])];
  return SEPARATOR_LINE.test(begin) || DELIMITERS.some((delimiter) => known(begin, delimiter, names) > 0);
}

/** Field names count most, then their synonyms, then the number of columns. */
function score(begin: string, delimiter: string, names: readonly string[]): number {
  const cells = headerCells(begin, delimiter);
  const like = cells.filter((cell) => synonymOf(cell) !== undefined).length;
  return known(begin, delimiter, names) * 1e9 + like * 1e6 + cells.length;
}

function known(begin: string, delimiter: string, names: readonly string[]): number {
  return headerCells(begin, delimiter).filter((cell) => names.some((name) => isSameName(cell, name))).length;
}

/** The cells of the first line that is not blank. */
function headerCells(begin: string, delimiter: string): string[] {
  const [line = ""] = begin.trimStart().split(/[\r\n]/, 1);
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ""));
}

/**
 * Reads the beginning of a text, up to the end of its first non-blank line.
 * @returns the beginning, and the whole text with it
 */
export async function beginningOf(
  text: AsyncIterable<string>,
): Promise<{ readonly begin: string; readonly all: AsyncIterable<string> }> {
  const chunks = text[Symbol.asyncIterator]();
  let begin = "";
  while (!hasLine(begin) && begin.length < MAX_HEADER_LENGTH) {
    const next = await chunks.next();
    if (next.done) break;
    begin += next.value;
  }
  async function* all() {
    if (begin !== "") yield begin;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { begin, all: all() };
}

/** Whether there is a complete non-blank line. */
function hasLine(text: string): boolean {
  return /[\r\n]/.test(text.trimStart());
}
