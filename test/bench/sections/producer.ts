/** The daily run: how fast it queues due reminders, its memory and CPU time, and the limit of one partition. */
import { NEW_TABLE, PARTITION } from "../producer/capacity";
import { MEDIANS } from "../producer/latencies";
import { ProducerBench, type Run } from "../producer/processes";
import { callsTable, heap, type Measurement, memoryTable, named, runsTable, seconds } from "../producer/tables";
import type { Chart, Goal, Measured, MeasureOptions, Section } from "../section";
import { median } from "../statistics";

interface Plan {
  readonly count: number;
  readonly spread: boolean;
  readonly rounds: number;
}

const FULL: readonly Plan[] = [
  { count: 10_000, spread: false, rounds: 3 },
  { count: 10_000, spread: true, rounds: 3 },
  { count: 100_000, spread: false, rounds: 1 },
  { count: 100_000, spread: true, rounds: 2 },
];
const SHORT: readonly Plan[] = [
  { count: 300, spread: false, rounds: 1 },
  { count: 300, spread: true, rounds: 1 },
];
/** Number of appointments that the loop processes, one after the other. */
const SEQUENTIAL = 300;
/** The goal: the function's 15 minutes, less the one that it keeps for its last batches, ten times over. */
const GOAL_SECONDS = 84;
export const producerSection: Section = {
  id: "producer",
  title: "The daily run",
  async measure({ short, tell }: MeasureOptions): Promise<Measured> {
    const bench = await ProducerBench.start();
    try {
      tell(`${SEQUENTIAL} one after the other`);
      const loop = await bench.run("sequential", { count: SEQUENTIAL, spread: false, seed: 1 });
      const measured: Measurement[] = [];
      for (const plan of short ? SHORT : FULL) {
        const runs: Run[] = [];
        for (let seed = 1; seed <= plan.rounds; seed += 1) {
          tell(`${plan.count} due, ${named(plan)}, round ${seed} of ${plan.rounds}`);
          runs.push(await bench.run("scheduled", { ...plan, seed }));
        }
        measured.push({ ...plan, runs });
      }
      const perSecond = SEQUENTIAL / loop.producer.seconds;
      return {
        method: METHOD,
        tables: [runsTable(measured, perSecond), callsTable(measured), memoryTable(measured)],
        goals: short ? [] : goals(measured),
        charts: [chart(measured, perSecond)],
      };
    } finally {
      bench.stop();
    }
  },
};

const METHOD = [
  "The producer's handler and all it is made of, as TypeScript and not as its bundle, in a new process a run; the " +
    "processor's time is that of all its threads, without the process's start; peak memory is the most of looks every " +
    "20 ms, the live heap the most that a whole collection, whenever the engine made one, left.",
  "AWS is another process on the same machine: plain HTTP without TLS, an appointments table and its index in memory, a " +
    `queue that takes all. It answers after ${MEDIANS.Query} (Query), ${MEDIANS.UpdateItem} (UpdateItem), ` +
    `${MEDIANS.SendMessage} (SendMessage), ${MEDIANS.SendMessageBatch} (SendMessageBatch) and ${MEDIANS.PutMetricData} ms ` +
    "(PutMetricData) in the median, log-normal, 2.5 times that at the 99th percentile: assumed, not measured on AWS.",
  `Each reminderDate has a partition of the index that takes ${PARTITION.write} write and ${PARTITION.read} read units a ` +
    `second; table and index take ${NEW_TABLE.write} write units a second each, as new ones in on-demand mode do; none ` +
    "has saved up more than a second's. What is over is refused with ProvisionedThroughputExceededException.",
  `The loop sends and writes one appointment after the other, ${SEQUENTIAL} of them; larger numbers are extrapolated.`,
];

function goals(measured: readonly Measurement[]): Goal[] {
  const [few, many] = [10_000, 100_000].map((size) =>
    measured.find(({ count, spread }) => spread && count === size),
  ) as [Measurement, Measurement];
  const takes = Math.max(...seconds(many));
  const growth = heap(many) / heap(few);
  return [
    {
      what: "100,000 due appointments enqueued in one run, its time limit ten times over",
      goal: `at most ${GOAL_SECONDS} s`,
      measured: `${takes.toFixed(1)} s, the slower of ${many.runs.length}`,
      met: takes <= GOAL_SECONDS,
    },
    {
      what: "in constant memory: live heap for 100,000 due against 10,000",
      goal: "at most 1.25 times",
      measured: `${growth.toFixed(2)} times (${heap(few).toFixed(0)} and ${heap(many).toFixed(0)} MB)`,
      met: growth <= 1.25,
    },
  ];
}

function chart(measured: readonly Measurement[], loopPerSecond: number): Chart {
  const points = (spread: boolean) =>
    measured
      .filter((one) => one.spread === spread)
      .map((one) => ({
        x: one.count,
        y: median(seconds(one)),
        low: Math.min(...seconds(one)),
        high: Math.max(...seconds(one)),
      }));
  return {
    id: "producer",
    title: "What a daily run takes",
    x: { title: "appointments due", logarithmic: true },
    y: { title: "seconds", logarithmic: true },
    lines: [
      { name: "a loop, extrapolated", points: points(true).map(({ x }) => ({ x, y: x / loopPerSecond })) },
      { name: "on one day", points: points(false) },
      { name: "spread over 16 parts", points: points(true) },
    ],
  };
}
