/** The code that each function loads before its first invocation, and how long that takes. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { bundle, type FunctionKind, HANDLERS } from "../../../infra/stack/constructs/functions/handler-bundle";
import { type Contents, contentsOf } from "../bundles/contents";
import { measureProfiles, profiledBundles, profilesGoals, profilesTable } from "../bundles/profiles";
import { startOf } from "../bundles/start";
import type { Goal, Measured, MeasureOptions, Section, Table } from "../section";
import { median, ratios, spread } from "../statistics";

const ROOT = resolve(import.meta.dirname, "../../..");
const MAX_KB = 300;
/** 60 ms if an unoptimised bundle takes 138: a ratio, because times differ by machine and hour. */
const MAX_SHARE_OF_CARELESS = 60 / 138;

/** The parts of the functions, each loaded alone: files in `../bundles/parts`. */
const PARTS: Readonly<Record<string, string>> = {
  nothing: "nothing: an empty module",
  "one-client": "one AWS client, and what all share",
  "two-clients": "two of them",
  "phone-numbers": "phone numbers of all countries",
  contract: "the contract",
  times: "times and zones",
  "sms-parts": "counting SMS parts",
  middy: "middy and partial batches",
};

/** What a short bench measures: bundling each takes a second, twice. The profiles are of the SMS consumer. */
const SHORT: { readonly kinds: readonly FunctionKind[]; readonly parts: readonly string[] } = {
  kinds: ["sms", "collector"],
  parts: ["nothing", "one-client"],
};

interface Started {
  readonly name: string;
  readonly file: string;
  readonly contents: Contents;
  readonly ms: number[];
}

export const coldStartSection: Section = { id: "cold-start", title: "What a function loads", measure };

async function measure({ short, tell }: MeasureOptions): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const kinds = short ? SHORT.kinds : (Object.keys(HANDLERS) as FunctionKind[]);
    const ofParts = short ? SHORT.parts : Object.keys(PARTS);
    const ours = kinds.map((kind) => bundled(kind, HANDLERS[kind], join(folder, kind)));
    const careless = kinds.map((kind) => carelesslyBundled(kind, join(folder, `careless-${kind}`)));
    const parts = ofParts.map((file) =>
      bundled(PARTS[file] ?? file, `test/bench/bundles/parts/${file}.ts`, join(folder, `part-${file}`)),
    );
    const profiled = profiledBundles(join(folder, "sms"));
    const rounds = short ? 1 : 21;
    tell(`${rounds} starts of each of ${kinds.length} functions, with and without care, and of ${parts.length} parts`);
    for (let round = 0; round < rounds; round += 1) {
      for (const each of [...ours, ...careless, ...parts]) each.ms.push(startOf(each.file));
      measureProfiles(profiled);
    }
    return {
      method: METHOD,
      tables: [functionsTable(ours, careless), profilesTable(profiled), partsTable(parts), packagesTable(ours)],
      goals: [...goalsOf(ours, careless), ...profilesGoals(profiled)],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bundled(name: string, entry: string, folder: string): Started {
  mkdirSync(folder);
  return { name, file: join(folder, "index.mjs"), contents: contentsOf(bundle(entry, folder)), ms: [] };
}

/** The unoptimised bundle: one minified CommonJS file, as esbuild builds it by default. */
function carelesslyBundled(kind: FunctionKind, folder: string): Started {
  const file = join(folder, "index.cjs");
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [HANDLERS[kind]],
    outfile: file,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    metafile: true,
  });
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  return { name: kind, file, contents: { ...contentsOf(metafile), all: bytes, atStart: bytes }, ms: [] };
}

const kb = (bytes: number) => (bytes / 1_024).toFixed(0);

function functionsTable(ours: readonly Started[], careless: readonly Started[]): Table {
  return {
    title: "KB, and ms until the module has run: median (middle half)",
    columns: ["function", "KB at the start", "KB in all", "ms", "without care: KB", "ms", "ms, ours / without care"],
    rows: ours.map(({ name, contents, ms }, index) => {
      const other = careless[index];
      return [
        name,
        kb(contents.atStart),
        kb(contents.all),
        spread(ms),
        kb(other?.contents.all ?? 0),
        spread(other?.ms ?? []),
        spread(ratios(ms, other?.ms), 2),
      ];
    }),
  };
}

function partsTable(parts: readonly Started[]): Table {
  return {
    title: "Parts, each alone",
    columns: ["part", "KB", "ms"],
    rows: parts.map(({ name, contents, ms }) => [name, kb(contents.atStart), spread(ms)]),
  };
}

function packagesTable(ours: readonly Started[]): Table {
  const names = new Set(ours.flatMap(({ contents }) => [...contents.byPackage].slice(0, 14).map(([name]) => name)));
  const largest = (name: string) => Math.max(...ours.map(({ contents }) => contents.byPackage.get(name) ?? 0));
  return {
    title: "KB at the start, by package",
    columns: ["package", ...ours.map(({ name }) => name)],
    rows: [...names]
      .sort((a, b) => largest(b) - largest(a))
      .map((name) => [name, ...ours.map(({ contents }) => kb(contents.byPackage.get(name) ?? 0))]),
  };
}

function goalsOf(ours: readonly Started[], careless: readonly Started[]): Goal[] {
  return ours.flatMap(({ name, contents, ms }, index) => [
    {
      what: `${name}: loaded at the start`,
      goal: `less than ${MAX_KB} KB`,
      measured: `${kb(contents.atStart)} KB`,
      met: contents.atStart < MAX_KB * 1_024,
    },
    {
      what: `${name}: until its module has run`,
      goal: `less than ${MAX_SHARE_OF_CARELESS.toFixed(2)} of the same without care: 60 ms of 138`,
      measured: `${median(ratios(ms, careless[index]?.ms)).toFixed(2)}: ${median(ms).toFixed(0)} ms`,
      met: median(ratios(ms, careless[index]?.ms)) < MAX_SHARE_OF_CARELESS,
    },
  ]);
}

const METHOD = [
  "Each start is a process of its own, which imports the bundle and makes its clients; Node's own start is left out. They " +
    "alternate, and ratios are of the same round.",
  "*Without care*: the same handlers as one minified CommonJS file, as esbuild bundles for Node by default.",
];
