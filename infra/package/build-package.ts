/** Builds what `npm pack` packs, in `dist`: `npm run build`. The same sources give the same files, byte for byte. */
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { CATALOGUES_FOLDER } from "../../contracts/texts/catalogues";
import { bundleOptions, type FunctionKind, HANDLERS, NODE_BUNDLE } from "../stack/constructs/functions/handler-bundle";
import { projectFolder } from "../stack/files/project-folder";
import { writeTypes } from "./declared-types";
import { packageSources } from "./package-sources";
import { thirdPartyLicences } from "./third-party-licences";

const PROJECT = projectFolder();
const DIST = join(PROJECT, "dist");

/** What the construct and the contracts have in common: CommonJS, which every CDK app can load. */
const LIBRARY = {
  ...NODE_BUNDLE,
  absWorkingDir: PROJECT,
  plugins: [packageSources],
  format: "cjs",
  // The construct must be made of the same classes as the user's app. The types of the contracts refer to Zod.
  external: ["aws-cdk-lib", "constructs", "zod"],
  define: { "import.meta.url": "__fileUrl" },
  banner: { js: 'const __fileUrl=require("node:url").pathToFileURL(__filename).href;' },
} satisfies BuildOptions;

async function buildLibraries(): Promise<Metafile[]> {
  const entries = { construct: "infra/package/construct.ts", contracts: "contracts/published/contracts.ts" };
  const built = Object.entries(entries).map(([name, entry]) =>
    build({ ...LIBRARY, entryPoints: { [name]: entry }, outdir: join(DIST, name) }),
  );
  return (await Promise.all(built)).map(({ metafile }) => metafile);
}

async function buildFunctions(): Promise<Metafile[]> {
  const kinds = Object.keys(HANDLERS) as FunctionKind[];
  const built = kinds.map((kind) =>
    build({ ...bundleOptions(HANDLERS[kind], join(DIST, "functions", kind)), plugins: [packageSources] }),
  );
  return (await Promise.all(built)).map(({ metafile }) => metafile);
}

async function buildOperatorsCommands(): Promise<Metafile> {
  // The commands take all credentials that the SDK knows, the functions those of their role only.
  const { alias, banner, ...options } = bundleOptions("services/ops/ops.ts", join(DIST, "ops"));
  const entryPoints = { "appointment-reminders": "services/ops/ops.ts" };
  const program = { js: `#!/usr/bin/env node\n${banner.js}` };
  return (await build({ ...options, entryPoints, banner: program, plugins: [packageSources] })).metafile;
}

async function copyFiles(): Promise<void> {
  await cp(join(PROJECT, CATALOGUES_FOLDER), join(DIST, CATALOGUES_FOLDER), { recursive: true });
  const contracts = join(PROJECT, "contracts");
  const published = (await readdir(contracts)).filter((name) => name.endsWith(".json"));
  for (const name of published) await cp(join(contracts, name), join(DIST, "schemas", name));
  await writeFile(join(DIST, "package.json"), '{ "type": "commonjs" }\n');
}

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST);
const [libraries, functions, commands] = await Promise.all([
  buildLibraries(),
  buildFunctions(),
  buildOperatorsCommands(),
  writeTypes(PROJECT, join(DIST, "types")),
  copyFiles(),
]);
const licences = await thirdPartyLicences([...libraries, ...functions, commands], PROJECT);
await writeFile(join(DIST, "THIRD-PARTY-LICENCES.txt"), licences);
