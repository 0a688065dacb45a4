import { emailTimings, smsTimings } from "../../infra/constructs/consumer-timings";
import { SettingsError } from "../../infra/settings/read-settings";
import { SETTINGS } from "../../infra/settings/settings";
import { SynthesizedStack } from "./synthesized-stack";

/** Longer than an ordinary batch of ten texts of two parts each takes at this share of the rate. */
const batchSeconds = (partsPerSecond: number) => 20 / partsPerSecond;

test.each([1, 2, 7, 8, 19, 20, 100, 1000])("at %d parts a second all of it holds together", (smsPartsPerSecond) => {
  const sms = smsTimings({ smsPartsPerSecond, smsConcurrency: "auto" });
  expect(sms.partsPerSecond * sms.concurrency).toBeCloseTo(smsPartsPerSecond);
  expect(batchSeconds(sms.partsPerSecond)).toBeLessThan(sms.timeout.toSeconds());
  expect(sms.concurrency).toBeGreaterThanOrEqual(2);
});

test.each([
  ["SMS", smsTimings({ smsPartsPerSecond: 20, smsConcurrency: "auto" })],
  ["email", emailTimings()],
] as const)("the %s consumer's claim outlasts its function, and its message comes back after both", (_, timings) => {
  const { timeout, lease, visibility } = timings;
  expect(lease.toSeconds()).toBeGreaterThan(timeout.toSeconds());
  expect(visibility.toSeconds()).toBeGreaterThan(lease.toSeconds());
  expect(visibility.toSeconds()).toBeGreaterThanOrEqual(6 * timeout.toSeconds());
});

test("whoever asks for more consumers gets them, each with its share of the rate", () => {
  expect(smsTimings({ smsPartsPerSecond: 100, smsConcurrency: 20 })).toMatchObject({
    concurrency: 20,
    partsPerSecond: 5,
  });
});

test("consumers that the rate cannot feed are refused, with the most that it can", () => {
  const tooMany = () => smsTimings({ smsPartsPerSecond: 1, smsConcurrency: 3 });
  expect(tooMany).toThrow(SettingsError);
  expect(tooMany).toThrow(
    "Settings smsConcurrency=3 and smsPartsPerSecond=1 do not fit: each of the 3 consumers would need 60 s for a batch " +
      "of 10 texts, and has 48 s. At this rate smsConcurrency takes auto, or at most 2.",
  );
});

test.each([1, 2, 3, 5, 20])(
  "at %d parts a second the most that a refusal names is accepted, and one more is not",
  (rate) => {
    const refusal = (smsConcurrency: number) => {
      try {
        smsTimings({ smsPartsPerSecond: rate, smsConcurrency });
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    const most = Number(/at most (\d+)/.exec(refusal(1000) ?? "")?.[1]);
    expect(refusal(most)).toBeUndefined();
    expect(refusal(most + 1)).toBeDefined();
  },
);

test("a refused combination stops synth", () => {
  expect(() => new SynthesizedStack({ smsPartsPerSecond: 1, smsConcurrency: 50 })).toThrow(SettingsError);
});

test("the lowest rate that the settings take works", () => {
  const lowest = Number(/from (\d+)/.exec(SETTINGS.smsPartsPerSecond.takes)?.[1]);
  expect(() => smsTimings({ smsPartsPerSecond: lowest, smsConcurrency: "auto" })).not.toThrow();
});

test("what is derived is what is deployed", () => {
  const stack = new SynthesizedStack({ smsPartsPerSecond: 100, smsConcurrency: 10 });
  const consumer = "appointment-notification-processor-dev";
  const { Timeout, Environment } = stack.named("AWS::Lambda::Function", consumer);
  const [source] = stack
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ Properties }) => stack.read(Properties.FunctionName) === consumer);
  const { VisibilityTimeout } = stack.named("AWS::SQS::Queue", "healthcare-appointments-dev");
  expect({
    timeout: Timeout,
    concurrency: source?.Properties.ScalingConfig.MaximumConcurrency,
    lease: Environment.Variables.LEASE_SECONDS,
    rate: Environment.Variables.SMS_PARTS_PER_SECOND,
    visibility: VisibilityTimeout,
  }).toEqual({ timeout: 60, concurrency: 10, lease: "90", rate: "10", visibility: 360 });
});

test("the delivery log outlives a message that waits as long as it can in each queue", () => {
  const leastDays = Number(/from (\d+)/.exec(SETTINGS.retentionDays.takes)?.[1]);
  const stack = new SynthesizedStack();
  const waits = ["healthcare-appointments-dev", "healthcare-email-fallback-dev", "healthcare-appointments-dlq-dev"].map(
    (name) => stack.named("AWS::SQS::Queue", name).MessageRetentionPeriod / 86_400,
  );
  expect(leastDays).toBeGreaterThan(waits.reduce((sum, days) => sum + days, 0));
});
