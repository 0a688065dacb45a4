/** The rejected entries, as they were in the file, to be corrected and imported again. */
import { constants, existsSync } from "node:fs";
import { access, type FileHandle, open } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { stringify } from "csv-stringify/sync";
import type { Entry } from "../files/entry";
import { parsed } from "../files/json-lines";
import type { EntriesFile } from "../files/read-entries";
import { CommandError, misuse, STATUS } from "../shared/status";
import { makeIgnored, type RejectedPlace } from "./rejected-place";

export interface RejectedFile {
  /** Where the entries go: the given path or, if that file exists, the path with its first free number. */
  readonly path: string;
  /** Files of earlier imports that were found under the names before this one. */
  readonly earlier: number;
  /** Adds an entry; the first one creates the file. @param because without the entry's values */
  add(entry: Entry, because: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Prepares the file without creating it. A file that exists is never overwritten: the next free number is used, as in
 * `a.rejected-2.csv`, so that an import may run every night, even while an earlier one is still running.
 * @throws CommandError if no file can be created
 */
export async function rejectedFile(
  place: RejectedPlace,
  { format, columns, delimiter }: EntriesFile,
  dryRun: boolean,
): Promise<RejectedFile> {
  const { path } = place;
  if (!dryRun) await refuseWhereUnwritable(place);
  const header = columns?.header ?? [];
  const kept = header.map((_, column) => column).filter((column) => !ADDED.includes(header[column] ?? ""));
  const keptOf = (cells: readonly unknown[]) => kept.map((column) => cells[column]);
  const csvLine = (cells: readonly unknown[]) => stringify([cells], { delimiter });
  let made: Numbered | undefined;
  async function create(): Promise<Numbered> {
    if (place.folder !== undefined) await makeIgnored(place.folder);
    const created = await createNumbered(path);
    if (format === "csv") await created.handle.appendFile(csvLine([...keptOf(header), ...ADDED]));
    return created;
  }
  return {
    get path() {
      return made?.path ?? path;
    },
    get earlier() {
      return (made?.number ?? 1) - 1;
    },
    async add({ place, stood }, because) {
      const cells = format === "csv" ? (stood as readonly string[]) : [];
      // Cells beyond the last column come after all others.
      const row = [...keptOf(cells), "line" in place ? place.line : "", because, ...cells.slice(header.length)];
      const line = format === "csv" ? csvLine(row) : `${jsonLine(stood, place, because)}\n`;
      try {
        made ??= await create();
        await made.handle.appendFile(line);
      } catch {
        throw new CommandError(unwritable(made?.path ?? path), STATUS.failed, IN_THE_MIDDLE);
      }
    },
    close: async () => made?.handle.close(),
  };
}

const IN_THE_MIDDLE = "What comes before it is imported. Name another file with --rejected and import it again.";
const ADDED: readonly string[] = ["rejectedLine", "rejectedBecause"];

interface Numbered {
  readonly handle: FileHandle;
  readonly path: string;
  /** 1 for the path without a number. */
  readonly number: number;
}

/** A nightly import leaves fewer files of one name than this. */
const MAX_FILES = 100_000;

/** Creates the first file that does not exist yet. If two imports try the same name, one of them gets it. */
async function createNumbered(path: string): Promise<Numbered> {
  for (let number = 1; number <= MAX_FILES; number += 1) {
    const numbered = numberedPath(path, number);
    try {
      // Only its owner may read it.
      return { handle: await open(numbered, "wx", 0o600), path: numbered, number };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  throw new Error("there are too many files of this name");
}

function numberedPath(path: string, number: number): string {
  if (number === 1) return path;
  const extension = extname(path);
  return join(dirname(path), `${basename(path, extension)}-${number}${extension}`);
}

async function refuseWhereUnwritable({ path, folder }: RejectedPlace): Promise<void> {
  try {
    await access(folder === undefined || existsSync(folder) ? dirname(path) : dirname(folder), constants.W_OK);
  } catch {
    throw misuse(unwritable(path), "Name another with --rejected.");
  }
}

function unwritable(path: string): string {
  return `${path} cannot be written, and is where rejected rows go`;
}

function jsonLine(stood: unknown, place: Entry["place"], because: string): string {
  const value = "line" in place ? parsed(stood as string) : stood;
  const told = {
    ...("line" in place ? { rejectedLine: place.line } : { rejectedIndex: place.index }),
    rejectedBecause: because,
  };
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  try {
    return JSON.stringify(isObject ? { ...value, ...told } : { rejectedEntry: stood, ...told });
  } catch {
    // Nested deeper than it can be written.
    return JSON.stringify({ ...(typeof stood === "string" && { rejectedEntry: stood }), ...told });
  }
}
