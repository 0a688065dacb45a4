/** In the package, in place of the module of the same name in `infra/stack`: the bundles are built already. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { FunctionKind } from "../stack/constructs/functions/handler-bundle";
import { projectFolder } from "./project-folder";

/** A folder in place of a bundle, for tests of the template: it needs none. */
export function unbundled(): string {
  return join(projectFolder(), "functions/collector");
}

/** Copies the files of a function's bundle into a folder. */
export function writeHandler(kind: FunctionKind, folder: string): void {
  cpSync(join(projectFolder(), "functions", kind), folder, { recursive: true });
}
