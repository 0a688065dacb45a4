/** Checks the figures of docs/costs.md against each other, the price list, and the calls in docs/calls.md. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { METRICS } from "../../../contracts/metrics";
import { COMPUTED_COSTS, PRICES, PRICES_OF, priceOf } from "../../../services/domain/costs/prices";
import { type Properties, SynthesizedStack } from "../../infra/stack/synthesized-stack";

const page = (name: string) => readFileSync(join(__dirname, "../../../docs", name), "utf8");
const costs = page("costs.md");
const calls = page("calls.md");

interface Row {
  readonly what: string;
  /** For reminders at once, and one by one. */
  readonly units: readonly [number, number];
  readonly price: string;
  readonly dollars: readonly [number, number];
}

const number = (text = "") => Number(text.replaceAll(",", ""));
/** One figure, or two separated by a comma and a space. */
const AMOUNT = /^([\d.,]*\d)(?:, ([\d.,]*\d))? /;

const rows: Row[] = [...costs.matchAll(/^\| (.+) \| (.+) \| (.+) \| (\d\.\d{5}) \| (\d\.\d{5}) \| .+ \|$/gm)].map(
  ([, what = "", amount = "", price = "", atOnce, oneByOne]) => {
    const [, first, second = first] = AMOUNT.exec(amount) ?? [];
    return { what, units: [number(first), number(second)], price, dollars: [number(atOnce), number(oneByOne)] };
  },
);
const [sums] = [...costs.matchAll(/^\| \| \| in all \| (\S+) \| (\S+) \| \|$/gm)];

const priceNamed = (text: string) => Object.values(PRICES).find(({ usd, unit }) => `${usd} ${unit}` === text);

test("the page shows everything that is billed", () => {
  expect(rows).toHaveLength(15);
  expect(costs).toContain(PRICES_OF);
});

test("every price on the page is in the price list, and the page names its source", () => {
  expect(rows.filter(({ price }) => !priceNamed(price)).map(({ what }) => what)).toEqual([]);
  const flat = costs.replace(/\s+/g, " ");
  expect(Object.values(PRICES).filter((price) => !flat.includes(price.page))).toEqual([]);
});

test.each(rows)("$what: amounts times price are the dollars", ({ units, price, dollars }) => {
  const { usd = Number.NaN, per = Number.NaN } = priceNamed(price) ?? {};
  // Amounts are rounded to integers, or to tenths below ten; dollars to five decimals.
  units.forEach((amount, index) => {
    const rounding = ((amount < 10 ? 0.05 : 0.5) * usd) / per + 0.000_005_1;
    expect(Math.abs((amount * usd) / per - (dollars[index] ?? Number.NaN))).toBeLessThan(rounding);
  });
});

test("for bookings, receipts, answers and plans, too, amounts times prices are the dollars", () => {
  const others = [...costs.matchAll(/^\| ([^|]+)((?: \| [\d,]+){6}) \| (\d\.\d{5}) \|$/gm)];
  expect(others).toHaveLength(11);
  const prices = ["writeUnit", "readUnit", "sqsRequest", "snsRequest", "metricsRequest", "invocation"] as const;
  for (const [, what, amounts = "", dollars] of others) {
    const units = amounts.split(" | ").slice(1).map(number);
    const sum = prices.reduce((total, price, index) => total + priceOf(price, units[index] ?? Number.NaN), 0);
    expect([what, sum.toFixed(5)]).toEqual([what, dollars]);
  }
});

test("the sums on the page are the sums of its rows", () => {
  for (const index of [0, 1] as const) {
    const sum = rows.reduce((total, { dollars }) => total + dollars[index], 0);
    expect(Math.abs(sum - number(sums?.[index + 1]))).toBeLessThan(rows.length * 0.000_005);
  }
});

test("for repeated messages, too, amounts times prices are the dollars, and add up", () => {
  const repeated = [...costs.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| (\d\.\d{5}) \| [^|]+ \|$/gm)];
  expect(repeated).toHaveLength(10);
  for (const [, , amount = "", price = "", dollars] of repeated) {
    const { usd = Number.NaN, per = Number.NaN } = priceNamed(price) ?? {};
    const units = number(AMOUNT.exec(amount)?.[1]);
    expect(Math.abs((units * usd) / per - number(dollars))).toBeLessThan((0.5 * usd) / per + 0.000_005_1);
  }
  const [, inAll] = /^\| \| \| in all \| (\S+) \| \|$/m.exec(costs) ?? [];
  const sum = repeated.reduce((total, [, , , , dollars]) => total + number(dollars), 0);
  expect(Math.abs(sum - number(inAll))).toBeLessThan(0.000_005);
});

test("the amounts of what is billed per call are those in docs/calls.md", () => {
  const listed = (operation: string, on = "") => {
    const found = [...calls.matchAll(/^\| `(\w+)` \|([^|]*)\| (\d+) \| (\d+) \|/gm)].find(
      ([, name, subject = ""]) => name === operation && subject.includes(on),
    );
    // For ten in a full batch, and for one.
    return [number(found?.[3]) * 100, number(found?.[4]) * 1_000] as const;
  };
  const shown = (what: string) => rows.find((row) => row.what === what)?.units;
  expect(shown("SNS, opt-outs")).toEqual(listed("CheckIfPhoneNumberIsOptedOut"));
  expect(shown("SNS, outcome events")).toEqual(listed("PublishBatch"));
  expect(shown("DynamoDB, rate limit")).toEqual(listed("UpdateItem", "sms-rate-limit"));
  expect(shown("DynamoDB, stops")).toEqual(listed("GetItem", "sending-stops"));
  // DynamoDB bills each item that a call reads.
  expect(shown("DynamoDB, look-ups")?.slice(0, 1)).toEqual([1_000]);
  expect(shown("Lambda, invocations")).toEqual(listed("ReceiveMessage"));
  // Plus the one of the daily run.
  expect(shown("CloudWatch, metrics")).toEqual(listed("PutMetricData").map((count) => count + 1));
  const [queued] = listed("SendMessageBatch");
  const worked = listed("ReceiveMessage").map((count, index) => count + (listed("DeleteMessageBatch")[index] ?? 0));
  expect(shown("SQS")).toEqual(worked.map((count) => count + queued));
});

test("texts are billed by parts, and everything else is the sum of the rows", () => {
  const table = [
    ...costs.matchAll(/^\| (.*?([\d.]+)(?: parts?)?) \| (\S+) \| (\S+) \| (0\.\d{4}) \| (\S+) \| (\S+) \|$/gm),
  ];
  expect(table).toHaveLength(4);
  for (const [, name, parts, ...figures] of table) {
    const [aws = 0, fee = 0, rest = 0, all = 0, share = 0] = figures.map(Number);
    // The average is rounded to hundredths of a part.
    const rounding = name?.includes("sample") ? 0.005 * 1_000 * PRICES.part.usd : 0;
    expect(Math.abs(aws - priceOf("part", Number(parts) * 1_000))).toBeLessThan(rounding + 0.0051);
    expect(Math.abs(fee - priceOf("carrierFee", Number(parts) * 1_000))).toBeLessThan(rounding + 0.0051);
    expect(Math.abs(all - aws - fee - rest)).toBeLessThan(0.0151);
    expect(Math.abs(share - (100 * rest) / (aws + fee))).toBeLessThan(0.0051);
  }
  const [, , twoParts] = table.find(([, name]) => name === "2 parts")?.slice(3) ?? [];
  expect(Math.abs(Number(twoParts) - number(sums?.[1]))).toBeLessThan(0.000_051);
});

test("the monthly costs have the number of deployed alarms and their metrics", () => {
  const alarms = new SynthesizedStack().ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
  const metrics = alarms.flatMap(({ Metrics }) => Metrics?.filter(({ MetricStat }: Properties) => MetricStat) ?? [{}]);
  expect(costs).toContain(`| alarms | ${alarms.length}, with ${metrics.length} metrics: `);
  expect(costs).toContain(`| custom metrics | ${Object.keys(METRICS).length}, and 2 of SES`);
});

test("what commands take for the costs of a reminder and of a month is what the page computes", () => {
  const [, month] = /\*\*in all\*\* \| \*\*about (\d+)\*\*/.exec(costs) ?? [];
  expect(COMPUTED_COSTS.month).toBe(Number(month));
  expect(COMPUTED_COSTS.reminder).toBeCloseTo(number(sums?.[1]) / 1_000, 6);
});
