/** How long a reminder takes from the queue to the carrier. */
import { ENV } from "../../../contracts/environment";
import { smsTimings } from "../../../infra/stack/settings/consumer-timings";
import { AwsProcess } from "../aws/control";
import { MEDIANS } from "../aws/latencies";
import { Contestant } from "../consumers/contestant";
import { poll } from "../consumers/poll";
import { queued } from "../consumers/queued-messages";
import type { Chart, Goal, Measured, MeasureOptions, Section, Table } from "../section";
import { seededRandom } from "../seeded-random";
import { quantile } from "../statistics";

const PER_MINUTE = 3_000;
/** The promise of GOV.UK Notify: 95 % within this number of seconds. */
const PROMISED_SECONDS = 10;
const PROMISED_SHARE = 0.95;

interface Setup {
  readonly name: string;
  readonly smsPartsPerSecond: number;
  readonly smsTextsPerSecond: number;
}

/** The texts have two parts each. */
const SETUPS: readonly Setup[] = [
  { name: "quota of 50 texts a second: as many as come", smsPartsPerSecond: 100, smsTextsPerSecond: 50 },
  { name: "quota of 100 texts a second", smsPartsPerSecond: 200, smsTextsPerSecond: 100 },
];

interface Result {
  readonly setup: Setup;
  readonly consumers: number;
  /** Seconds from the queue to the carrier. */
  readonly latencies: readonly number[];
}

export const latencySection: Section = { id: "latency", title: "From the queue to the carrier", measure };

async function measure({ short, tell }: MeasureOptions): Promise<Measured> {
  const seconds = short ? 4 : 60;
  const results: Result[] = [];
  for (const setup of SETUPS) {
    tell(`${PER_MINUTE} reminders a minute for ${seconds} s, ${setup.name}`);
    results.push(await run(setup, seconds));
  }
  return { method: METHOD, tables: [tableOf(results)], goals: [goalOf(results)], charts: [chartOf(results)] };
}

async function run(setup: Setup, seconds: number): Promise<Result> {
  const { smsPartsPerSecond, smsTextsPerSecond } = setup;
  const { concurrency } = smsTimings({ smsPartsPerSecond, smsTextsPerSecond, smsConcurrency: "auto" });
  const environment = {
    [ENV.smsPartsPerSecond]: String(smsPartsPerSecond),
    [ENV.smsTextsPerSecond]: String(smsTextsPerSecond),
    [ENV.smsConsumers]: String(concurrency),
  };
  const aws = await AwsProcess.start();
  const consumers: Contestant[] = [];
  const start = async (number: number) => {
    const code = { name: `consumer-${number}`, entry: "services/handlers/sms-consumer.ts" };
    consumers.push(await Contestant.start(code, aws, environment));
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, (_, index) => start(index + 1)));
    await aws.tell({ kind: "latency", seed: 1 });
    const messages = queued((PER_MINUTE / 60) * seconds);
    const queuedAt = await poll({ messages, perSecond: PER_MINUTE / 60, random: seededRandom(2) }, consumers);
    const { texts } = await aws.tell({ kind: "take" });
    const takenAt = new Map(texts.map(({ phoneNumber, at }) => [phoneNumber, at]));
    const latencies = messages.map(({ id, body }) => {
      const taken = takenAt.get(JSON.parse(body).phoneNumber) ?? Number.NaN;
      return (taken - (queuedAt.get(id) ?? Number.NaN)) / 1_000;
    });
    if (latencies.some(Number.isNaN)) throw new Error("a message has no text");
    return { setup, consumers: concurrency, latencies };
  } finally {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await aws.stop();
  }
}

function tableOf(results: readonly Result[]): Table {
  const [first] = results;
  return {
    title: `Seconds from queued to accepted, ${first?.latencies.length} reminders, ${PER_MINUTE} a minute`,
    columns: ["", "consumers", "p50", "p95", "p99", "longest"],
    rows: results.map(({ setup, consumers, latencies }) => [
      setup.name,
      consumers,
      ...[0.5, 0.95, 0.99, 1].map((share) => quantile(latencies, share).toFixed(2)),
    ]),
  };
}

function goalOf(results: readonly Result[]): Goal {
  const slowest = Math.max(...results.map(({ latencies }) => quantile(latencies, PROMISED_SHARE)));
  return {
    what: `${100 * PROMISED_SHARE} % of ${PER_MINUTE} reminders a minute are accepted`,
    goal: `in less than ${PROMISED_SECONDS} s, which GOV.UK Notify promises`,
    measured: `${slowest.toFixed(2)} s`,
    met: slowest < PROMISED_SECONDS,
  };
}

function chartOf(results: readonly Result[]): Chart {
  const shares = Array.from({ length: 100 }, (_, index) => (index + 1) / 100);
  return {
    id: "latency",
    title: "From queued to accepted by the carrier",
    x: { title: "seconds", logarithmic: true },
    y: { title: "percent of the reminders" },
    lines: results.map(({ setup, latencies }) => ({
      name: setup.name,
      points: shares.map((share) => ({ x: quantile(latencies, share), y: 100 * share })),
    })),
  };
}

const METHOD = [
  "The deployed SMS consumer, as many at the same time as the settings give, each in a thread of its own. Messages come " +
    "independently of each other; an event source takes up to ten, and 20 ms to receive them and start a consumer.",
  `AWS is simulated: lognormal latencies with medians of ${MEDIANS.UpdateItem} ms for a write, ` +
    `${MEDIANS.CheckIfPhoneNumberIsOptedOut} ms for an opt-out check, ${MEDIANS.Publish} ms for a text, one in a hundred three ` +
    "times as long. Accepted is when it answers; cold starts are left out.",
  "Each text has two parts. 50 a second is what SNS answers of opt-out checks, so that the first setting is the fastest " +
    "that an account can have, used up wholly.",
];
