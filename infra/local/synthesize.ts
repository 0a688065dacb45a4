/** Synthesizes the CDK app for the local run: offline, without credentials, and only if an input has changed. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, rmSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ENVIRONMENTS_FOLDER } from "../../contracts/environments/environment-file";
import { asContext } from "../../contracts/environments/setting-keys";
import { type Context, mergeContext, namedSettings, type OwnSettings } from "./command-line/context";
import { readOwnSettings } from "./command-line/own-settings";
import { keepsSendWindows, withoutSendWindows } from "./command-line/send-windows";
import { UserError } from "./command-line/user-error";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CACHE = join(ROOT, ".cache", "local");
const INPUTS = ["contracts", "services", "infra", "cdk.json", "package-lock.json"];
const NOT_INPUTS = [join("infra", "local")];

/** An assembly, or bundles, that were not used for this long are deleted. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** The exit status of `infra/stack/app.ts` for invalid settings. */
const INVALID_SETTINGS = 2;

/**
 * @param given what the command line has
 * @throws {UserError} if `cdk.context.json` cannot be read
 */
export function readSettings(given: Pick<OwnSettings, "environment" | "commandLine">): Promise<OwnSettings> {
  return readOwnSettings(ROOT, ENVIRONMENTS_FOLDER, given);
}

/**
 * @param own the settings of a deployment, instead of the defaults
 * @returns the folder of the assembly, in `.cache/local/`
 * @throws {UserError} if settings are invalid
 * @throws with the output of the CDK app if it fails
 */
export async function synthesize(own: OwnSettings = {}): Promise<{ assembly: string }> {
  const { context: project = {} } = JSON.parse(await readFile(join(ROOT, "cdk.json"), "utf8")) as { context?: Context };
  const settings = namedSettings(project, own);
  const instead = keepsSendWindows(own) ? {} : await withoutSendWindows(settings, ROOT, CACHE);
  const context = { ...mergeContext(project, own), ...asContext(instead) };
  const named = [instead.clinics ?? settings.clinics, own.file?.path];
  const assembly = join(CACHE, `cdk.out-${await inputsHash(context, named)}`);
  if (!existsSync(join(assembly, "manifest.json"))) {
    await mkdir(CACHE, { recursive: true });
    // Into a new folder, then renamed, so that concurrent runs never see an incomplete assembly.
    const fresh = await mkdtemp(join(CACHE, "synthesizing-"));
    const removeNow = () => rmSync(fresh, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    process.once("exit", removeNow);
    try {
      await runApp(fresh, context, await keptBundles());
      await rename(fresh, assembly).catch((error) => {
        if (!existsSync(join(assembly, "manifest.json"))) throw error;
      });
    } finally {
      process.off("exit", removeNow);
      await rm(fresh, { recursive: true, force: true });
    }
  }
  const now = new Date();
  await utimes(assembly, now, now);
  await deleteUnused(assembly);
  return { assembly };
}

/** The functions' bundles of the sources as they are now: other settings need no others. */
async function keptBundles(): Promise<string> {
  const folder = join(CACHE, `bundles-${await inputsHash({}, [])}`);
  await mkdir(folder, { recursive: true });
  const now = new Date();
  await utimes(folder, now, now);
  return folder;
}

async function runApp(outdir: string, context: Context, bundles: string): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", join("infra", "stack", "app.ts")], {
    cwd: ROOT,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      HANDLER_BUNDLES: bundles,
      // The context disables our validation, this variable CDK's own.
      CDK_VALIDATION: "false",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => child.kill("SIGKILL");
  process.prependOnceListener("exit", end);
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      written += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  process.off("exit", end);
  if (code === INVALID_SETTINGS) throw new UserError(written.trim(), 2);
  if (code !== 0) throw new Error(`The CDK app failed:\n${written}`);
}

/**
 * Changes with every input of the app: its sources, its settings, and the files that these name.
 * @param named paths of files from the root of the project, as they are given; what is none is left to the app
 */
export async function inputsHash(context: Context, named: readonly unknown[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(context));
  const files = await filesOf(INPUTS.map((input) => join(ROOT, input)));
  for (const file of [...files, ...named.flatMap(existing)]) {
    hash.update(`\n${relative(ROOT, file).split(sep).join("/")}\n`).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Nothing if there is no such file, which the app itself reports. */
function existing(path: unknown): string[] {
  const file = typeof path === "string" ? resolve(ROOT, path) : "";
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? [file] : [];
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const nested = await Promise.all(
    paths.map(async (path) => {
      if (NOT_INPUTS.includes(relative(ROOT, path))) return [];
      const isFolder = (await stat(path)).isDirectory();
      return isFolder ? filesOf((await readdir(path)).sort().map((name) => join(path, name))) : [path];
    }),
  );
  return nested.flat();
}

async function deleteUnused(used: string): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const folder = join(CACHE, name);
    if (folder === used || !/^(?:cdk\.out|synthesizing|clinics|bundles)-/.test(name)) continue;
    const age = Date.now() - (await stat(folder)).mtimeMs;
    if (age > KEPT_MS) await rm(folder, { recursive: true, force: true });
  }
}
