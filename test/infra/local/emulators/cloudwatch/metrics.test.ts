import { createMetricsRecorder } from "../../../../../infra/local/emulators/cloudwatch/metrics";
import type { RecordedMetric } from "../../../../../infra/local/emulators/outbox";
import { aCall } from "../../a-call";

async function put(input: unknown): Promise<RecordedMetric[]> {
  const recorded: RecordedMetric[] = [];
  const call = aCall({ service: "monitoring", operation: "PutMetricData", protocol: "json" }, JSON.stringify(input));
  await createMetricsRecorder(recorded)(call);
  return recorded;
}

test("a value is kept with its unit and dimensions", async () => {
  const Dimensions = [{ Name: "Environment", Value: "dev" }];
  const recorded = await put({
    Namespace: "Clinic",
    MetricData: [{ MetricName: "Sent", Value: 3, Unit: "Count", Dimensions }],
  });
  expect(recorded).toEqual([
    {
      namespace: "Clinic",
      name: "Sent",
      value: 3,
      unit: "Count",
      dimensions: { Environment: "dev" },
      at: expect.any(String),
    },
  ]);
});

test("values with counts are recorded as often as counted", async () => {
  const recorded = await put({
    Namespace: "Clinic",
    MetricData: [{ MetricName: "Rate", Values: [50, 100], Counts: [1, 2] }],
  });
  expect(recorded.map((metric) => metric.value)).toEqual([50, 100, 100]);
});

const hoursFromNow = (hours: number) => Math.floor(Date.now() / 1_000) + hours * 3_600;
const at = (Timestamp: unknown) => ({ Namespace: "Clinic", MetricData: [{ MetricName: "a", Value: 1, Timestamp }] });

test.each([-335, 0, 1.9])("a value has its timestamp, %d hours from now", async (hours) => {
  const time = hoursFromNow(hours);
  expect((await put(at(time))).map((metric) => metric.at)).toEqual([new Date(time * 1_000).toISOString()]);
});

test.each([
  ["a time more than two weeks ago", at(hoursFromNow(-337))],
  ["a time more than two hours ahead", at(hoursFromNow(2.1))],
  ["a time that is none", at("soon")],
  ["a namespace of AWS", { Namespace: "AWS/SQS", MetricData: [{ MetricName: "a", Value: 1 }] }],
  ["no data", { Namespace: "Clinic", MetricData: [] }],
  ["no value", { Namespace: "Clinic", MetricData: [{ MetricName: "a" }] }],
  ["a value that is no number", { Namespace: "Clinic", MetricData: [{ MetricName: "a", Value: "NaN" }] }],
])("%s is refused", async (_, input) => {
  await expect(put(input)).rejects.toMatchObject({ code: "InvalidParameterValue" });
});
