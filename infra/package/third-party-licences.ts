import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The licences of all packages that have become parts of bundles: they ask to be passed on with them. */
export async function thirdPartyLicences(built: readonly Metafile[], project: string): Promise<string> {
  const inputs = built.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const parts = await Promise.all([...folders].sort().map((folder) => licenceOf(join(project, folder))));
  return `The bundles of this package have parts of these.\n${[...new Set(parts)].join("")}`;
}

/** @returns undefined for a file of ours */
function packageFolder(input: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

async function licenceOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(?:[.-]|$)/i.test(name));
  const text = file ? `\n${(await readFile(join(folder, file), "utf8")).trim()}\n` : "";
  return `\n${"-".repeat(80)}\n${name} ${version}: ${license ?? "see below"}\n${text}`;
}
