import { resolve } from "node:path";

/** The folder of this checkout; in the package, the folder of its files. */
export const PROJECT_FOLDER = resolve(import.meta.dirname, "../../..");
