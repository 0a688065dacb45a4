/** Measures how fast, and how cheap, the pipeline is: `npm run bench`. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import pMap from "p-map";
import { drawChart } from "./chart";
import { circumstances } from "./circumstances";
import { stopSharedCloud } from "./consumers/bench-cloud";
import { lanes } from "./lanes";
import { type Reported, reportPage, reportText } from "./report";
import type { Measured, Section } from "./section";
import { SECTIONS } from "./sections";

const DOCS = new URL("../../docs/", import.meta.url);
/** Parts of a short bench that are measured at the same time: much of their time they wait for simulated services. */
const LANES = 3;
const MARKED = /(<!-- bench:start[^>]*-->\n)([\s\S]*)(<!-- bench:end -->)/;

const { short, only, write } = new Command("npm run bench --")
  .description("Measures how fast, and how cheap, the pipeline is. docs/performance.md tells what its figures mean.")
  .option("--short", "in one to three minutes: shows that all is measured; the figures say little", false)
  .option("--only <ids>", `of ${SECTIONS.map(({ id }) => id).join(", ")}, with commas between`, readIds)
  .option("--write", "writes the figures and the charts of these parts into docs/performance.md", false)
  .parse()
  .opts<{ short: boolean; only?: readonly Section[]; write: boolean }>();

const started = performance.now();
const seconds = () => (performance.now() - started) / 1_000;
const measured = new Map<Section, Measured>();
try {
  await pMap(lanes(only ?? SECTIONS, short), measureAll, { concurrency: LANES });
} finally {
  await stopSharedCloud();
}
const reported = (only ?? SECTIONS).map((section): Reported => {
  return { section, measured: measured.get(section) as Measured };
});
// Drawn whether they are written or not: a chart that cannot be drawn is a fault, too.
const charts = await drawAll();
const where = circumstances(seconds());
process.stdout.write(`\n${reportText(reported, where)}`);
if (write) {
  await writePage();
  process.stdout.write("\nWritten to docs/performance.md and docs/performance/\n");
}

async function measureAll(lane: readonly Section[]): Promise<void> {
  for (const section of lane) {
    const tell = (line: string) =>
      process.stderr.write(`${seconds().toFixed(0).padStart(4)} s  ${section.id}: ${line}\n`);
    tell("begins");
    measured.set(section, await section.measure({ short, tell }));
  }
}

async function drawAll(): Promise<[file: string, picture: string][]> {
  const all = reported.flatMap(({ measured }) => measured.charts ?? []);
  return Promise.all(all.map(async (chart) => [`${chart.id}.svg`, await drawChart(chart)] as [string, string]));
}

async function writePage(): Promise<void> {
  const page = new URL("performance.md", DOCS);
  const text = readFileSync(page, "utf8");
  if (!MARKED.test(text)) throw new Error("docs/performance.md has no marks that say where the figures go");
  writeFileSync(
    page,
    text.replace(MARKED, (_, start, existing, end) => {
      const titles = SECTIONS.map(({ title }) => title);
      return `${start}\n${reportPage(existing, reported, where, titles)}\n${end}`;
    }),
  );
  mkdirSync(new URL("performance/", DOCS), { recursive: true });
  for (const [file, picture] of charts) writeFileSync(new URL(`performance/${file}`, DOCS), picture);
}

function readIds(list: string): Section[] {
  return list.split(",").map((id) => {
    const section = SECTIONS.find((known) => known.id === id);
    if (!section) throw new InvalidArgumentError(`There is no part ${id}.`);
    return section;
  });
}
