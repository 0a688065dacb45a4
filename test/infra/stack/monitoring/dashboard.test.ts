import { CLINIC_METRICS, METRICS } from "../../../../contracts/metrics";
import { TestFolder } from "../../../support/test-folder";
import { OTHERS } from "../other-settings";
import { type Properties, SynthesizedStack } from "../synthesized-stack";
import { emittedMetrics } from "./emitted-metrics";
import { evaluate, faultOf, idsOf, type WatchedMetric } from "./watched-metrics";

const stack = new SynthesizedStack();
const [dashboard, ...others] = stack.ofType("AWS::CloudWatch::Dashboard").map(({ Properties }) => Properties);
const bodyOf = (of: SynthesizedStack): Properties =>
  JSON.parse(of.read(of.ofType("AWS::CloudWatch::Dashboard")[0]?.Properties.DashboardBody));
const widgets: Properties[] = bodyOf(stack).widgets;
const ofType = (type: string) => widgets.filter((widget) => widget.type === type);
const titled = (title: string) => {
  const found = ofType("metric").find(({ properties }) => properties.title === title);
  if (!found) throw new Error(`There is no widget ${title}`);
  return found.properties;
};

interface Series extends WatchedMetric {
  readonly id?: string;
  readonly label?: string;
}

/** The metrics of a widget as CloudWatch reads them: each is a list, with options as the last element. */
function seriesOf({ properties: { metrics = [] } }: Properties): Series[] {
  return metrics
    .filter(([first]: unknown[]) => typeof first === "string")
    .map((entry: unknown[]) => {
      const options = (typeof entry.at(-1) === "object" ? entry.at(-1) : {}) as Properties;
      const [namespace, name, ...pairs] = entry.filter((part) => typeof part === "string") as string[];
      const dimensions = Object.fromEntries(
        pairs.flatMap((part, index) => (index % 2 === 0 ? [[part, pairs[index + 1]]] : [])),
      );
      // CloudWatch's defaults.
      const { period = 300, stat: statistic = "Average", id, label } = options;
      return { namespace, name, dimensions, period, statistic, id, label };
    });
}

function expressionsOf({ properties: { metrics = [] } }: Properties): { expression: string; label: string }[] {
  return metrics.map(([first]: Properties[]) => first).filter((first: Properties) => first?.expression);
}

const labels = (title: string) => seriesOf({ properties: titled(title) }).map(({ label }) => label);

test("there is one dashboard, with the environment in its name", () => {
  expect(others).toEqual([]);
  expect(dashboard?.DashboardName).toBe("healthcare-appointments-dev");
  const prod = new SynthesizedStack({ environment: "prod" });
  const names = prod.ofType("AWS::CloudWatch::Dashboard").map(({ Properties }) => Properties.DashboardName);
  expect(names).toEqual(["healthcare-appointments-prod"]);
  expect(JSON.stringify(bodyOf(prod))).not.toMatch(/-dev\b|"dev"/);
});

test("it shows the last day, and its graphs keep the periods in their titles", () => {
  expect(bodyOf(stack)).toMatchObject({ start: "-P1D", periodOverride: "inherit" });
});

test("every widget is within the grid of 24 columns, and none overlap", () => {
  const cells = widgets.flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  for (const { x, width, height } of widgets) {
    expect([x >= 0, x + width <= 24, width > 0, height > 0]).toEqual([true, true, true, true]);
  }
});

test("every row of graphs has a text that says how to read it", () => {
  const texts = ofType("text").map(({ y }) => y);
  expect(ofType("metric").filter(({ y }) => !texts.includes(y))).toEqual([]);
  for (const { properties } of ofType("text")) expect(properties.markdown).toMatch(/^#{1,2} .+\n\n\S.+(\n\n\S.+)*$/);
});

test("every graph has a title, and every visible series a label", () => {
  for (const widget of ofType("metric")) {
    expect(widget.properties.title).toMatch(/\S/);
    const shown = seriesOf(widget).filter(({ id }) => id === undefined);
    expect([...shown, ...expressionsOf(widget)].filter(({ label }) => !label)).toEqual([]);
  }
});

test("every metric exists, for a resource in the template", async () => {
  const metrics = ofType("metric").flatMap(seriesOf);
  expect(metrics.length).toBeGreaterThan(20);
  expect(await Promise.all(metrics.map((metric) => faultOf(metric, stack)))).toEqual(metrics.map(() => undefined));
});

test("every expression only uses metrics of its own graph", () => {
  const computed = ofType("metric").filter((widget) => expressionsOf(widget).length > 0);
  expect(computed.length).toBeGreaterThan(0);
  for (const widget of computed) {
    const ids = seriesOf(widget).flatMap(({ id }) => id ?? []);
    expect(
      expressionsOf(widget)
        .flatMap(({ expression }) => idsOf(expression))
        .sort(),
    ).toEqual(ids.sort());
  }
});

test("counts use the sum, levels the maximum", () => {
  for (const { namespace, name, statistic } of ofType("metric").flatMap(seriesOf)) {
    const isLevel = /^Approximate|^Duration$|^SMSMonthToDate|^SendingStopped$|^WaitingReplyMinutes$/.test(name);
    const expected = name === METRICS.deliverySeconds ? /^p(?:50|95)$/ : isLevel ? /^Maximum$/ : /^Sum$/;
    expect([namespace, name, statistic]).toEqual([namespace, name, expect.stringMatching(expected)]);
  }
});

test("the state of every alarm is shown", () => {
  const [status, ...more] = ofType("alarm");
  expect(more).toEqual([]);
  const alarms = stack.ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => `${Properties.AlarmName}.Arn`);
  expect(status?.properties.alarms.slice().sort()).toEqual(alarms.sort());
});

test("the row of outcomes counts everything that can happen to a reminder, over the whole time range, and that of answers what patients say", () => {
  const funnel = titled("Reminders within the time range");
  expect(funnel).toMatchObject({ view: "singleValue", setPeriodToTimeRange: true });
  const names = seriesOf({ properties: funnel }).map(({ name }) => name);
  const everything = Object.values(METRICS).filter(
    (name) =>
      !name.startsWith("Bookings") &&
      ![
        METRICS.successRate,
        METRICS.dailyRuns,
        METRICS.sweepRuns,
        METRICS.digestRuns,
        METRICS.smsParts,
        METRICS.sendingStopped,
      ].includes(name as never) &&
      name !== METRICS.deliverySeconds,
  );
  const ofAnswers = seriesOf({ properties: titled("From queued to answered, within the time range") })
    .concat(seriesOf({ properties: titled("Answers in each 15 minutes") }))
    .concat(seriesOf({ properties: titled("Longest wait for staff, minutes") }))
    .map(({ name }) => name)
    .filter((name) => !names.includes(name));
  expect([...names.filter((name) => name !== "NumberOfMessagesSent"), ...ofAnswers].sort()).toEqual(everything.sort());
});

test.each([
  ["all was sent", { sms: 9, email: 1, failed: 0 }, 100],
  ["a quarter failed", { sms: 2, email: 1, failed: 1 }, 75],
  ["nothing ended", { sms: 0, email: 0, failed: 0 }, undefined],
])("the part that was sent, in percent: %s", (_case, data, percent) => {
  const [rate] = expressionsOf({ properties: titled("Sent, % of sent and failed, in each 15 minutes") });
  expect(evaluate(rate?.expression ?? "", data)).toBe(percent);
});

test("parts are shown per second, like the rate in the settings, and for the cost per text", () => {
  const [rate] = expressionsOf({ properties: titled("Message parts sent per second, in each minute") });
  expect(evaluate(rate?.expression ?? "", { parts: 1_200 })).toBe(20);
  const [each] = expressionsOf({ properties: titled("Parts per text, daily average: four weeks") });
  expect(evaluate(each?.expression ?? "", { parts: 17, texts: 10 })).toBe(1.7);
});

test.each([
  ["Daily run and sweep", "producer", "appointment-notification-producer-dev"],
  ["Texts", "sms", "appointment-notification-processor-dev"],
  ["Emails", "email", "appointment-notification-email-dev"],
  ["Bookings", "bookings", "appointment-bookings-dev"],
  ["Receipts", "receipts", "appointment-notification-receipts-dev"],
  ["Answers", "replies", "appointment-replies-dev"],
  ["Delivery logs", "collector", "sms-receipt-collector-dev"],
  ["Daily digest", "digest", "daily-digest-dev"],
])("%s are at 100 percent of their time when the function times out", (label, id, functionName) => {
  const properties = titled("Longest invocation, % of its time-out");
  const { Timeout } = stack.named("AWS::Lambda::Function", functionName);
  const duration = seriesOf({ properties }).find((series) => series.id === id);
  expect(duration).toMatchObject({ name: "Duration", dimensions: { FunctionName: functionName } });
  const { expression = "" } = expressionsOf({ properties }).find((each) => each.label === label) ?? {};
  // Lambda measures it in ms.
  expect(evaluate(expression, { [id]: Timeout * 1000 })).toBe(100);
});

test.each([
  ["Age of the oldest message, seconds", [3600]],
  ["Longest wait for staff, minutes", [1440]],
  ["Message parts sent per second, in each minute", [20]],
  ["Spent on texts since the first of the month, USD: four weeks", [1, 0.8]],
  ["Longest invocation, % of its time-out", [100]],
])("%s: the bounds are drawn", (title, values) => {
  expect(titled(title).annotations.horizontal.map(({ value }: Properties) => value)).toEqual(values);
});

test("the bounds are those of the settings", () => {
  const drawn = bodyOf(new SynthesizedStack(OTHERS)).widgets.flatMap(({ properties }: Properties) =>
    (properties.annotations?.horizontal ?? []).map(({ value }: Properties) => value),
  );
  expect(drawn).toEqual([
    OTHERS.replyWaitingHours * 60,
    OTHERS.oldestMessageMinutes * 60,
    OTHERS.smsPartsPerSecond,
    100,
    OTHERS.smsMonthlySpendLimit,
    OTHERS.smsMonthlySpendLimit * 0.8,
  ]);
});

test("the funnel leads from queued reminders to answers", () => {
  const funnel = titled("From queued to answered, within the time range");
  expect(funnel).toMatchObject({ view: "singleValue", setPeriodToTimeRange: true });
  const { queued, successful, delivered, replies } = METRICS;
  const names = seriesOf({ properties: funnel }).map(({ name }) => name);
  expect(names).toEqual([queued, successful, delivered, replies]);
});

test("queues, dead letters, errors, throttles and what drives the cost are there", () => {
  expect(labels("Messages waiting")).toEqual([
    "For a text",
    "For an email",
    "Bookings",
    "Receipts",
    "Answers",
    "For a text, delayed",
    "For an email, delayed",
  ]);
  expect(expressionsOf({ properties: titled("Messages in dead-letter queues") }).map(({ label }) => label)).toEqual([
    "Reminders and bad messages",
    "Bookings",
    "Receipts",
    "Answers",
    "Delivery logs",
    "Daily runs, sweeps and digests",
  ]);
  expect(labels("Errors in each 5 minutes")).toEqual([
    "Daily run and sweep",
    "Texts",
    "Emails",
    "Bookings",
    "Receipts",
    "Answers",
    "Delivery logs",
    "Daily digest",
    "Messages that failed",
  ]);
  expect(labels("Throttles in each 5 minutes")).toEqual([
    "Daily run and sweep",
    "Texts",
    "Emails",
    "Bookings",
    "Receipts",
    "Answers",
    "Delivery logs",
    "Daily digest",
  ]);
  expect(labels("Texts and emails sent each day: four weeks")).toEqual(["By SMS", "By email"]);
});

test.each([
  ["Reminders and bad messages", "healthcare-appointments-dlq-dev"],
  ["Receipts", "healthcare-delivery-receipts-dlq-dev"],
  ["Delivery logs", "sms-receipt-collector-dlq-dev"],
  ["Daily runs, sweeps and digests", "daily-notification-dlq-dev"],
])("dead letters are counted as in their alarm, including messages in flight: %s", (label, queue) => {
  const properties = titled("Messages in dead-letter queues");
  const { expression = "" } = expressionsOf({ properties }).find((each) => each.label === label) ?? {};
  const series = seriesOf({ properties }).filter(({ id }) => idsOf(expression).includes(id ?? ""));
  expect(series.map(({ name, dimensions }) => [name, dimensions.QueueName])).toEqual([
    ["ApproximateNumberOfMessagesVisible", `${queue}.QueueName`],
    ["ApproximateNumberOfMessagesNotVisible", `${queue}.QueueName`],
  ]);
  expect(evaluate(expression, Object.fromEntries(series.map(({ id }, index) => [id, index + 1])))).toBe(3);
});

test("what drives the cost is shown for four weeks, everything else for the time range", () => {
  const own = ofType("metric").filter(({ properties }) => properties.start);
  expect(own.map(({ properties }) => [properties.start, /: four weeks$/.test(properties.title)])).toEqual(
    Array(3).fill(["-P28D", true]),
  );
});

test("the runbook is linked if it has an address", () => {
  const first = (of: SynthesizedStack): string => bodyOf(of).widgets[0].properties.markdown;
  expect(first(stack)).toContain("`docs/runbook.md`");
  const linked = new SynthesizedStack(OTHERS);
  expect(first(linked)).toContain("](https://wiki.clinic.org/reminders)");
});

describe("With clinic profiles", () => {
  const folder = new TestFolder();
  afterAll(() => folder.remove());
  // One, since the texts of each are checked in every language.
  const clinics = [{ id: "north", name: "North Clinic", phone: "(206) 555-0100" }];
  const CLINICS = { clinics: folder.write("clinics.json", JSON.stringify({ default: "north", clinics })) };
  const searchesOf = (of: SynthesizedStack) =>
    (bodyOf(of).widgets as Properties[]).flatMap((widget) =>
      expressionsOf(widget).filter(({ expression }) => expression.includes("SEARCH")),
    );

  test("the clinics with the most reminders are searched for by metrics that consumers emit, and shown by id", async () => {
    const network = new SynthesizedStack(CLINICS);
    const searches = searchesOf(network);
    const emitted = (await emittedMetrics("dev")).filter(({ dimensions }) => "Clinic" in dimensions);
    expect(emitted.map(({ name }) => name).sort()).toEqual([...CLINIC_METRICS].sort());
    const names = searches.map(({ expression, label }) => {
      const [, schema = "", term = ""] =
        /^SORT\(SEARCH\('\{(.+)\} (.+)', 'Sum', 900\), SUM, DESC, 20\)$/.exec(expression) ?? [];
      const [namespace, ...dimensions] = schema.split(",");
      const [, environment, name] = /^Environment="(.+)" MetricName="(.+)"$/.exec(term) ?? [];
      expect(label).toBe(`\${PROP('Dim.Clinic')}`);
      const found = emitted.filter((one) => one.namespace === namespace && one.name === name);
      expect(found.map((one) => [Object.keys(one.dimensions).sort(), one.dimensions.Environment])).toEqual([
        [dimensions.sort(), environment],
      ]);
      return name;
    });
    expect(names).toEqual([METRICS.successful, METRICS.fallback, METRICS.failed]);
  });

  test("the alarms stay on the whole", () => {
    const alarmsOf = (of: SynthesizedStack) => of.ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
    expect(alarmsOf(new SynthesizedStack(CLINICS))).toEqual(alarmsOf(stack));
  });

  test.each([{}, { ...CLINICS, clinicMetrics: "off" as const }])("nothing is shown by clinic with %j", (settings) => {
    const without = new SynthesizedStack(settings);
    expect(searchesOf(without)).toEqual([]);
    const functions = without.ofType("AWS::Lambda::Function").map(({ Properties }) => Properties.Environment.Variables);
    expect(functions.map(({ CLINIC_METRICS: value }) => value).filter(Boolean)).toEqual(["off", "off"]);
  });
});
