/** The package, packed once for a run of the suite. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

export const run = promisify(execFile);
const PROJECT = resolve(".");

export interface PackedPackage {
  /** The path of the tarball. */
  readonly tarball: string;
  /** The folder that it unpacks to. */
  readonly folder: string;
}

let packed: Promise<PackedPackage> | undefined;

/** Builds, packs and unpacks the package. */
export function packedPackage(): Promise<PackedPackage> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<PackedPackage> {
  const to = await mkdtemp(join(process.env.TEMPLATES_OF_THIS_RUN ?? tmpdir(), "package-"));
  await run("npm", ["run", "build"], { cwd: PROJECT });
  // Scripts may be switched off on a machine: the build is called by itself.
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", to], { cwd: PROJECT });
  const [name = ""] = await readdir(to);
  await run("tar", ["-xzf", name], { cwd: to });
  return { tarball: join(to, name), folder: join(to, "package") };
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
