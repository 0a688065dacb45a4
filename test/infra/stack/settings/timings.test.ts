import { MAX_SMS_PARTS, SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { SettingsError } from "../../../../infra/stack/settings/check-settings";
import { emailTimings, smsTimings } from "../../../../infra/stack/settings/consumer-timings";
import { SETTINGS } from "../../../../infra/stack/settings/settings";
import { OTHERS } from "../other-settings";
import { SynthesizedStack } from "../synthesized-stack";

test.each([1, 2, 3, 7, 20, 100, 1000])(
  "at %d parts per second a batch has time to wait for all concurrent batches of the longest texts",
  (smsPartsPerSecond) => {
    const { concurrency, batchSize, timeout } = smsTimings({
      smsPartsPerSecond,
      smsTextsPerSecond: 1000,
      smsConcurrency: "auto",
    });
    // The handler reserves ten seconds for what follows a wait.
    const longestWait = (concurrency * batchSize * MAX_SMS_PARTS) / smsPartsPerSecond;
    expect(longestWait).toBeLessThan(timeout.toSeconds() - 10);
    expect(concurrency).toBeGreaterThanOrEqual(2);
  },
);

test.each([
  [20, 3],
  [85, 10],
  [100, 11],
  [1000, 50],
])("%d parts per second are used up by %d consumers whose batches take a second in addition to waits", (rate, c) => {
  expect(smsTimings({ smsPartsPerSecond: rate, smsTextsPerSecond: 1000, smsConcurrency: "auto" }).concurrency).toBe(c);
});

test("a low rate of texts has the same effect as long texts", () => {
  const timings = (smsTextsPerSecond: number) =>
    smsTimings({ smsPartsPerSecond: 100, smsTextsPerSecond, smsConcurrency: "auto" });
  expect(timings(20).concurrency).toBe(3);
  expect(timings(1)).toMatchObject({ concurrency: 2, batchSize: 10 });
  expect(() => smsTimings({ smsPartsPerSecond: 100, smsTextsPerSecond: 1, smsConcurrency: 5 })).toThrow("at most 4.");
});

test.each([
  [1, 4],
  [2, 8],
  [3, 10],
  [20, 10],
])("at %d parts per second a batch has %d messages", (smsPartsPerSecond, batchSize) => {
  expect(smsTimings({ smsPartsPerSecond, smsTextsPerSecond: 1000, smsConcurrency: "auto" }).batchSize).toBe(batchSize);
});

test.each([
  ["SMS", smsTimings({ smsPartsPerSecond: 20, smsTextsPerSecond: 1000, smsConcurrency: "auto" })],
  ["email", emailTimings()],
] as const)(
  "the %s consumer's claim outlasts its function, and its message is visible again after both",
  (_, timings) => {
    const { timeout, lease, visibility } = timings;
    expect(lease.toSeconds()).toBeGreaterThan(timeout.toSeconds());
    expect(visibility.toSeconds()).toBeGreaterThan(lease.toSeconds());
    expect(visibility.toSeconds()).toBeGreaterThanOrEqual(6 * timeout.toSeconds());
  },
);

test("more consumers can be set explicitly", () => {
  expect(smsTimings({ smsPartsPerSecond: 100, smsTextsPerSecond: 1000, smsConcurrency: 20 }).concurrency).toBe(20);
});

test("more consumers than the rate allows are refused, with the maximum", () => {
  const tooMany = () => smsTimings({ smsPartsPerSecond: 1, smsTextsPerSecond: 1000, smsConcurrency: 3 });
  expect(tooMany).toThrow(SettingsError);
  expect(tooMany).toThrow(
    "Settings smsConcurrency=3, smsPartsPerSecond=1 and smsTextsPerSecond=1000 conflict: with 3 concurrent batches " +
      "of 4 texts, a batch may wait 72 s for the rate, and has 48 s. At this rate smsConcurrency takes auto, or at most 2.",
  );
});

test.each([1, 2, 3, 5, 20])(
  "at %d parts per second the maximum in the error is accepted, and one more is not",
  (rate) => {
    const refusal = (smsConcurrency: number) => {
      try {
        smsTimings({ smsPartsPerSecond: rate, smsTextsPerSecond: 1000, smsConcurrency });
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    const max = Number(/at most (\d+)/.exec(refusal(1000) ?? "")?.[1]);
    expect(refusal(max)).toBeUndefined();
    expect(refusal(max + 1)).toBeDefined();
  },
);

test("a refused combination stops synth", () => {
  expect(() => new SynthesizedStack({ smsPartsPerSecond: 1, smsConcurrency: 50 })).toThrow(SettingsError);
});

test("the lowest rate that the settings accept works", () => {
  const lowest = Number(/from (\d+)/.exec(SETTINGS.smsPartsPerSecond.takes)?.[1]);
  expect(() =>
    smsTimings({ smsPartsPerSecond: lowest, smsTextsPerSecond: 1000, smsConcurrency: "auto" }),
  ).not.toThrow();
});

test("no consumer reserves so far ahead that the reservation looks like a wrong clock, even at the lowest rate", () => {
  const { timeout } = smsTimings({ smsPartsPerSecond: 1, smsTextsPerSecond: 1, smsConcurrency: "auto" });
  // The last text starts within the function's time, and its reservation follows.
  expect((timeout.toSeconds() + MAX_SMS_PARTS) * 1_000).toBeLessThan(SMS_RATE_LIMIT.furthestAhead);
});

test("the derived timings are deployed", () => {
  const stack = new SynthesizedStack(OTHERS);
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
    texts: Environment.Variables.SMS_TEXTS_PER_SECOND,
    consumers: Environment.Variables.SMS_CONSUMERS,
    visibility: VisibilityTimeout,
  }).toEqual({ timeout: 60, concurrency: 10, lease: "90", rate: "90", texts: "50", consumers: "10", visibility: 360 });
});

test("items of the delivery log outlive a message with the longest wait in each queue", () => {
  const minDays = Number(/from (\d+)/.exec(SETTINGS.retentionDays.takes)?.[1]);
  const stack = new SynthesizedStack();
  const waits = ["healthcare-appointments-dev", "healthcare-email-fallback-dev", "healthcare-appointments-dlq-dev"].map(
    (name) => stack.named("AWS::SQS::Queue", name).MessageRetentionPeriod / 86_400,
  );
  expect(minDays).toBeGreaterThan(waits.reduce((sum, days) => sum + days, 0));
});
