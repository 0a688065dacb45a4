import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
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
 *
 * If the environment variable `HANDLER_BUNDLES` names a folder, a bundle is kept there, and copied from there the next time.
 * Nothing here notices that sources have changed: the local run, which sets it, has one such folder for each state of them.
 * @throws esbuild's error if the handler does not compile
 */
export function writeHandler(kind: FunctionKind, folder: string): void {
  const { HANDLER_BUNDLES: kept } = process.env;
  if (!kept) {
    bundle(HANDLERS[kind], folder);
    return;
  }
  const own = join(kept, kind);
  if (!existsSync(own)) keep(kind, kept, own);
  cpSync(own, folder, { recursive: true });
}

/** Under another name first: another process may look for the bundle at the same time. */
function keep(kind: FunctionKind, kept: string, own: string): void {
  mkdirSync(kept, { recursive: true });
  const draft = mkdtempSync(`${own}-`);
  try {
    bundle(HANDLERS[kind], draft);
    renameSync(draft, own);
  } catch (error) {
    rmSync(draft, { recursive: true });
    // The other process was faster.
    if (!existsSync(own)) throw error;
  }
}
