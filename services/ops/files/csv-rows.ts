/** Rows of CSV (RFC 4180), with the line and the faults of each. */
import { type CsvError, parse } from "csv-parse";
import { type CommandError, misuse } from "../output/status";
import { MAX_ENTRY_LENGTH } from "./entry";

export interface CsvRow {
  /** That the row begins in. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote stands where CSV allows none, so that cells may be split in the wrong places. */
  readonly misquoted: boolean;
  /** Bytes of the text, in UTF-8, up to the end of the row. */
  readonly end: number;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/**
 * Reads rows; those of empty cells are skipped. The parser counts a CRLF in a value as two lines, so lines are counted
 * here.
 * @param name the file, for messages
 * @throws CommandError where a row does not end: those before it have been given out
 */
export async function* csvRows(text: AsyncIterable<string>, name: string, delimiter: string): AsyncGenerator<CsvRow> {
  const read: { readonly row: ParsedRecord; readonly end: number }[] = [];
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    raw: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: MAX_ENTRY_LENGTH,
    // Collected here, the rows before an error are not lost with the stream.
    on_record: (row: unknown, { bytes }) => {
      read.push({ row: row as ParsedRecord, end: bytes });
      return null;
    },
  });
  let line = 1;
  function* taken(): Generator<CsvRow> {
    for (const { row, end } of read.splice(0)) {
      const { record: cells, raw } = row;
      const begun = line;
      line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
      if (cells.every((cell) => cell === "")) continue;
      yield { line: begun, cells, misquoted: raw.includes('"') && !isWellQuoted(raw, delimiter), end };
    }
  }
  const settled = (begin: (done: (error?: Error | null) => void) => void) =>
    new Promise<Error | undefined>((resolve) => begin((error) => resolve(error ?? undefined)));
  // Every error comes to a callback below.
  parser.on("error", () => {});
  parser.resume();
  for await (const chunk of text) {
    const error = await settled((done) => parser.write(chunk, done));
    yield* taken();
    if (error) throw broken(error, name, line);
  }
  const error = await settled((done) => parser.end(done));
  yield* taken();
  if (error) throw broken(error, name, line);
}

/**
 * Does every quoted cell begin and end with its quotes, and has any other none?
 * @param row as it stood
 * @param delimiter one character
 */
function isWellQuoted(row: string, delimiter: string): boolean {
  for (let at = 0; ; at += 1) {
    at = row[at] === '"' ? afterQuotes(row, at + 1) : afterPlain(row, at, delimiter);
    if (at < 0) return false;
    if (row[at] !== delimiter) return /^[\r\n]*$/.test(row.slice(at));
  }
}

/** @returns the place after the quote that ends the cell; -1 where there is none */
function afterQuotes(row: string, from: number): number {
  for (let at = row.indexOf('"', from); at >= 0; at = row.indexOf('"', at + 2)) {
    if (row[at + 1] !== '"') return at + 1;
  }
  return -1;
}

/** @returns the place after a cell without quotes; -1 where it has one */
function afterPlain(row: string, from: number, delimiter: string): number {
  const next = row.indexOf(delimiter, from);
  const end = next < 0 ? row.length : next;
  return row.slice(from, end).includes('"') ? -1 : end;
}

function lineBreaks(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

export const QUOTES =
  'A value that holds the separator, a quote or a line break stands in quotes ("), a quote in it is written twice.';

/** The parser's own text repeats what stands there. */
function broken(error: Error, name: string, line: number): CommandError {
  const told: Partial<Record<CsvError["code"], string>> = {
    CSV_QUOTE_NOT_CLOSED: "a quote is opened in the row that begins here, and not closed",
    CSV_MAX_RECORD_SIZE: `the row that begins here is longer than ${MAX_ENTRY_LENGTH.toLocaleString("en-US")} bytes: is a quote not closed?`,
  };
  const problem = told[(error as CsvError).code] ?? "the row that begins here cannot be read";
  return misuse(`${name}, line ${line}: ${problem}`, QUOTES);
}
