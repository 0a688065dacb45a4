/** A file of appointments in any of its formats. */
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { misuse } from "../shared/status";
import { type ColumnChoice, type Columns, isSameName } from "./columns";
import { readCsv } from "./csv-entries";
import type { Entry } from "./entry";
import { type OpenedFile, openFile } from "./file-text";
import { readJson } from "./json-entries";
import { parsed, readJsonLines } from "./json-lines";
import { renamedFields } from "./renamed-fields";

export const FORMATS = ["csv", "json", "jsonl"] as const;
export type Format = (typeof FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
};

export interface EntriesFile {
  readonly format: Format;
  /** Of CSV. */
  readonly columns: Columns | undefined;
  readonly entries: AsyncIterable<Entry>;
  /** Bytes; undefined of standard input. */
  readonly size: number | undefined;
  readonly bytesRead: () => number;
  /** Once it is of no use any more, read to its end or not. */
  readonly close: () => void;
}

export interface FileChoice extends ColumnChoice {
  /** `-` is standard input. */
  readonly path: string;
  readonly format?: Format;
  /** Standard input. */
  readonly input: Readable;
  /** Its abort ends the reading with a CommandError of status 130. */
  readonly stop: AbortSignal;
}

/**
 * Opens a file of appointments; its entries are read while they are asked for.
 * @throws CommandError where it cannot be used; the entries throw it as well
 */
export async function readEntries(choice: FileChoice): Promise<EntriesFile> {
  const file = await openFile(choice.path, choice.input, choice.stop);
  try {
    return { size: file.size, bytesRead: file.bytesRead, close: file.close, ...(await entriesOf(file, choice)) };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function entriesOf({ name, text }: OpenedFile, choice: FileChoice) {
  const byName = choice.format ?? EXTENSIONS[extname(choice.path).toLowerCase()];
  const { format, all } = byName ? { format: byName, all: text } : await told(text, name, choice);
  if (format !== "csv") {
    const entries = (format === "json" ? readJson : readJsonLines)(all, name);
    return { format, columns: undefined, entries: renamedFields(entries, choice) };
  }
  const { columns, rows } = await readCsv(all, name, choice);
  return { format, columns, entries: rows };
}

/** The format by how the text begins. */
async function told(text: AsyncIterable<string>, name: string, { fields, map }: ColumnChoice) {
  const chunks = text[Symbol.asyncIterator]();
  const first = await chunks.next();
  const begin = first.done ? "" : first.value;
  const format = formatOf(begin.trimStart(), [...fields, ...(map?.values() ?? [])]);
  if (!format) throw misuse(`${name} may be of any format`, `Say --format, with one of ${FORMATS.join(", ")}.`);
  async function* all() {
    yield begin;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { format, all: all() };
}

function formatOf(begin: string, names: readonly string[]): Format | undefined {
  if (begin.startsWith("[")) return "json";
  const [line = ""] = begin.split("\n");
  if (begin.startsWith("{")) return parsed(line) === undefined ? "json" : "jsonl";
  if (line.trimEnd() === "sep=,") return "csv";
  const cells = line.split(",").map((cell) => cell.trim().replace(/^"|"$/g, ""));
  return cells.some((cell) => names.some((name) => isSameName(cell, name))) ? "csv" : undefined;
}
