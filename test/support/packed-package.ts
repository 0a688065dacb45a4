/** The package, packed once for a run of the suite. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { eventually } from "./eventually";

export const run = promisify(execFile);
const PROJECT = resolve(".");

export interface PackedPackage {
  /** The path of the tarball. */
  readonly tarball: string;
  /** The folder that it unpacks to. */
  readonly folder: string;
}

let packed: Promise<PackedPackage> | undefined;

/** The package, built, packed and unpacked by the first test file of a run that asks for it: a build replaces `dist`. */
export function packedPackage(): Promise<PackedPackage> {
  packed ??= packOnce();
  return packed;
}

async function packOnce(): Promise<PackedPackage> {
  const to = join(
    process.env.TEMPLATES_OF_THIS_RUN ?? (await mkdtemp(join(tmpdir(), "package-"))),
    "package-of-this-run",
  );
  const done = `${to}.done`;
  const isFirst = await mkdir(to).then(
    () => true,
    () => false,
  );
  if (isFirst) await pack(to).finally(() => writeFile(done, ""));
  else await eventually("the package is packed", async () => existsSync(done));
  const name = (await readdir(to)).find((file) => file.endsWith(".tgz"));
  if (!name) throw new Error("the package could not be packed: see the test file that packed it");
  return { tarball: join(to, name), folder: join(to, "package") };
}

async function pack(to: string): Promise<void> {
  await run("npm", ["run", "build"], { cwd: PROJECT });
  // Scripts are switched off in the project: the build is called by itself.
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", to], { cwd: PROJECT });
  const [name = ""] = await readdir(to);
  await run("tar", ["-xzf", name], { cwd: to });
}

/**
 * Makes a folder in which a user has installed the package and others, without a network.
 * @param files of the user: content by path
 * @param others the packages that the user has too, and no more
 */
export async function userFolder(files: Record<string, string>, others: readonly string[]): Promise<string> {
  const { folder } = await packedPackage();
  const user = await mkdtemp(join(dirname(folder), "user-"));
  const modules = join(user, "node_modules");
  await mkdir(modules);
  await run("cp", ["-R", folder, join(modules, "appointment-reminder-pipeline")]);
  for (const name of ["zod", ...others]) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    if (!existsSync(link)) await symlink(join(PROJECT, "node_modules", name), link);
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(user, path), text);
  return user;
}

/** @returns the compiler's output; "" if it has nothing to say */
export async function compile(folder: string): Promise<string> {
  const compiler = join(PROJECT, "node_modules/typescript/bin/tsc");
  const done = await run(process.execPath, [compiler, "--noEmit"], { cwd: folder }).catch((error) => error);
  return String(done.stdout);
}
