/** The cost of 1,000 reminders by text, and the part that is not the texts. */
import { smsTimings } from "../../../infra/stack/settings/consumer-timings";
import { PRICES, PRICES_OF, priceOf } from "../../../services/domain/costs/prices";
import {
  type Arrival,
  billOf,
  consumerGbSeconds,
  dollars,
  duplicatesBill,
  type Line,
  otherLines,
  type Rate,
  REMINDERS,
} from "../cost/bill";
import { type Durations, measureDurations } from "../cost/durations";
import { type SampleParts, sampleParts } from "../cost/sample-parts";
import { FULL_BATCH, type Usage } from "../cost/usage";
import type { Measured, MeasureOptions, Section, Table } from "../section";

/** The default settings of a deployment. */
const DEFAULT_RATE: Rate = { smsPartsPerSecond: 20, smsTextsPerSecond: 20 };
const RATES: readonly (Rate & { readonly name: string })[] = [
  { name: "toll-free", smsPartsPerSecond: 3, smsTextsPerSecond: 20 },
  { name: "default", ...DEFAULT_RATE },
  { name: "short code", smsPartsPerSecond: 100, smsTextsPerSecond: 50 },
];
/** Parts per text for the other costs, where they decide how long a batch waits. */
const USUAL_PARTS = 2;
const ARRIVALS: readonly Arrival[] = ["at once", "one by one"];

export const costSection: Section = { id: "cost", title: "What 1,000 reminders cost", measure };

async function measure({ short, tell }: MeasureOptions): Promise<Measured> {
  // Imported dynamically, because Jest reads the list of parts and cannot load the local run.
  const { synthesize } = await import("../../../infra/local/synthesize");
  const { measureUsage } = await import("../cost/count-usage");
  const { assembly } = await synthesize();
  const batches = short ? 2 : 10;
  tell(`${batches} batches of ${FULL_BATCH} on the local run, and ${batches} of one`);
  const usage = await measureUsage(assembly, batches);
  tell("how long the functions run");
  const durations = short ? await measureDurations(3, 300) : await measureDurations(40, 10_000);
  const sample = sampleParts();
  return {
    method: methodOf(usage, durations, sample),
    tables: [
      restTable(usage, durations),
      partsTable(usage, durations, sample),
      ratesTable(usage, durations),
      duplicatesTable(usage, durations),
      othersTable(usage),
    ],
    goals: [],
  };
}

function restTable(usage: Usage, durations: Durations): Table {
  const [full = [], single = []] = ARRIVALS.map((arrival) =>
    billOf(usage, durations, arrival, DEFAULT_RATE, USUAL_PARTS),
  );
  const row = (line: Line, index: number) => {
    const alone = single[index] ?? line;
    const amount = line.units === alone.units ? amountOf(line) : `${amountOf(line)}, ${amountOf(alone)}`;
    return [
      ...[line.what, `${amount} ${line.unit}`, `${PRICES[line.price].usd} ${PRICES[line.price].unit}`],
      ...[usd(dollars([line])), usd(dollars([alone])), line.knownFrom],
    ];
  };
  return {
    title: `${REMINDERS} reminders by text, but the texts: dollars`,
    columns: ["what", "how much of it", "price", ...ARRIVALS, "known from"],
    rows: [...full.map(row), ["", "", "in all", usd(dollars(full)), usd(dollars(single)), ""]],
  };
}

function partsTable(usage: Usage, durations: Durations, sample: SampleParts): Table {
  const averages = [
    ["1 part", 1],
    ["2 parts", 2],
    [`sample day, plain texts: ${sample.plainMean.toFixed(2)}`, sample.plainMean],
    [`sample day: ${sample.mean.toFixed(2)}`, sample.mean],
  ] as const;
  return {
    title: `${REMINDERS} reminders by text: dollars`,
    columns: ["a text has", "AWS", "carriers' fee", "all else", "in all", "all else, % of the texts"],
    rows: averages.map(([name, parts]) => {
      const aws = priceOf("part", parts * REMINDERS);
      const fee = priceOf("carrierFee", parts * REMINDERS);
      const rest = dollars(billOf(usage, durations, "at once", DEFAULT_RATE, parts));
      const share = ((100 * rest) / (aws + fee)).toFixed(2);
      return [name, aws.toFixed(2), fee.toFixed(2), rest.toFixed(4), (aws + fee + rest).toFixed(2), share];
    }),
  };
}

function ratesTable(usage: Usage, durations: Durations): Table {
  return {
    title: `Lambda's part of it, by the account's rate, with ${USUAL_PARTS} parts a text`,
    columns: ["rate", "parts a second", "consumers", "GB-s", "dollars"],
    rows: RATES.map(({ name, ...rate }) => {
      const gbSeconds = consumerGbSeconds(usage, durations, "at once", rate, USUAL_PARTS);
      const { concurrency } = smsTimings({ ...rate, smsConcurrency: "auto" });
      return [
        name,
        rate.smsPartsPerSecond,
        concurrency,
        gbSeconds.toFixed(0),
        usd(priceOf("lambdaSeconds", gbSeconds)),
      ];
    }),
  };
}

function duplicatesTable(usage: Usage, durations: Durations): Table {
  const bill = duplicatesBill(usage, durations);
  const row = (line: Line) => [
    ...[line.what, `${amountOf(line)} ${line.unit}`, `${PRICES[line.price].usd} ${PRICES[line.price].unit}`],
    ...[usd(dollars([line])), line.knownFrom],
  ];
  return {
    title: `${REMINDERS} messages whose reminder was sent before, in full batches: dollars`,
    columns: ["what", "how much of it", "price", "dollars", "known from"],
    rows: [...bill.map(row), ["", "", "in all", usd(dollars(bill)), ""]],
  };
}

/** What 1,000 of them take of what is billed by use, without Lambda's time and logs. */
function othersTable({ others }: Usage): Table {
  const rows = others.flatMap(({ what, full, single }) => {
    const both = [
      [`${what}, in full batches`, full, REMINDERS / FULL_BATCH],
      [`${what}, one by one`, single, REMINDERS],
    ] as const;
    // A run is no batch.
    const some = full === single ? ([[what, full, 0]] as const) : both;
    return some.map(([name, used, batches]) => {
      const lines = otherLines(used, batches);
      return [name, ...lines.map(amountOf), usd(dollars(lines))];
    });
  });
  const columns = ["1,000", "write units", "read units", "SQS", "SNS", "`PutMetricData`", "invocations", "dollars"];
  return { title: "What comes before and after reminders, without Lambda's time and the logs", columns, rows };
}

function methodOf({ stored, queued, full, single, names }: Usage, durations: Durations, sample: SampleParts): string[] {
  const largest = full.largest[names.deliveryLogTable] ?? Number.NaN;
  const ms = (seconds: number) => (seconds * 1_000).toFixed(0);
  return [
    `Calls are counted on the local run: ${stored.reminders} appointments are stored and queued by the daily run, ` +
      `${full.reminders} reminders are worked in batches of ${FULL_BATCH} (at once) and ${single.reminders} in batches of ` +
      `one (one by one). Not counted are ${queued.retries + full.retries + single.retries} calls that the SDK repeated ` +
      "since the machine was busy.",
    "Request units of DynamoDB are computed from the items as they stood before and after each write, in the table and " +
      `in each index. The largest item of the delivery log has ${largest} bytes; a write unit holds 1,024.`,
    `Invocations last ${ms(durations.full)} ms with ${FULL_BATCH} messages and ${ms(durations.single)} ms with one, on ` +
      "average, at the bench's simulated latencies; in a backlog a batch lasts as long as the turns of all batches beside " +
      `it. The daily run takes ${(durations.queuing * 1_000).toFixed(2)} ms a reminder. Memory is the template's.`,
    `Parts: ${sample.texts} texts of the sample day, of which ${sample.plainTexts} are plain ASCII. Prices: us-east-1, ` +
      `${PRICES_OF}, services/domain/costs/prices.ts.`,
    "Not counted: what is paid by the month (alarms, metrics, dashboard, key), emails, and retries.",
  ];
}

function amountOf({ units }: Line): string {
  return units < 10 ? units.toFixed(1) : Math.round(units).toLocaleString("en-US");
}

/** Rounded to five decimals. */
function usd(amount: number): string {
  return amount.toFixed(5);
}
