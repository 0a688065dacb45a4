/** Measures how fast two consumers process what a queue has, and by how many calls. */
import { resourceNames } from "../../../contracts/resource-names";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";
import type { Goal, Measured, MeasureOptions } from "../section";
import { drainQueue, type Rates, ratesOf } from "./drain-queue";

export interface Load {
  readonly name: string;
  /** The messages of a round. */
  messages(round: number, cloud: LocalCloudProcess): string[] | Promise<string[]>;
}

export interface QueueBench {
  /** What the queue has, such as `bookings`. */
  readonly of: string;
  readonly queue: "bookingsQueue" | "receiptsQueue";
  readonly consumer: "bookingsConsumer" | "receiptsConsumer";
  /** @param count what a load has in one round, over all its messages */
  loads(count: number): readonly Load[];
  readonly method: readonly string[];
  goals(results: readonly Rates[]): Goal[];
}

const NAMES = resourceNames("dev");

/** How both benches of a queue are made. */
export const QUEUE_METHOD =
  "The deployed consumer's bundle, in two threads of the local run, as the template's event source allows; queues and " +
  "tables are the local run's emulators, which share the machine's processors with the consumers.";

export async function measureLoads(bench: QueueBench, { short, tell }: MeasureOptions): Promise<Measured> {
  const count = short ? 100 : 3_000;
  const rounds = short ? 1 : 3;
  const cloud = await startLocalCloudProcess();
  try {
    const rows: (string | number)[][] = [];
    const all: Rates[] = [];
    for (const load of bench.loads(count)) {
      const results: Rates[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        tell(`${load.name}, round ${round} of ${rounds}`);
        const bodies = await load.messages(round, cloud);
        results.push(ratesOf(await drainQueue(cloud, NAMES[bench.queue], NAMES[bench.consumer], bodies), count));
      }
      const rates = results.map(({ perSecond }) => Math.round(perSecond)).sort((one, other) => one - other);
      const calls = Math.max(...results.map((result) => result.calls));
      rows.push([load.name, `${rates[0]} to ${rates.at(-1)}`, calls.toFixed(2)]);
      all.push(...results);
    }
    const columns = [bench.of, "a second", "calls each, at most"];
    const tables = [{ title: "Two consumers, all of whose calls go to this machine's emulators", columns, rows }];
    return { method: bench.method, tables, goals: short ? [] : bench.goals(all) };
  } finally {
    await cloud.stop();
  }
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
