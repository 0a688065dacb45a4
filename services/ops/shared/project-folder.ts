import { resolve } from "node:path";

/** The folder of this checkout. */
export const PROJECT_FOLDER = resolve(import.meta.dirname, "../../..");
