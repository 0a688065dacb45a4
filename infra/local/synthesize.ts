/** Synthesizes the CDK app for the local run: offline, without credentials, and only where an input has changed. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CACHE = join(ROOT, ".cache", "local");
const INPUTS = ["contracts", "services", "infra", "cdk.json", "package-lock.json"];
const NOT_INPUTS = [join("infra", "local")];

const LOCAL_CONTEXT = {
  // The local carrier takes this many; an AWS account takes far fewer, and that is what is deployed.
  smsPartsPerSecond: 1000,
  smsTextsPerSecond: 1000,
  // As many as such a rate takes would stand in each other's way on one machine.
  smsConcurrency: 5,
  // Takes seconds, and belongs to `npm run synth`.
  "@aws-cdk/core:validateAgainstDefaultRules": false,
};
/** An assembly that no run has used for so long is deleted. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * @returns the folder of the assembly, below `.cache/local/`
 * @throws with what the CDK app wrote where it fails
 */
export async function synthesize(): Promise<{ assembly: string }> {
  const assembly = join(CACHE, `cdk.out-${await inputsHash()}`);
  if (!existsSync(join(assembly, "manifest.json"))) {
    await mkdir(CACHE, { recursive: true });
    // Into a folder of its own and then renamed: two runs at once never see a half-written assembly.
    const fresh = await mkdtemp(join(CACHE, "synthesizing-"));
    const removeNow = () => rmSync(fresh, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    process.once("exit", removeNow);
    try {
      await runApp(fresh);
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

async function runApp(outdir: string): Promise<void> {
  const { context = {} } = JSON.parse(await readFile(join(ROOT, "cdk.json"), "utf8")) as { context?: object };
  const child = spawn(process.execPath, ["--import", "tsx", join("infra", "app.ts")], {
    cwd: ROOT,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...LOCAL_CONTEXT }),
      // The context leaves out our validation, and this CDK's own.
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
  if (code !== 0) throw new Error(`The CDK app failed:\n${written}`);
}

async function inputsHash(): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(LOCAL_CONTEXT));
  for (const file of await filesOf(INPUTS.map((input) => join(ROOT, input)))) {
    hash.update(`\n${relative(ROOT, file).split(sep).join("/")}\n`).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
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
    if (folder === used || !/^(?:cdk\.out|synthesizing)-/.test(name)) continue;
    const age = Date.now() - (await stat(folder)).mtimeMs;
    if (age > KEPT_MS) await rm(folder, { recursive: true, force: true });
  }
}
