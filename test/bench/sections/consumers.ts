/** How long a consumer takes for a batch, compared with two others that do the same in common ways. */
import { ENV } from "../../../contracts/environment";
import { LOG_TABLE } from "../../support/servers/dynamo";
import { AwsProcess } from "../aws/control";
import { MEDIANS } from "../aws/latencies";
import { UNLIMITED } from "../consumers/consumer-environment";
import { Contestant, type ContestantCode } from "../consumers/contestant";
import type { Chart, Goal, Measured, MeasureOptions, Section, Table } from "../section";
import { median, ratios, spread } from "../statistics";

const CONTESTANTS = [
  { name: "sequential", entry: "test/bench/contestants/sequential.ts" },
  { name: "Powertools", entry: "test/bench/contestants/powertools.ts" },
  { name: "ours", entry: "services/handlers/sms-consumer.ts" },
  {
    name: "ours, End User Messaging",
    entry: "services/handlers/sms-consumer.ts",
    environment: { [ENV.smsCarrier]: "end-user-messaging", [ENV.smsConfigurationSet]: "texts" },
  },
] as const satisfies readonly ContestantCode[];
const OURS = "ours";
const SIZES = [1, 2, 5, 10] as const;
const FULL = 10;

/** The maximum for a batch, as a multiple of one claim, send and record. */
const MAX_RATIO = 1.25;

/** Times of batches of one contestant, ms: by size, and for full batches with random latencies. */
interface Times {
  readonly bySize: Map<number, number[]>;
  readonly drawn: number[];
  /** ms until the last outcome of a batch is in the delivery log, by size; only for ours. */
  readonly recorded: Map<number, number[]>;
  /** ms of CPU time per reminder in a full batch. */
  readonly cpu: number[];
  calls: Readonly<Record<string, number>>;
}

export const consumersSection: Section = { id: "consumers", title: "A batch of texts", measure };

async function measure({ short, tell }: MeasureOptions): Promise<Measured> {
  const aws = await AwsProcess.start();
  const contestants: Contestant[] = [];
  try {
    for (const code of CONTESTANTS) contestants.push(await Contestant.start(code, aws, UNLIMITED));
    const times = new Map(contestants.map(({ name }) => [name as string, emptyTimes()]));
    const running = { contestants, times, aws, tell };
    await measureSizes(running, short ? 2 : 15);
    await measureDrawn(running, short ? 2 : 40);
    const floor = FLOOR.reduce((sum, action) => sum + (MEDIANS[action] ?? 0), 0);
    return {
      method: METHOD,
      tables: [sizesTable(times, floor), fullTable(times)],
      goals: goals(times, floor),
      charts: [chart(times, floor)],
    };
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
    await aws.stop();
  }
}

function emptyTimes(): Times {
  return {
    bySize: new Map(SIZES.map((size) => [size, []])),
    recorded: new Map(SIZES.map((size) => [size, []])),
    drawn: [],
    cpu: [],
    calls: {},
  };
}

/** The calls of one reminder that must follow each other: claim, text, record. */
const FLOOR = ["UpdateItem", "Publish", "UpdateItem"] as const;

interface Running extends Pick<MeasureOptions, "tell"> {
  readonly contestants: readonly Contestant[];
  readonly times: ReadonlyMap<string, Times>;
  readonly aws: AwsProcess;
}

async function measureSizes({ contestants, times, aws, tell }: Running, rounds: number): Promise<void> {
  tell(`batches of ${SIZES.join(", ")}, ${rounds} rounds`);
  await aws.tell({ kind: "latency" });
  for (let round = 0; round < rounds; round += 1) {
    for (const size of SIZES) {
      for (const contestant of contestants) {
        const of = times.get(contestant.name);
        const before = process.cpuUsage();
        const begin = Date.now();
        of?.bySize.get(size)?.push(await contestant.work(size));
        const { user, system } = process.cpuUsage(before);
        if (contestant.name === OURS) {
          const { lastWrites } = await aws.tell({ kind: "take" });
          of?.recorded.get(size)?.push((lastWrites[LOG_TABLE] ?? Number.NaN) - begin);
        }
        if (size === FULL) of?.cpu.push((user + system) / 1_000 / size);
      }
    }
  }
  for (const contestant of contestants) {
    await aws.tell({ kind: "take" });
    await contestant.work(FULL);
    const of = times.get(contestant.name);
    if (of) of.calls = (await aws.tell({ kind: "take" })).calls;
  }
}

async function measureDrawn({ contestants, times, aws, tell }: Running, rounds: number): Promise<void> {
  tell(`batches of ${FULL} at drawn latencies, ${rounds} rounds`);
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of contestants) {
      await aws.tell({ kind: "latency", seed: round + 1 });
      times.get(contestant.name)?.drawn.push(await contestant.work(FULL));
    }
  }
}

function sizesTable(times: ReadonlyMap<string, Times>, floor: number): Table {
  return {
    title: `ms from the first to the last of a batch: median (middle half); ${floor} ms are claim, text and record`,
    columns: [
      "messages",
      ...times.keys(),
      "ours, until all is recorded",
      "ours / sequential",
      "ours / Powertools",
      "ours / least",
      "until recorded / least",
    ],
    rows: SIZES.map((size) => {
      const of = (name: string) => times.get(name)?.bySize.get(size) ?? [];
      return [
        size,
        ...[...times.keys()].map((name) => spread(of(name))),
        spread(recordedOf(times, size)),
        spread(ratios(of(OURS), of("sequential")), 2),
        spread(ratios(of(OURS), of("Powertools")), 2),
        (median(of(OURS)) / floor).toFixed(2),
        (median(recordedOf(times, size)) / floor).toFixed(2),
      ];
    }),
  };
}

function fullTable(times: ReadonlyMap<string, Times>): Table {
  const ours = times.get(OURS)?.drawn ?? [];
  return {
    title: `Batches of ${FULL}`,
    columns: ["", "ms at drawn latencies", "ours / this", "ms of a processor a reminder", "calls a reminder"],
    rows: [...times].map(([name, { drawn, cpu, calls }]) => [
      name,
      spread(drawn),
      name === OURS ? "" : spread(ratios(ours, drawn), 2),
      spread(cpu, 1),
      callsText(calls),
    ]),
  };
}

function callsText(calls: Readonly<Record<string, number>>): string {
  const each = Object.entries(calls).sort(([, a], [, b]) => b - a);
  const sum = each.reduce((total, [, count]) => total + count, 0);
  return `${sum / FULL}: ${each.map(([action, count]) => `${action} ${count / FULL}`).join(", ")}`;
}

function recordedOf(times: ReadonlyMap<string, Times>, size: number): readonly number[] {
  return times.get(OURS)?.recorded.get(size) ?? [];
}

function goals(times: ReadonlyMap<string, Times>, floor: number): Goal[] {
  const goal = (what: string, of: (size: number) => readonly number[]): Goal => {
    const times = SIZES.map((size) => median(of(size)) / floor);
    return {
      what: `A batch of any size, ${what}, against one claim, text and record (${floor} ms)`,
      goal: `at most ${MAX_RATIO} times`,
      measured: `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} times`,
      met: Math.max(...times) <= MAX_RATIO,
    };
  };
  return [
    goal("until all is told", (size) => times.get(OURS)?.bySize.get(size) ?? []),
    goal("until all is recorded", (size) => recordedOf(times, size)),
  ];
}

function chart(times: ReadonlyMap<string, Times>, floor: number): Chart {
  const lines = [...times].map(([name, { bySize }]) => ({
    name,
    points: [...bySize].map(([x, values]) => ({ x, y: median(values) })),
  }));
  const least = { name: "one claim, text and record", points: SIZES.map((x) => ({ x, y: floor })) };
  return {
    id: "batch",
    title: "How long a batch takes",
    x: { title: "messages in the batch" },
    y: { title: "ms" },
    lines: [...lines, least],
  };
}

const METHOD = [
  "Each contestant is bundled as the pipeline's functions are and runs in a thread of its own; AWS is simulated by another " +
    `process: ${Object.entries(MEDIANS)
      .filter(([action]) =>
        ["UpdateItem", "PutItem", "CheckIfPhoneNumberIsOptedOut", "Publish", "SendTextMessage"].includes(action),
      )
      .map(([action, ms]) => `${action} ${ms} ms`)
      .join(", ")}. The batches alternate, and ratios are of the same round.`,
  "*Sequential*: one text and one write an appointment, one after the other, as the system did that this one replaces, but " +
    "without its pauses. It claims nothing, asks for no opt-out, checks nothing.",
  "*Powertools*: batch processor and idempotency utility as their documentation puts them together, with this pipeline's " +
    "contract, opt-out check and wording. It keeps no log of outcomes, falls back to no email, tells and counts nothing, and " +
    "sends as fast as it can.",
  "*Ours*: the deployed SMS consumer, all of it, at a rate at which nobody waits; by SNS and, with " +
    "`smsCarrier=end-user-messaging`, without an opt-out check.",
];
