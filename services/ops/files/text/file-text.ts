/** The text of a file, or of standard input, chunk by chunk. */
import { type FileHandle, open } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { interrupted, misuse } from "../../output/status";
import { decoded } from "./decoded-text";

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by you",
  EPERM: "may not be read by you",
};

export interface OpenedFile {
  /** How the file is called in what is told of it. */
  readonly name: string;
  /** Bytes; undefined of standard input. */
  readonly size: number | undefined;
  /** @throws CommandError where it cannot be read, or is no UTF-8 */
  readonly text: AsyncIterable<string>;
  /**
   * How much of the file ends at a place of its text, from 0 to 1: of bytes that are read ahead nothing is counted.
   * @param textBytes of the text up to that place, in UTF-8
   * @returns undefined of standard input
   */
  readonly fractionAt: (textBytes: number) => number | undefined;
  /** Once it is of no use any more, read to its end or not. */
  readonly close: () => void;
}

/**
 * Opens a file.
 * @param path `-` is standard input
 * @param stop its abort ends the text with a CommandError of status 130
 * @throws CommandError where it cannot be opened
 */
export async function openFile(path: string, input: Readable, stop: AbortSignal): Promise<OpenedFile> {
  const name = path === "-" ? "standard input" : path;
  const handle = path === "-" ? undefined : await openPath(path);
  const size = await sizeOf(handle);
  const source = handle?.createReadStream() ?? input;
  let bytes = 0;
  let textBytes = 0;
  async function* text() {
    try {
      yield* decoded(source as AsyncIterable<Buffer>, name, (count, ofText) => {
        bytes += count;
        textBytes += ofText;
      });
    } catch (error) {
      throw stop.aborted ? interrupted() : readProblem(error, name);
    }
  }
  const fractionAt = (end: number) => size && Math.min(1, (end * bytes) / Math.max(1, textBytes) / size);
  // What goes wrong before the text is asked for comes up when it is.
  source.on("error", () => {});
  addAbortSignal(stop, source);
  return { name, size, text: text(), fractionAt, close: () => void source.destroy() };
}

async function openPath(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw readProblem(error, path);
  }
}

/** A pipe or a terminal has no size. */
async function sizeOf(handle: FileHandle | undefined): Promise<number | undefined> {
  const { size = 0 } = (await handle?.stat()) ?? {};
  return size > 0 ? size : undefined;
}

/** Its own errors stay; of those of the system the code is told. */
function readProblem(error: unknown, name: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code ? misuse(`${name} ${PROBLEMS[code] ?? `cannot be read (${code})`}`) : error;
}
