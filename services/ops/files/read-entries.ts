/** Reads a file of appointments in any format. */
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { type CommandError, misuse } from "../output/status";
import type { ColumnChoice, Columns } from "./columns";
import { readCsv } from "./csv-entries";
import { type DateFormat, withTimes } from "./date-format";
import { beginningOf, isCsv } from "./delimiter";
import type { Entry } from "./entry";
import { readJson } from "./json-entries";
import { parsed, readJsonLines } from "./json-lines";
import { renamedFields } from "./renamed-fields";
import { type OpenedFile, openFile } from "./text/file-text";

export const FORMATS = ["csv", "json", "jsonl"] as const;
export type Format = (typeof FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
};

export interface EntriesFile {
  /** The file's name in messages. */
  readonly name: string;
  readonly format: Format;
  /** The columns of CSV. */
  readonly columns: Columns | undefined;
  /** The column separator of CSV. */
  readonly delimiter: string;
  readonly entries: AsyncIterable<Entry>;
  /** See {@link OpenedFile.fractionAt}. */
  readonly fractionAt: OpenedFile["fractionAt"];
  /** Closes the file, also before its end. */
  readonly close: () => void;
}

export interface FileChoice extends ColumnChoice {
  /** `-` is standard input. */
  readonly path: string;
  readonly format?: Format;
  /** Standard input. */
  readonly input: Readable;
  /** Aborting it ends the reading with a CommandError of status 130. */
  readonly stop: AbortSignal;
  /** The format of times; ISO 8601 if absent. */
  readonly dateFormat?: DateFormat;
}

/**
 * Opens a file of appointments, whose entries are then read on demand.
 * @throws CommandError if it cannot be used; reading the entries throws it too
 */
export async function readEntries(choice: FileChoice): Promise<EntriesFile> {
  return entriesIn(await openFile(choice.path, choice.input, choice.stop), choice);
}

/** As {@link readEntries}, of a file that is open, and is closed if it cannot be used. */
export async function entriesIn(file: OpenedFile, choice: FileChoice): Promise<EntriesFile> {
  try {
    return { name: file.name, fractionAt: file.fractionAt, close: file.close, ...(await entriesOf(file, choice)) };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** A file with only a header, an empty list or blank lines is treated as a failed export. */
export function noEntries(name: string): CommandError {
  return misuse(`${name} has no appointments`, "It has only a header, an empty list or blank lines.");
}

async function entriesOf({ name, text }: OpenedFile, choice: FileChoice) {
  const byName = choice.format ?? EXTENSIONS[extname(choice.path).toLowerCase()];
  const { format, all } = byName ? { format: byName, all: text } : await recognised(text, name, choice);
  const timed = (entries: AsyncIterable<Entry>) =>
    choice.dateFormat ? withTimes(entries, choice.dateFormat) : entries;
  if (format !== "csv") {
    const entries = (format === "json" ? readJson : readJsonLines)(all, name);
    return { format, columns: undefined, delimiter: ",", entries: timed(renamedFields(entries, choice)) };
  }
  const { entries, ...header } = await readCsv(all, name, choice);
  return { format, ...header, entries: timed(entries) };
}

/** Detects the format by the beginning of the text. */
async function recognised(text: AsyncIterable<string>, name: string, choice: ColumnChoice) {
  const { begin, all } = await beginningOf(text);
  const format = formatOf(begin.trimStart(), choice);
  if (!format)
    throw misuse(`The format of ${name} cannot be detected`, `Use --format with one of ${FORMATS.join(", ")}.`);
  return { format, all };
}

function formatOf(begin: string, choice: ColumnChoice): Format | undefined {
  if (begin.startsWith("[")) return "json";
  const [line = ""] = begin.split("\n");
  if (begin.startsWith("{")) return parsed(line) === undefined ? "json" : "jsonl";
  return isCsv(begin, choice) ? "csv" : undefined;
}
