/** Reads entries from CSV with a header. */
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
 * Reads CSV. An empty cell becomes `null`; a row of empty cells is skipped. A row that does not match the header
 * becomes an entry with a fault.
 * @param name the file, for messages
 * @param choice which fields are read, and from which columns
 * @throws CommandError if the text is not valid CSV, possibly after entries before that point have been returned
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

/** Excel's line before the header, which names the column separator. */
function isSeparatorLine({ cells: [first = "", second, ...others] }: CsvRow): boolean {
  return /^sep=$/i.test(first) && second === "" && others.length === 0;
}

/** Why a row cannot be read. Empty cells after the last column are ignored. */
function faultOf({ cells, misquoted }: CsvRow, columns: number): EntryFault | undefined {
  if (misquoted) return { field: "", problem: MISQUOTED };
  const surplus = cells.slice(columns).some((cell) => cell.trim() !== "");
  if (cells.length >= columns && !surplus) return undefined;
  return { field: "", problem: `has ${counted(cells.length, "column")}, the header has ${columns}` };
}

/** Fields whose values are trimmed, since some exports write a space after each comma. */
const TRIMMED: readonly string[] = ["appointmentTime", "timeZone", "reminderDate", "schemaVersion", "revision"];

/** Converts the text of a cell. Some programs write a column of whole numbers with gaps as `1.0`. */
function typed(field: string, cell = ""): unknown {
  const text = TRIMMED.includes(field) ? cell.trim() : cell;
  if (text === "") return null;
  return (field === "schemaVersion" || field === "revision") && /^\d{1,10}(?:\.0{1,9})?$/.test(text)
    ? Number(text)
    : text;
}
