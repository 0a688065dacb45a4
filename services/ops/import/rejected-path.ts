/** Where rejected entries go: they hold patient data, which must not get into a repository. */
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Format } from "../files/read-entries";

export interface RejectedPath {
  readonly path: string;
  /** A folder of a repository that is created with the file, and that git ignores. */
  readonly folder?: string;
}

/** The folder of a repository for files that must not get into it. */
const IGNORED_FOLDER = "reports";

/**
 * By default, rejected entries go beside the file, or to the folder `reports` of the repository that the file is in.
 * @param path of the file; `-` is standard input, whose folder is the current one
 * @param given by `--rejected`, which overrides the default
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

/** Creates a folder, for its owner only, that git ignores whatever else the repository says. */
export async function makeIgnored(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ignoring = join(folder, ".gitignore");
  await writeFile(ignoring, "*\n", { flag: "wx" }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return;
    // On a full disk it is there, and empty: the next import would take it for one that ignores everything.
    await rm(ignoring, { force: true });
    throw error;
  });
}
