import { resolve } from "node:path";

/** The folder of this checkout; in the package, the folder of its files. */
export function projectFolder(): string {
  return resolve(import.meta.dirname, "../../..");
}
