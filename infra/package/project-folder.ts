/** In the package, in place of the modules of the same name: the folder with the files that are read at run time. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The bundled files are in `dist/construct` and `dist/ops`, and what they read is in `dist`. */
export function projectFolder(): string {
  return dirname(dirname(fileURLToPath(import.meta.url)));
}
