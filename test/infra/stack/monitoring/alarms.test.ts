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

test("the stack has exactly the alarms with a resource name", () => {
  const named = Object.entries(NAMES).filter(([what]) => what.endsWith("Alarm"));
  expect(ALARMS.map(({ AlarmName }) => AlarmName).sort()).toEqual(named.map(([, name]) => name).sort());
});

describe.each(ALARMS.map((each) => [each.AlarmName, each] as const))("%s", (name, each) => {
  test("notifies the alarm topic of its start and its end", () => {
    for (const actions of [each.AlarmActions, each.OKActions]) {
      expect(actions.map((action: unknown) => stack.read(action))).toEqual(["healthcare-appointment-alarms-dev"]);
    }
    expect(each.ActionsEnabled).not.toBe(false);
  });

  test("says what it means for patients, and ends with the link to its section of the runbook", () => {
    expect(each.AlarmDescription).toMatch(/patient/);
    expect(each.AlarmDescription).toMatch(/\. \S+$/);
    expect(each.AlarmDescription.endsWith(`docs/runbook.md#${name.replace(/-dev$/, "")}`)).toBe(true);
    // CloudWatch's maximum.
    expect(each.AlarmDescription.length).toBeLessThanOrEqual(1024);
  });

  test("uses metrics that exist, of resources in the template", async () => {
    const metrics = Object.values(metricsOfAlarm(each, stack));
    expect(metrics.length).toBeGreaterThan(0);
    expect(await Promise.all(metrics.map((metric) => faultOf(metric, stack)))).toEqual(metrics.map(() => undefined));
  });

  test("has a period and an evaluation range that CloudWatch accepts", () => {
    const periods = new Set(Object.values(metricsOfAlarm(each, stack)).map(({ period }) => period));
    expect(periods.size).toBe(1);
    const [period = 0] = periods;
    expect([10, 20, 30].includes(period) || (period > 0 && period % 60 === 0)).toBe(true);
    expect(period * each.EvaluationPeriods).toBeLessThanOrEqual(period < HOUR ? DAY : 7 * DAY);
  });

  test("only uses its own metrics in its expression, with valid ids", () => {
    const expression = expressionOf(each);
    const ids = Object.keys(metricsOfAlarm(each, stack));
    if (expression) expect(ids.sort()).toEqual(idsOf(expression));
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
    // The alarm evaluates exactly one series.
    if (each.Metrics) expect(each.Metrics.filter(({ ReturnData }: Properties) => ReturnData !== false)).toHaveLength(1);
  });
});

test("functions and commands emit every declared metric", async () => {
  const names = (await emittedMetrics("dev")).map(({ name }) => name);
  expect(Object.values(METRICS).filter((name) => !names.includes(name))).toEqual([]);
});
