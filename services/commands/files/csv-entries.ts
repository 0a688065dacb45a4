/** Rows of CSV (RFC 4180) with a header. */
import { type CsvError, parse } from "csv-parse";
import { misuse } from "../shared/status";
import { counted } from "../shared/table";
import { type ColumnChoice, type Columns, readHeader } from "./columns";
import { type Entry, LONGEST_ENTRY } from "./entry";

export interface CsvRows {
  readonly columns: Columns;
  readonly rows: AsyncIterable<Entry>;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV; an empty cell is a field that is `null`, a row of empty cells is skipped.
 * @param name the file, for messages
 * @param choice which fields are read, and from which columns
 * @throws CommandError where the text breaks CSV, also while rows are read: those before it have been given out
 */
export async function readCsv(text: AsyncIterable<string>, name: string, choice: ColumnChoice): Promise<CsvRows> {
  const rows = csvRows(text, name);
  const first = await rows.next();
  if (first.done) throw misuse(`${name} is empty`, `Its first line names the columns: ${choice.fields.join(", ")}.`);
  const named = isSeparatorLine(first.value) ? await rows.next() : first;
  const { cells, line } = named.done ? first.value : named.value;
  const separated = cells.some((cell) => /[;\t|]/.test(cell)) ? " Columns are separated by commas." : "";
  const columns = readHeader(cells, line, name, choice, separated);
  async function* entries(): AsyncGenerator<Entry> {
    for await (const { line, cells } of rows) {
      if (cells.length !== columns.header.length) {
        throw misuse(
          `${name}, line ${line}: it has ${counted(cells.length, "column")}, the header has ${columns.header.length}`,
          QUOTES,
        );
      }
      const given = columns.read.map(({ field, column }) => [field, typed(field, cells[column])]);
      yield { place: { line }, value: Object.fromEntries(given), stood: cells };
    }
  }
  return { columns, rows: entries() };
}

/** Excel's own line before the header, which names the separator of columns. */
function isSeparatorLine({ cells }: Row): boolean {
  return cells.length === 2 && cells[0] === "sep=" && cells[1] === "";
}

const QUOTES =
  'A value that holds a comma, a quote or a line break stands in quotes ("), a quote in it is written twice.';

/** Fields whose values have no space at their ends, as some exports write one after each comma. */
const TRIMMED: readonly string[] = ["appointmentTime", "timeZone", "reminderDate", "schemaVersion", "revision"];

/** CSV has only text. Some programs write a column of whole numbers that has gaps as `1.0`. */
function typed(field: string, cell = ""): unknown {
  const text = TRIMMED.includes(field) ? cell.trim() : cell;
  if (text === "") return null;
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
