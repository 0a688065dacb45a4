/** Plans of several reminders: what the daily run takes if each reminder is followed by another one. */
import { ProducerBench, type Run } from "../producer/processes";
import type { Measured, MeasureOptions, Section } from "../section";
import { median } from "../statistics";

/** The second reminder is due at a quarter of an hour of the appointment's day. */
const PLAN = "1d, 3h";
const GOAL_SECONDS = 84;
const MAX_WRITES = 1;

interface Load {
  readonly count: number;
  readonly rounds: number;
}

interface Measurement extends Load {
  readonly name: string;
  readonly runs: readonly Run[];
}

const FULL: readonly Load[] = [
  { count: 1_000, rounds: 3 },
  { count: 10_000, rounds: 3 },
  { count: 100_000, rounds: 1 },
];
const SHORT: readonly Load[] = [{ count: 300, rounds: 1 }];
const KINDS = [
  { name: "one reminder", reminderPlan: undefined },
  { name: PLAN, reminderPlan: PLAN },
] as const;

export const plansSection: Section = {
  id: "plans",
  title: "Plans of several reminders",
  async measure({ short, tell }: MeasureOptions): Promise<Measured> {
    const bench = await ProducerBench.start();
    try {
      const measured: Measurement[] = [];
      for (const load of short ? SHORT : FULL) {
        const runs: Run[][] = KINDS.map(() => []);
        // Alternately, so that a busy machine slows both.
        for (let seed = 1; seed <= load.rounds; seed += 1) {
          for (const [index, { name, reminderPlan }] of KINDS.entries()) {
            tell(`${load.count} due, ${name}, round ${seed} of ${load.rounds}`);
            const plan = { count: load.count, spread: true, seed, ...(reminderPlan && { reminderPlan }) };
            runs[index]?.push(await bench.run("scheduled", plan));
          }
        }
        measured.push(...KINDS.map(({ name }, index) => ({ ...load, name, runs: runs[index] ?? [] })));
      }
      return {
        method: METHOD,
        tables: [{ title: "A daily run, spread over 16 parts", columns: COLUMNS, rows: measured.map(rowOf) }],
        goals: short ? [] : goals(measured),
        charts: [chart(measured)],
      };
    } finally {
      bench.stop();
    }
  },
};

const METHOD = [
  `As the daily run, with the same simulated AWS. With the plan \`${PLAN}\`, the write that takes an appointment off the ` +
    "list of its first reminder puts it on that of the second: two write units of the index in place of one, to two of its " +
    "partitions.",
];

const COLUMNS = ["due", "plan", "runs", "s (range)", "reminders/s", "processor, ms each", "writes each", "throttled"];

const secondsOf = ({ runs }: Measurement) => runs.map(({ producer }) => producer.seconds);
const writesOf = ({ count, runs }: Measurement) => {
  const { calls, throttled } = (runs[0] as Run).aws;
  return ((calls.UpdateItem ?? 0) - throttled - KEPT_OF_RUN) / count;
};
/** Of the run itself: its count for the guard against floods. */
const KEPT_OF_RUN = 1;

function rowOf(one: Measurement): (string | number)[] {
  const seconds = secondsOf(one);
  const range = `${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)}`;
  const cpu = median(one.runs.map(({ producer }) => producer.cpuSeconds));
  const perSecond = Math.round(one.count / median(seconds));
  const throttled = Math.max(...one.runs.map(({ aws }) => aws.throttled));
  const each = ((cpu / one.count) * 1_000).toFixed(2);
  return [one.count, one.name, one.runs.length, range, perSecond, each, writesOf(one).toFixed(2), throttled];
}

function goals(measured: readonly Measurement[]): Measured["goals"] {
  const planned = measured.filter(({ name }) => name === PLAN);
  const largest = planned.at(-1) as Measurement;
  const takes = Math.max(...secondsOf(largest));
  const writes = Math.max(...planned.map(writesOf));
  return [
    {
      what: `${largest.count} reminders that are followed by another, in one run`,
      goal: `at most ${GOAL_SECONDS} s`,
      measured: `${takes.toFixed(1)} s`,
      met: takes <= GOAL_SECONDS,
    },
    {
      what: "Writes to plan the next reminder, besides the one that takes the last off its list",
      goal: "none",
      measured: (writes - MAX_WRITES).toFixed(2),
      met: writes <= MAX_WRITES,
    },
  ];
}

function chart(measured: readonly Measurement[]): NonNullable<Measured["charts"]>[number] {
  const line = (name: string) => ({
    name,
    points: measured
      .filter((one) => one.name === name)
      .map((one) => ({
        x: one.count,
        y: median(secondsOf(one)),
        low: Math.min(...secondsOf(one)),
        high: Math.max(...secondsOf(one)),
      })),
  });
  return {
    id: "plans",
    title: "What a daily run takes whose reminders are followed by another",
    x: { title: "appointments due", logarithmic: true },
    y: { title: "seconds", logarithmic: true },
    lines: KINDS.map(({ name }) => line(name)),
  };
}
