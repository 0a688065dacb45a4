/** The path of the file of rejected entries, which has patient data and must not get into a repository. */
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Format } from "../files/read-entries";

export interface RejectedPath {
  readonly path: string;
  /** A folder in a repository that is created with the file, and that git ignores. */
  readonly folder?: string;
}

/** The folder of a repository for files that must not be committed. */
const IGNORED_FOLDER = "reports";

/**
 * By default, next to the imported file, or in the folder `reports` of its repository.
 * @param path of the imported file; `-` is standard input, whose folder is the current one
 * @param given the path of `--rejected`, which overrides the default
 */
export function rejectedPath(path: string, format: Format, given: string | undefined): RejectedPath {
  if (given !== undefined) return { path: given };
  const name = path === "-" ? "appointments" : basename(path, extname(path));
  const rejected = `${name}.rejected${format === "csv" ? ".csv" : ".jsonl"}`;
  const beside = path === "-" ? "." : dirname(path);
  const repository = repositoryOf(resolve(process.cwd(), beside));
  if (repository === undefined) return { path: join(beside, rejected) };
  const folder = join(repository, IGNORED_FOLDER);
  return { path: join(folder, rejected), folder };
}

/** The root of the git repository that a folder is in. */
function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}

/** Creates a folder that only its owner can read and that git ignores, regardless of the repository's rules. */
export async function makeIgnored(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ignoring = join(folder, ".gitignore");
  await writeFile(ignoring, "*\n", { flag: "wx" }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return;
    // On a full disk the file exists and is empty, but the next import would assume that it ignores everything.
    await rm(ignoring, { force: true });
    throw error;
  });
}
