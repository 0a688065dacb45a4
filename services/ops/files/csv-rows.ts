/** Parses the rows of CSV (RFC 4180), with the line and the faults of each. */
import { type CsvError, parse } from "csv-parse";
import { type CommandError, misuse } from "../output/status";
import { MAX_ENTRY_LENGTH } from "./entry";

export interface CsvRow {
  /** The line in which the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote is in the wrong position, so that cells may be split incorrectly. */
  readonly misquoted: boolean;
  /** Bytes of the text, in UTF-8, up to the end of the row. */
  readonly end: number;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/**
 * Reads rows, without those of empty cells. Lines are counted here, since the parser counts a CRLF in a value as two.
 * @param name the file, for messages
 * @throws CommandError if a row does not end, after the rows before it have been returned
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
    // Collected here, so that rows before an error are not lost with the stream.
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
  // Errors are passed to the callbacks below.
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
 * Whether every quoted cell begins and ends with a quote, and other cells have none.
 * @param row the raw row
 * @param delimiter one character
 */
function isWellQuoted(row: string, delimiter: string): boolean {
  for (let at = 0; ; at += 1) {
    at = row[at] === '"' ? afterQuotes(row, at + 1) : afterPlain(row, at, delimiter);
    if (at < 0) return false;
    if (row[at] !== delimiter) return /^[\r\n]*$/.test(row.slice(at));
  }
}

/** @returns the position after the quote that ends the cell; -1 if there is none */
function afterQuotes(row: string, from: number): number {
  for (let at = row.indexOf('"', from); at >= 0; at = row.indexOf('"', at + 2)) {
    if (row[at + 1] !== '"') return at + 1;
  }
  return -1;
}

/** @returns the position after a cell without quotes; -1 if it has one */
function afterPlain(row: string, from: number, delimiter: string): number {
  const next = row.indexOf(delimiter, from);
  const end = next < 0 ? row.length : next;
  return row.slice(from, end).includes('"') ? -1 : end;
}

function lineBreaks(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

export const QUOTES =
  'A value with the separator, a quote or a line break must be in quotes ("), and a quote in it must be doubled.';

/** The parser's own message would repeat values. */
function broken(error: Error, name: string, line: number): CommandError {
  const problems: Partial<Record<CsvError["code"], string>> = {
    CSV_QUOTE_NOT_CLOSED: "a quote in the row that begins here is not closed",
    CSV_MAX_RECORD_SIZE: `the row that begins here is longer than ${MAX_ENTRY_LENGTH.toLocaleString("en-US")} bytes: is a quote not closed?`,
  };
  const problem = problems[(error as CsvError).code] ?? "the row that begins here cannot be read";
  return misuse(`${name}, line ${line}: ${problem}`, QUOTES);
}
