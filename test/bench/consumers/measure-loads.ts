/** Measures how fast two consumers process what a queue has, and by how many calls. */
import { resourceNames } from "../../../contracts/resource-names";
import type { LocalCloudProcess } from "../../support/servers/local-cloud";
import type { Chart, Goal, Measured, MeasureOptions, Table } from "../section";
import { median } from "../statistics";
import { sharedCloud } from "./bench-cloud";
import { drainQueue, type Rates, ratesOf } from "./drain-queue";

export interface Load {
  readonly name: string;
  /** The messages of a round. */
  messages(round: number, cloud: LocalCloudProcess): string[] | Promise<string[]>;
}

export interface QueueBench {
  /** What the queue has, such as `bookings`: also the id of the section. */
  readonly of: string;
  readonly queue: "bookingsQueue" | "receiptsQueue" | "repliesQueue";
  readonly consumer: "bookingsConsumer" | "receiptsConsumer" | "repliesConsumer";
  /** @param count what a load has in one round, over all its messages */
  loads(count: number): readonly Load[];
  /**
   * Stores what earlier messages have left in the tables.
   * @param from the number of the first
   * @param to the number after the last
   */
  store(from: number, to: number, cloud: LocalCloudProcess): Promise<void>;
  readonly method: readonly string[];
  goals(results: readonly Rates[]): Goal[];
}

const NAMES = resourceNames("dev");

/** How both benches of a queue are made. */
export const QUEUE_METHOD =
  "The deployed consumer's bundle, in two threads of the local run, as the template's event source allows; queues and " +
  "tables are the local run's emulators, which share the machine's processors with the consumers.";

export async function measureLoads(bench: QueueBench, options: MeasureOptions): Promise<Measured> {
  const { short, tell } = options;
  const count = short ? 50 : 1_000;
  const rounds = short ? 1 : 3;
  const cloud = await sharedCloud();
  const rows: (string | number)[][] = [];
  const all: Rates[] = [];
  const measure = async (load: Load, round: number, of: number) => {
    const bodies = await load.messages(round, cloud);
    return ratesOf(await drainQueue(cloud, NAMES[bench.queue], NAMES[bench.consumer], bodies), of);
  };
  for (const load of bench.loads(count)) {
    const results: Rates[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      tell(`${load.name}, round ${round} of ${rounds}`);
      results.push(await measure(load, round, count));
    }
    const rates = results.map(({ perSecond }) => Math.round(perSecond)).sort((one, other) => one - other);
    const calls = Math.max(...results.map((result) => result.calls));
    rows.push([load.name, `${rates[0]} to ${rates.at(-1)}`, calls.toFixed(2)]);
    all.push(...results);
  }
  const columns = [bench.of, "a second", "calls each, at most"];
  const growth = await measureGrowth(bench, cloud, measure, options);
  return {
    method: bench.method,
    tables: [
      { title: "Two consumers, all of whose calls go to this machine's emulators", columns, rows },
      growthTable(bench, growth),
    ],
    goals: short ? [] : [...bench.goals(all), growthGoal(bench, growth)],
    charts: [growthChart(bench, growth)],
  };
}

interface Growth {
  readonly stored: number;
  readonly rates: readonly Rates[];
}

/** Does what earlier messages have left in the tables slow the next ones, or take them more calls? */
async function measureGrowth(
  bench: QueueBench,
  cloud: LocalCloudProcess,
  measure: (load: Load, round: number, of: number) => Promise<Rates>,
  { short, tell }: MeasureOptions,
): Promise<readonly Growth[]> {
  const count = short ? 20 : 500;
  const rounds = short ? 1 : 3;
  const [load] = bench.loads(count);
  const growth: Growth[] = [];
  let before = 0;
  for (const [index, stored] of (short ? [0, 100] : [1_000, 10_000, 100_000]).entries()) {
    tell(`with ${stored} stored`);
    await bench.store(before, stored, cloud);
    before = stored;
    const rates: Rates[] = [];
    for (let round = 0; load && round < rounds; round += 1) {
      rates.push(await measure(load, FIRST_ROUND + index * rounds + round, count));
    }
    growth.push({ stored, rates });
  }
  return growth;
}

/** After all rounds of the loads. */
const FIRST_ROUND = 100;

const perSecondOf = ({ rates }: Growth) => rates.map(({ perSecond }) => perSecond);
const callsOf = ({ rates }: Growth) => Math.max(...rates.map(({ calls }) => calls));

function growthTable({ of }: QueueBench, growth: readonly Growth[]): Table {
  return {
    title: `By what earlier ${of} have left in the tables`,
    columns: ["stored before", "a second: median (range)", "calls each, at most"],
    rows: growth.map((one) => {
      const rates = perSecondOf(one).map(Math.round);
      return [one.stored, `${median(rates)} (${Math.min(...rates)} to ${Math.max(...rates)})`, callsOf(one).toFixed(2)];
    }),
  };
}

function growthGoal({ of }: QueueBench, growth: readonly Growth[]): Goal {
  const [first = Number.NaN, last = Number.NaN] = [growth[0], growth.at(-1)].map((one) => one && callsOf(one));
  return {
    what: `Calls of ${of} with ${growth.at(-1)?.stored} stored before, against ${growth[0]?.stored}`,
    goal: "no more",
    measured: `${last.toFixed(2)} and ${first.toFixed(2)}`,
    // A batch that is not full shares its calls with fewer.
    met: last <= first * 1.02,
  };
}

function growthChart({ of }: QueueBench, growth: readonly Growth[]): Chart {
  const points = growth.map((one) => {
    const rates = perSecondOf(one);
    return { x: Math.max(1, one.stored), y: median(rates), low: Math.min(...rates), high: Math.max(...rates) };
  });
  return {
    id: of,
    title: `How fast two consumers process ${of}`,
    x: { title: "stored before", logarithmic: true },
    y: { title: "a second" },
    lines: [{ name: of, points }],
  };
}

/** @param doing such as `Bookings that two consumers store`, and `to store a booking` */
export function goalsOf(results: readonly Rates[], { doing, calls, perSecond, maxCalls }: GoalsOf): Goal[] {
  const slowest = Math.min(...results.map((result) => result.perSecond));
  const most = Math.max(...results.map((result) => result.calls));
  return [
    {
      what: `${doing} on this machine's emulators`,
      goal: perSecond.text,
      measured: `${Math.floor(slowest)} a second, the slowest of ${results.length} runs`,
      met: slowest >= perSecond.least,
    },
    { what: `Calls ${calls}`, goal: `at most ${maxCalls}`, measured: most.toFixed(2), met: most <= maxCalls },
  ];
}

export interface GoalsOf {
  readonly doing: string;
  readonly calls: string;
  readonly perSecond: { readonly least: number; readonly text: string };
  readonly maxCalls: number;
}
