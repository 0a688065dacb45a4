/** Creates a file that is written line by line. */
import { open, unlink } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

/** Creates a file, as `open` of node:fs/promises does. */
export type OpenFile = (path: string, flags: "wx", mode: number) => Promise<WritableFile>;

interface WritableFile {
  appendFile(text: string): Promise<unknown>;
  truncate(bytes: number): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface LineFile {
  readonly path: string;
  /** 1 for the path without a number. */
  readonly number: number;
  /** Appends a line. An error, such as a full disk, leaves no part of it. */
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

/** The maximum number of files with one name. */
const MAX_FILES = 100_000;

/**
 * Creates the first file that does not exist yet, as in `a.csv`, `a-2.csv`. If two imports try the same name, only one
 * of them gets it.
 * @param first the file's first lines; if they cannot be written, the file is removed
 */
export async function createLineFile(path: string, first: string, openFile: OpenFile = open): Promise<LineFile> {
  for (let number = 1; number <= MAX_FILES; number += 1) {
    const numbered = numberedPath(path, number);
    try {
      // Only its owner may read it.
      const file = await openFile(numbered, "wx", 0o600);
      return await begun(file, numbered, number, first);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  throw new Error("there are too many files with this name");
}

async function begun(file: WritableFile, path: string, number: number, first: string): Promise<LineFile> {
  let length = 0;
  const append = async (line: string) => {
    try {
      await file.appendFile(line);
      length += Buffer.byteLength(line);
    } catch (error) {
      await file.truncate(length).catch(() => {});
      throw error;
    }
  };
  const close = async () => void (await file.close());
  try {
    if (first !== "") await append(first);
  } catch (error) {
    await close();
    await unlink(path);
    throw error;
  }
  return { path, number, append, close };
}

function numberedPath(path: string, number: number): string {
  if (number === 1) return path;
  const extension = extname(path);
  return join(dirname(path), `${basename(path, extension)}-${number}${extension}`);
}
