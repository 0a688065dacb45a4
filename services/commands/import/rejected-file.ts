/** The entries that were not taken, as they stood, to be mended and imported again. */
import { constants } from "node:fs";
import { access, type FileHandle, open } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { stringify } from "csv-stringify/sync";
import type { Entry } from "../files/entry";
import type { EntriesFile } from "../files/read-entries";
import { misuse } from "../shared/status";

export interface RejectedFile {
  readonly path: string;
  /** Adds an entry; the first one creates the file. @param because without the entry's values */
  add(entry: Entry, because: string): Promise<void>;
  close(): Promise<void>;
}

/** Where rejected entries go unless it is said: beside the file. */
export function rejectedPath(path: string, format: EntriesFile["format"]): string {
  const extension = format === "csv" ? ".csv" : ".jsonl";
  if (path === "-") return `appointments.rejected${extension}`;
  return join(dirname(path), `${basename(path, extname(path))}.rejected${extension}`);
}

/**
 * Prepares the file without creating it.
 * @throws CommandError where there is one already, or none can be made
 */
export async function rejectedFile(
  path: string,
  { format, header }: EntriesFile,
  dryRun: boolean,
): Promise<RejectedFile> {
  if (!dryRun) await refuseWhereTaken(path);
  const kept = header.map((_, column) => column).filter((column) => !ADDED.includes(header[column] ?? ""));
  const keptOf = (cells: readonly unknown[]) => kept.map((column) => cells[column]);
  let handle: FileHandle | undefined;
  async function create(): Promise<FileHandle> {
    // For its owner's eyes only, and never over another one.
    const created = await open(path, "wx", 0o600);
    if (format === "csv") await created.appendFile(stringify([[...keptOf(header), ...ADDED]]));
    return created;
  }
  return {
    path,
    async add({ place, value, stood }, because) {
      handle ??= await create();
      const line =
        format === "csv"
          ? stringify([[...keptOf(stood as readonly string[]), "line" in place ? place.line : "", because]])
          : `${jsonLine(value, stood, place, because)}\n`;
      await handle.appendFile(line);
    },
    close: async () => handle?.close(),
  };
}

const ADDED: readonly string[] = ["rejectedLine", "rejectedBecause"];

async function refuseWhereTaken(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) {
    throw misuse(
      `${path} is there already, and would take the rejected rows`,
      "Move it away, or name another with --rejected.",
    );
  }
  try {
    await access(dirname(path), constants.W_OK);
  } catch {
    throw misuse(`${path} cannot be written, and would take the rejected rows`, "Name another with --rejected.");
  }
}

function jsonLine(value: unknown, stood: unknown, place: Entry["place"], because: string): string {
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
