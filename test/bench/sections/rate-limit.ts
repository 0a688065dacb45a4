/** How much of the carrier's quota is used while there is a backlog, and how much is throttled. */
import { smsTimings } from "../../../infra/stack/settings/consumer-timings";
import { systemClock } from "../../../services/adapters/system-clock";
import { feedGuard } from "../../../services/domain/floods/feed-guard";
import { rateBudgetInMemory, rateLimiter } from "../../../services/domain/rate-limit/rate-limiter";
import { FakeLogger } from "../../support/fakes/fake-reports";
import { LATENCIES, NOT_SENT, TEXTS, workBacklog } from "../rate-limit/backlog";
import { BudgetTables } from "../rate-limit/budget-tables";
import { MeteredCarrier } from "../rate-limit/metered-carrier";
import type { Goal, Measured, MeasureOptions, Section, Table } from "../section";
import { seededRandom } from "../seeded-random";
import { median } from "../statistics";

/** The goal: percent of the quota. */
const MIN_USED_PERCENT = 95;

interface Setup {
  readonly partsPerSecond: number;
  /** Number that run. */
  readonly consumers: number;
  /** Maximum number that may run, if different. */
  readonly max?: number;
  /** `shared`: all reserve in one table. `split`: each limits itself to an even share. */
  readonly way: "shared" | "split";
  /** Whether it is deployed like this, with the concurrency `auto`. */
  readonly deployed?: boolean;
}

interface Result extends Setup {
  readonly used: number;
  readonly throttled: number;
  readonly callsPerText: number;
  readonly medianWait: number;
  readonly longestWait: number;
}

export const rateLimitSection: Section = { id: "rate-limit", title: "The carrier's quota", measure };

async function measure({ short, tell }: MeasureOptions): Promise<Measured> {
  const seconds = short ? 3 : 60;
  const tables = await BudgetTables.start();
  try {
    const setups = setupsOf(short);
    tell(`${setups.length} backlogs at the same time, ${seconds} s`);
    // They mostly wait, so they do not slow each other.
    const results = await Promise.all(setups.map((setup, index) => run(setup, index, seconds, tables)));
    return { method: methodOf(seconds), tables: [tableOf(results)], goals: goalsOf(results) };
  } finally {
    await tables.stop();
  }
}

function setupsOf(short: boolean): Setup[] {
  const rates = short ? [20] : [1, 3, 20, 100];
  const counts = short ? [] : [1, 2, 5, 50];
  return [
    ...rates.flatMap((partsPerSecond): Setup[] => {
      const { concurrency: consumers } = timingsAt(partsPerSecond);
      return [
        { partsPerSecond, consumers, way: "shared", deployed: true },
        { partsPerSecond, consumers, way: "split" },
      ];
    }),
    ...counts.map((consumers): Setup => ({ partsPerSecond: 100, consumers, way: "shared" })),
    // Lambda scales up slowly, so that often fewer run than may.
    ...(short
      ? []
      : (["shared", "split"] as const).map((way) => ({ partsPerSecond: 100, consumers: 4, max: 11, way }))),
  ];
}

const timingsAt = (smsPartsPerSecond: number) =>
  smsTimings({ smsPartsPerSecond, smsTextsPerSecond: 1_000, smsConcurrency: "auto" });

async function run(setup: Setup, index: number, seconds: number, tables: BudgetTables): Promise<Result> {
  const { partsPerSecond, consumers: count, max = count, way } = setup;
  const table = `rate-limit-${index}`;
  await tables.create(table);
  const rate = way === "shared" ? partsPerSecond : partsPerSecond / max;
  const settings = { partsPerSecond: rate, textsPerSecond: 1_000, consumers: max };
  const consumers = Array.from({ length: count }, () =>
    rateLimiter(settings, {
      budget: way === "shared" ? tables.budget(table) : rateBudgetInMemory(systemClock),
      // As it is deployed: each reservation counts its texts, and nothing is held in a table without earlier days.
      feedGuard: feedGuard({ factor: 3, minimum: 1_000 }, "America/New_York", systemClock),
      clock: systemClock,
      logger: new FakeLogger(),
    }),
  );
  const carrier = new MeteredCarrier(partsPerSecond);
  // At a low rate the first batch takes longer.
  const warmUp = Math.max(2, 20 / partsPerSecond) * 1_000;
  const begin = performance.now() + warmUp;
  const until = Date.now() + warmUp + seconds * 1_000;
  const { batchSize } = timingsAt(partsPerSecond);
  const worked = await workBacklog({ consumers, carrier, batchSize, until, random: seededRandom(index + 1) });
  return {
    ...setup,
    used: 100 * carrier.used(begin, begin + seconds * 1_000),
    throttled: carrier.throttled,
    callsPerText: tables.writesTo(table) / worked.texts,
    medianWait: median(worked.waits) / 1_000,
    longestWait: Math.max(...worked.waits) / 1_000,
  };
}

function tableOf(results: readonly Result[]): Table {
  return {
    title: "A backlog that does not end",
    columns: [
      "parts a second",
      "consumers",
      "turns",
      "quota used, %",
      "throttled",
      "reservations a text",
      "wait for a turn, s: half",
      "longest",
    ],
    rows: results.map((result) => [
      result.partsPerSecond,
      result.max ? `${result.consumers} of ${result.max}` : result.consumers,
      result.way === "shared" ? "of one clock" : "split evenly (before)",
      result.used.toFixed(1),
      result.throttled,
      result.way === "shared" ? result.callsPerText.toFixed(3) : "none",
      result.medianWait.toFixed(1),
      result.longestWait.toFixed(1),
    ]),
  };
}

function goalsOf(results: readonly Result[]): Goal[] {
  const deployed = results.filter((result) => result.deployed);
  const shared = results.filter(({ way }) => way === "shared");
  const worst = deployed.reduce((lowest, result) => (result.used < lowest.used ? result : lowest));
  const throttled = shared.reduce((sum, result) => sum + result.throttled, 0);
  const longest = Math.max(...deployed.map(({ longestWait }) => longestWait));
  return [
    {
      what: "Quota used while there is a backlog",
      goal: `at least ${MIN_USED_PERCENT} %`,
      measured: `${worst.used.toFixed(1)} % at least (at ${worst.partsPerSecond} parts a second)`,
      met: worst.used >= MIN_USED_PERCENT,
    },
    {
      what: "Texts that are throttled because of us",
      goal: "none, with 1 to 50 consumers",
      measured: String(throttled),
      met: throttled === 0,
    },
    {
      what: "Longest wait for a turn",
      goal: "fits in the function's time: 48 s",
      measured: `${longest.toFixed(1)} s`,
      met: longest <= 48,
    },
  ];
}

function methodOf(seconds: number): string[] {
  const texts = TEXTS.map(({ parts, percent }) => `${percent} % of ${parts}`).join(", ");
  const { claim, optOut, network, answer, recordAndTell } = LATENCIES;
  return [
    "The consumers' own rate limiter and its adapter, on an emulator of DynamoDB over HTTP; the rest of a consumer is simulated: " +
      `claim ${claim} ms, opt-out check ${optOut} ms, text ${network} + ${answer} ms, record and tell ${recordAndTell} ms, ` +
      "medians of lognormal latencies.",
    "The carrier meters by a leaky bucket: a text of three parts keeps the line busy for as long as three parts take, and " +
      "what comes while it is busy for more than a second yet is refused. How AWS and its carriers meter is not published.",
    `Texts of as many parts as they have on a busy day: ${texts}; ${NOT_SENT} % of the messages need none. Measured over ${seconds} s, after the first batches.`,
  ];
}
