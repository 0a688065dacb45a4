/** Entries of CSV with a header. */
import { misuse } from "../output/status";
import { counted } from "../output/table";
import { type ColumnChoice, type Columns, readHeader } from "./columns";
import { type CsvRow, csvRows, QUOTES } from "./csv-rows";
import { beginningOf, delimiterOf } from "./delimiter";
import type { Entry, EntryFault } from "./entry";

export interface CsvEntries {
  readonly columns: Columns;
  readonly delimiter: string;
  readonly entries: AsyncIterable<Entry>;
}

const MISQUOTED = "has a quote where none is allowed";

/**
 * Reads CSV; an empty cell is a field that is `null`, a row of empty cells is skipped. A row that does not fit the header
 * is an entry with a fault.
 * @param name the file, for messages
 * @param choice which fields are read, and from which columns
 * @throws CommandError where the text breaks CSV, also while rows are read: those before it have been given out
 */
export async function readCsv(text: AsyncIterable<string>, name: string, choice: ColumnChoice): Promise<CsvEntries> {
  const { begin, all } = await beginningOf(text);
  const delimiter = delimiterOf(begin, choice);
  const rows = csvRows(all, name, delimiter);
  const first = await rows.next();
  if (first.done) throw misuse(`${name} is empty`, `Its first line names the columns: ${choice.fields.join(", ")}.`);
  const named = isSeparatorLine(first.value) ? await rows.next() : first;
  const header: CsvRow = named.done ? first.value : named.value;
  if (header.misquoted) throw misuse(`${name}, line ${header.line}: the header ${MISQUOTED}`, QUOTES);
  const columns = readHeader(header.cells, header.line, name, choice);
  async function* entries(): AsyncGenerator<Entry> {
    for await (const row of rows) {
      const { line, cells, end } = row;
      const fault = faultOf(row, columns.header.length);
      const given = columns.read.map(({ field, column }) => [field, typed(field, cells[column])]);
      const value = fault ? {} : Object.fromEntries(given);
      yield { position: { line }, value, raw: cells, end, ...(fault && { faults: [fault] }) };
    }
  }
  return { columns, delimiter, entries: entries() };
}

/** Excel's own line before the header, which names the separator of columns. */
function isSeparatorLine({ cells: [first = "", second, ...others] }: CsvRow): boolean {
  return /^sep=$/i.test(first) && second === "" && others.length === 0;
}

/** Why a row cannot be read. Empty cells after the last column are none of the row. */
function faultOf({ cells, misquoted }: CsvRow, columns: number): EntryFault | undefined {
  if (misquoted) return { field: "", problem: MISQUOTED };
  const surplus = cells.slice(columns).some((cell) => cell.trim() !== "");
  if (cells.length >= columns && !surplus) return undefined;
  return { field: "", problem: `has ${counted(cells.length, "column")}, the header has ${columns}` };
}

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
