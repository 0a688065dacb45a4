import { METRIC_NAMESPACE, METRICS } from "../../contracts/metrics";
import { type Properties, SynthesizedStack } from "./synthesized-stack";

const stack = new SynthesizedStack();
const ALARMS = stack.ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
const alarm = (name: string) => stack.named("AWS::CloudWatch::Alarm", name);

const failures = alarm("notification-delivery-failure-alarm-dev");
const errors = alarm("lambda-processor-error-alarm-dev");
const deadLetters = alarm("appointments-dlq-not-empty-alarm-dev");

/** The metrics that an alarm computes with, by the ids of its expression. */
function operands({ Metrics }: Properties): Record<string, Properties> {
  const stats = Metrics.filter(({ MetricStat }: Properties) => MetricStat);
  return Object.fromEntries(stats.map(({ Id, MetricStat }: Properties) => [Id, MetricStat]));
}

/** What an alarm's expression comes to, for metrics that have data or, absent, have none. */
function evaluate({ Metrics }: Properties, data: Record<string, number>): number {
  const { Expression } = Metrics.find(({ ReturnData }: Properties) => ReturnData);
  const names = Object.keys(operands({ Metrics }));
  const compute = new Function("IF", "FILL", ...names, `return ${Expression}`);
  const choose = (condition: boolean, then: number, otherwise: number) => (condition ? then : otherwise);
  const fill = (value: number | undefined, absent: number) => value ?? absent;
  return compute(choose, fill, ...names.map((name) => data[name]));
}

test("there are four alarms", () => {
  expect(ALARMS).toHaveLength(4);
});

test("one failure of the daily run is an alarm", () => {
  expect(alarm("daily-run-error-alarm-dev")).toMatchObject({ MetricName: "Errors", Statistic: "Sum", Threshold: 0 });
});

test("every alarm tells the alarm topic", () => {
  const actions = ALARMS.map(({ AlarmActions }) => AlarmActions.map((action: unknown) => stack.read(action)));
  expect(actions).toEqual(ALARMS.map(() => ["healthcare-appointment-alarms-dev"]));
});

test("alarms may publish on the alarm topic although it has a policy of its own", () => {
  const policies = stack.ofType("AWS::SNS::TopicPolicy").map(({ Properties }) => Properties);
  const policy = policies.find(({ Topics }) => stack.read(Topics[0]) === "healthcare-appointment-alarms-dev");
  const allowed = policy?.PolicyDocument.Statement.find(({ Effect }: Properties) => Effect === "Allow");
  expect(allowed).toMatchObject({
    Action: "sns:Publish",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
  });
});

test("every alarm goes off above its threshold, and silence is no alarm", () => {
  const rules = ALARMS.map((each) => [each.ComparisonOperator, each.EvaluationPeriods, each.TreatMissingData]);
  expect(rules).toEqual(ALARMS.map(() => ["GreaterThanThreshold", 1, "notBreaching"]));
});

test("every id of an expression is a metric of its alarm", () => {
  for (const each of [failures, deadLetters]) {
    const { Expression } = each.Metrics.find(({ ReturnData }: Properties) => ReturnData);
    const ids = new Set(Expression.match(/[a-z]\w*/g));
    expect([...ids].sort()).toEqual(Object.keys(operands(each)).sort());
  }
});

test("the failure rate is computed from the metrics that the functions emit, in this environment", () => {
  const metrics = Object.values(operands(failures)).map(({ Metric }) => Metric);
  expect(metrics.map(({ MetricName }) => MetricName)).toEqual([METRICS.successful, METRICS.fallback, METRICS.failed]);
  for (const { Namespace, Dimensions } of metrics) {
    expect(Namespace).toBe(METRIC_NAMESPACE);
    expect(Dimensions).toEqual([{ Name: "Environment", Value: "dev" }]);
  }
});

test("the failure rate is that of one hour's sums", () => {
  const spans = Object.values(operands(failures)).map(({ Period, Stat }) => [Period, Stat]);
  expect(spans).toEqual(Array(3).fill([3600, "Sum"]));
});

test.each([
  ["no failure", { sms: 100 }, 0],
  ["a twentieth failed", { sms: 90, email: 5, failed: 5 }, 5],
  ["an email is no failure", { sms: 10, email: 90 }, 0],
  ["nothing but failures", { failed: 40 }, 100],
  ["too few to tell", { sms: 9, email: 5, failed: 5 }, 0],
  ["just enough to tell", { sms: 10, email: 5, failed: 5 }, 25],
  ["nothing at all", {}, 0],
])("the failure rate in percent: %s", (_case, data, percent) => {
  expect(evaluate(failures, data)).toBe(percent);
});

test("more than 5 % of failures is an alarm", () => {
  expect(failures.Threshold).toBe(5);
});

test("more than five errors of the processor within five minutes is an alarm", () => {
  const { Namespace, MetricName, Statistic, Period, Threshold } = errors;
  expect([Namespace, MetricName, Statistic, Period, Threshold]).toEqual(["AWS/Lambda", "Errors", "Sum", 300, 5]);
  expect(stack.read(errors.Dimensions[0].Value)).toBe("appointment-notification-processor-dev");
});

test("a dead letter is an alarm, even while somebody looks at it", () => {
  expect(deadLetters.Threshold).toBe(0);
  expect(evaluate(deadLetters, { visible: 0, inFlight: 1 })).toBe(1);
  const metrics = Object.values(operands(deadLetters)).map(({ Metric }) => Metric);
  expect(metrics.map(({ MetricName }) => MetricName)).toEqual([
    "ApproximateNumberOfMessagesVisible",
    "ApproximateNumberOfMessagesNotVisible",
  ]);
});

test("it is the dead-letter queue that is watched", () => {
  const queues = Object.values(operands(deadLetters)).map(({ Metric }) => stack.read(Metric.Dimensions[0].Value));
  expect(queues).toEqual(Array(2).fill("healthcare-appointments-dlq-dev.QueueName"));
});

test("every alarm says what it means to patients", () => {
  for (const { AlarmDescription } of ALARMS) expect(AlarmDescription).toMatch(/patients|texts are late/);
});
