/** The file of rejected entries, to be corrected and imported again. */
import { constants, existsSync } from "node:fs";
import { access } from "node:fs/promises";
import { dirname } from "node:path";
import { stringify } from "csv-stringify/sync";
import { type Entry, positionText } from "../files/entry";
import { parsed } from "../files/json-lines";
import type { EntriesFile } from "../files/read-entries";
import { isDiskFull } from "../output/explain";
import { CommandError, misuse, STATUS } from "../output/status";
import { createLineFile, type LineFile, type OpenFile } from "./line-file";
import { makeIgnored, type RejectedPath } from "./rejected-path";

export interface RejectedFile {
  /** The given path or, if that file exists, the path with the first free number. */
  readonly path: string;
  /** The number of files of earlier imports with lower numbers. */
  readonly earlier: number;
  /** Whether it has all entries that were added. */
  readonly isComplete: boolean;
  /**
   * Adds an entry; the first one creates the file. After a failed write, no further entry is written.
   * @param because the reason, without the entry's values
   * @throws CommandError if the entry cannot be written, such as on a full disk
   */
  add(entry: Entry, because: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Prepares the file without creating it. A file that exists is never overwritten: the next free number is used, as in
 * `a.rejected-2.csv`, so that an import may run every night, even while an earlier one is still running.
 * @throws CommandError if no file can be created
 */
export async function rejectedFile(
  target: RejectedPath,
  { format, columns, delimiter }: EntriesFile,
  dryRun: boolean,
  openFile?: OpenFile,
): Promise<RejectedFile> {
  const { path } = target;
  if (!dryRun) await refuseWhereUnwritable(target);
  const header = columns?.header ?? [];
  const kept = header.map((_, column) => column).filter((column) => !ADDED.includes(header[column] ?? ""));
  const keptOf = (cells: readonly unknown[]) => kept.map((column) => cells[column]);
  const csvLine = (cells: readonly unknown[]) => stringify([cells], { delimiter });
  let made: LineFile | undefined;
  let isComplete = true;
  async function create(): Promise<LineFile> {
    if (target.folder !== undefined) await makeIgnored(target.folder);
    return createLineFile(path, format === "csv" ? csvLine([...keptOf(header), ...ADDED]) : "", openFile);
  }
  return {
    get path() {
      return made?.path ?? path;
    },
    get earlier() {
      return (made?.number ?? 1) - 1;
    },
    get isComplete() {
      return isComplete;
    },
    async add({ position, raw }, because) {
      if (!isComplete) return;
      const cells = format === "csv" ? (raw as readonly string[]) : [];
      // Cells beyond the last column are appended after all others.
      const row = [...keptOf(cells), "line" in position ? position.line : "", because, ...cells.slice(header.length)];
      const line = format === "csv" ? csvLine(row) : `${jsonLine(raw, position, because)}\n`;
      try {
        made ??= await create();
        await made.append(line);
      } catch (error) {
        isComplete = false;
        const held = made
          ? `It has the rejected entries before ${positionText(position)} and no others.`
          : "The file was not created.";
        throw new CommandError(unwritable(made?.path ?? path, error), STATUS.failed, `${held} ${IN_THE_MIDDLE}`);
      }
    },
    close: async () => made?.close(),
  };
}

const IN_THE_MIDDLE =
  "What was imported is kept. Free some space, or name another file with --rejected, and import the same file again: " +
  "nothing is done twice.";
const ADDED: readonly string[] = ["rejectedLine", "rejectedBecause"];

async function refuseWhereUnwritable({ path, folder }: RejectedPath): Promise<void> {
  try {
    await access(folder === undefined || existsSync(folder) ? dirname(path) : dirname(folder), constants.W_OK);
  } catch (error) {
    throw misuse(unwritable(path, error), "Name another file with --rejected.");
  }
}

function unwritable(path: string, error: unknown): string {
  const why = isDiskFull(error) ? ": the disk is full" : "";
  return `Cannot write rejected entries to ${path}${why}`;
}

function jsonLine(raw: unknown, position: Entry["position"], because: string): string {
  const value = "line" in position ? parsed(raw as string) : raw;
  const reason = {
    ...("line" in position ? { rejectedLine: position.line } : { rejectedIndex: position.index }),
    rejectedBecause: because,
  };
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  try {
    return JSON.stringify(isObject ? { ...value, ...reason } : { rejectedEntry: raw, ...reason });
  } catch {
    // Nested too deeply to be written.
    return JSON.stringify({ ...(typeof raw === "string" && { rejectedEntry: raw }), ...reason });
  }
}
