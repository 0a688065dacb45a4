import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { misuse } from "../status";

/** @throws CommandError if the file cannot be written */
export async function writePage(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/**
 * Checks a path before the work whose result is written to it. It creates no file.
 * @throws CommandError if the file cannot be written
 */
export async function checkPagePath(path: string): Promise<void> {
  try {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    if (found?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    await access(found ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown) {
  return misuse(`${path} cannot be written: ${(error as NodeJS.ErrnoException).code}`);
}
