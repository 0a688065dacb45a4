/** Rows of CSV (RFC 4180) with a header. */
import { type CsvError, parse } from "csv-parse";
import { cleaned } from "../../domain/cleaned-value";
import { misuse } from "../shared/status";
import { counted } from "../shared/table";
import { type Entry, LONGEST_ENTRY } from "./entry";
import { fieldName } from "./field-name";
import { synonymOf } from "./likely-meaning";

export interface CsvRows {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<Entry>;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV; an empty cell is an absent field, a row of empty cells is skipped.
 * @param name the file, for messages
 * @param fields names of columns to take
 * @throws CommandError where the text breaks CSV, also while rows are read: those before it have been given out
 */
export async function readCsv(
  text: AsyncIterable<string>,
  name: string,
  fields: readonly string[],
  required: readonly string[],
): Promise<CsvRows> {
  const rows = csvRows(text, name);
  const first = await rows.next();
  if (first.done) throw misuse(`${name} is empty`, `Its first line names the columns: ${fields.join(", ")}.`);
  const named = isSeparatorLine(first.value) ? await rows.next() : first;
  const { cells, line } = named.done ? first.value : named.value;
  const header = cells.map(cleaned);
  checkHeader(header, line, name, fields, required);
  const columns = fields
    .map((field) => ({ field, column: header.indexOf(field) }))
    .filter(({ column }) => column !== -1);
  async function* entries(): AsyncGenerator<Entry> {
    for await (const { line, cells } of rows) {
      if (cells.length !== header.length) {
        throw misuse(
          `${name}, line ${line}: it has ${counted(cells.length, "column")}, the header has ${header.length}`,
          QUOTES,
        );
      }
      const given = columns.filter(({ field, column }) => typed(field, cells[column]) !== "");
      const value = Object.fromEntries(given.map(({ field, column }) => [field, typed(field, cells[column])]));
      yield { place: { line }, value, stood: cells };
    }
  }
  return { header, rows: entries() };
}

/** Excel's own line before the header, which names the separator of columns. */
function isSeparatorLine({ cells }: Row): boolean {
  return cells.length === 2 && cells[0] === "sep=" && cells[1] === "";
}

const QUOTES =
  'A value that holds a comma, a quote or a line break stands in quotes ("), a quote in it is written twice.';

/** A file without a header must not be taken for one with odd columns: its first row would be printed as names. */
function checkHeader(
  header: readonly string[],
  line: number,
  name: string,
  fields: readonly string[],
  required: readonly string[],
): void {
  const missing = required.filter((field) => !header.includes(field));
  if (missing.length > 0) {
    const separated = header.some((cell) => /[;\t|]/.test(cell)) ? " Columns are separated by commas." : "";
    throw misuse(
      `${name}, line ${line}: the header names no column ${missing.join(" and no column ")}`,
      `Columns are called ${fields.join(", ")}.${separated}${likelyColumns(header, missing)}`,
    );
  }
  const twice = fields.find((field) => header.indexOf(field) !== header.lastIndexOf(field));
  if (twice) throw misuse(`${name}, line ${line}: the header names the column ${twice} twice`);
}

/** Columns that are probably meant as the missing fields. */
function likelyColumns(header: readonly string[], missing: readonly string[]): string {
  return missing
    .flatMap((field) => header.filter((column) => synonymOf(column) === field).map((column) => ({ field, column })))
    .slice(0, 3)
    .map(({ field, column }) => ` Is ${fieldName(column)} meant as ${field}?`)
    .join("");
}

/** Fields whose values have no space at their ends, as some exports write one after each comma. */
const TRIMMED: readonly string[] = ["appointmentTime", "timeZone", "reminderDate", "schemaVersion", "revision"];

/** CSV has only text. Some programs write a column of whole numbers that has gaps as `1.0`. */
function typed(field: string, cell = ""): unknown {
  const text = TRIMMED.includes(field) ? cell.trim() : cell;
  return (field === "schemaVersion" || field === "revision") && /^\d{1,9}(?:\.0{1,9})?$/.test(text)
    ? Number(text)
    : text;
}

/** Rows with the line that each begins in: the parser counts a CRLF in a value as two lines. */
async function* csvRows(text: AsyncIterable<string>, name: string): AsyncGenerator<Row> {
  const read: string[][] = [];
  const parser = parse({
    relax_column_count: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: LONGEST_ENTRY,
    // Taken here, what precedes an error is not lost with the stream.
    on_record: (cells: string[]) => {
      read.push(cells);
      return null;
    },
  });
  let line = 1;
  function* taken(): Generator<Row> {
    for (const cells of read.splice(0)) {
      const row = { line, cells };
      line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
      if (cells.some((cell) => cell !== "")) yield row;
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

function lineBreaks(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The parser's own text repeats the value. */
function broken(error: Error, name: string, line: number) {
  const told: Partial<Record<CsvError["code"], string>> = {
    CSV_QUOTE_NOT_CLOSED: "a quote is opened in the row that begins here, and not closed",
    CSV_MAX_RECORD_SIZE: `the row that begins here is longer than ${LONGEST_ENTRY.toLocaleString("en-US")} bytes: is a quote not closed?`,
  };
  const problem =
    told[(error as CsvError).code] ?? "a quote is in a place where CSV does not allow one, in the row that begins here";
  return misuse(`${name}, line ${line}: ${problem}`, QUOTES);
}
