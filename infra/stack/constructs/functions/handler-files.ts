import { join } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { bundle, type FunctionKind, HANDLERS } from "./handler-bundle";

/** A folder in place of a bundle, for tests of the template: it needs none. */
export function unbundled(): string {
  return join(projectFolder(), "services/handlers");
}

/**
 * Writes the files of a function's bundle into a folder. The package has another form of this module, which copies them:
 * `infra/package/handler-files.ts`.
 * @throws esbuild's error if the handler does not compile
 */
export function writeHandler(kind: FunctionKind, folder: string): void {
  bundle(HANDLERS[kind], folder);
}
