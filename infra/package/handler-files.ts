/** In the package, in place of the module of the same name in `infra/stack`: the bundles are built already. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { FunctionKind } from "../stack/constructs/functions/handler-bundle";
import { PROJECT_FOLDER } from "./project-folder";

const FUNCTIONS = join(PROJECT_FOLDER, "functions");

/** A folder in place of a bundle, for tests of the template: it needs none. */
export const UNBUNDLED = join(FUNCTIONS, "collector");

/** Copies the files of a function's bundle into a folder. */
export function writeHandler(kind: FunctionKind, folder: string): void {
  cpSync(join(FUNCTIONS, kind), folder, { recursive: true });
}
