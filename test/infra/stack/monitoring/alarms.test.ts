import { METRICS } from "../../../../contracts/metrics";
import { resourceNames } from "../../../../contracts/resource-names";
import { type Properties, SynthesizedStack } from "../synthesized-stack";
import { emittedMetrics } from "./emitted-metrics";
import { expressionOf, faultOf, idsOf, metricsOfAlarm } from "./watched-metrics";

const HOUR = 3600;
const DAY = 24 * HOUR;
const NAMES = resourceNames("dev");

const stack = new SynthesizedStack();
const ALARMS = stack.ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);

test("every alarm that has a name is there, and no other", () => {
  const named = Object.entries(NAMES).filter(([what]) => what.endsWith("Alarm"));
  expect(ALARMS.map(({ AlarmName }) => AlarmName).sort()).toEqual(named.map(([, name]) => name).sort());
});

describe.each(ALARMS.map((each) => [each.AlarmName, each] as const))("%s", (name, each) => {
  test("tells the alarm topic of its start and its end", () => {
    for (const actions of [each.AlarmActions, each.OKActions]) {
      expect(actions.map((action: unknown) => stack.read(action))).toEqual(["healthcare-appointment-alarms-dev"]);
    }
    expect(each.ActionsEnabled).not.toBe(false);
  });

  test("says what it means to patients, and ends with the link of its section in the runbook", () => {
    expect(each.AlarmDescription).toMatch(/patient/);
    expect(each.AlarmDescription).toMatch(/\. \S+$/);
    expect(each.AlarmDescription.endsWith(`docs/runbook.md#${name.replace(/-dev$/, "")}`)).toBe(true);
    // The longest that CloudWatch takes.
    expect(each.AlarmDescription.length).toBeLessThanOrEqual(1024);
  });

  test("looks at metrics that somebody emits, of resources that are there", async () => {
    const metrics = Object.values(metricsOfAlarm(each, stack));
    expect(metrics.length).toBeGreaterThan(0);
    expect(await Promise.all(metrics.map((metric) => faultOf(metric, stack)))).toEqual(metrics.map(() => undefined));
  });

  test("has a period and a span that CloudWatch takes", () => {
    const periods = new Set(Object.values(metricsOfAlarm(each, stack)).map(({ period }) => period));
    expect(periods.size).toBe(1);
    const [period = 0] = periods;
    expect([10, 20, 30].includes(period) || (period > 0 && period % 60 === 0)).toBe(true);
    expect(period * each.EvaluationPeriods).toBeLessThanOrEqual(period < HOUR ? DAY : 7 * DAY);
  });

  test("computes with metrics that it has, by ids that CloudWatch takes", () => {
    const expression = expressionOf(each);
    const ids = Object.keys(metricsOfAlarm(each, stack));
    if (expression) expect(ids.sort()).toEqual(idsOf(expression));
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
    // Exactly one series is what the alarm looks at.
    if (each.Metrics) expect(each.Metrics.filter(({ ReturnData }: Properties) => ReturnData !== false)).toHaveLength(1);
  });
});

test("functions and commands emit every metric that is declared", async () => {
  const names = (await emittedMetrics("dev")).map(({ name }) => name);
  expect(Object.values(METRICS).filter((name) => !names.includes(name))).toEqual([]);
});
