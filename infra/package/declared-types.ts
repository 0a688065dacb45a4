/** The types of the package, as TypeScript declares them. */
import { execFile } from "node:child_process";
import { cp, readFile, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";

/** The modules whose types the package offers, relative to the root of the project. */
const ENTRIES = ["infra/package/construct", "contracts/published/contracts"];
const IMPORTED = /(?:from|import\()\s*"(\.[^"]+)"/g;

/**
 * Writes the declarations that a user's compiler reads, and no others.
 * @throws Error with the compiler's output
 */
export async function writeTypes(project: string, folder: string): Promise<void> {
  const compiler = join(project, "node_modules/typescript/bin/tsc");
  const all = `${folder}-of-all`;
  const args = [compiler, "--project", join(import.meta.dirname, "tsconfig.json"), "--outDir", all];
  await promisify(execFile)(process.execPath, args).catch(({ stdout }) => Promise.reject(new Error(stdout)));
  const used = new Set<string>();
  for (const entry of ENTRIES) await follow(join(all, `${entry}.d.ts`), used);
  for (const file of used) await cp(file, join(folder, relative(all, file)));
  await rm(all, { recursive: true });
}

async function follow(file: string, used: Set<string>): Promise<void> {
  if (used.has(file)) return;
  used.add(file);
  const text = await readFile(file, "utf8");
  for (const [, path = ""] of text.matchAll(IMPORTED)) await follow(`${resolve(dirname(file), path)}.d.ts`, used);
}
