/** Where and when figures were measured. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import type { Circumstances } from "./report";

const ROOT = new URL("../..", import.meta.url);
/** Packages whose versions matter to the figures. */
const PACKAGES = [
  "@aws-sdk/client-dynamodb",
  "@middy/core",
  "@aws-lambda-powertools/batch",
  "@aws-lambda-powertools/idempotency",
] as const;

/** @param seconds the duration of the run */
export function circumstances(seconds: number): Circumstances {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8"));
  const versions: Record<string, string> = { ...dependencies, ...devDependencies };
  return [
    ["Commit", commit()],
    ["Date", new Date().toISOString().slice(0, 10)],
    ["Machine", `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown"}, shared`],
    ["Node", process.version],
    ["Versions", PACKAGES.map((name) => `${name} ${versions[name]}`).join(", ")],
    ["Took", `${Math.round(seconds)} s`],
  ];
}

/** The current commit, and whether the measured code differs from it. */
function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
    const changed = git("status", "--porcelain", "--", "contracts", "services", "infra", "test", "package-lock.json");
    return `${git("rev-parse", "--short", "HEAD")}${changed ? ", with changes" : ""}`;
  } catch {
    return "unknown";
  }
}
