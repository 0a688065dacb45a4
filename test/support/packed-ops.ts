/** The operators' commands as one program, as the package has them: it starts in 0.5 s, and its sources in 2.5 s. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { bundleOptions } from "../../infra/stack/constructs/functions/handler-bundle";

const SOURCE = "services/ops/ops.ts";
/** As deep in the project as the sources: the program reads files of the project by its own path. */
const FOLDER = resolve(".cache/programs");

/** Packs the program before the tests of a file, and removes it after them. */
export function packedOps(): { readonly path: string } {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, "ops-"));
  beforeAll(async () => {
    const { alias, ...options } = bundleOptions(SOURCE, folder);
    await build({ ...options, entryPoints: { ops: SOURCE } });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { path: join(folder, "ops.mjs") };
}
