import { resolve } from "node:path";

/** The folder of this checkout. */
export function projectFolder(): string {
  return resolve(import.meta.dirname, "../../..");
}
