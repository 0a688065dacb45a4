/** What each alarm measures, and when it goes off. */
import { resourceNames } from "../../../../contracts/resource-names";
import { SynthesizedStack } from "../synthesized-stack";
import { evaluate, expressionOf, metricsOfAlarm, type WatchedMetric } from "./watched-metrics";

const HOUR = 3600;
const NAMES = resourceNames("dev");
const stack = new SynthesizedStack();
const alarm = (name: string) => stack.named("AWS::CloudWatch::Alarm", name);
const metricsOf = (name: string) => metricsOfAlarm(alarm(name), stack);
/** The period of an alarm, in seconds. */
const periodOf = (name: string) => Object.values(metricsOf(name))[0]?.period ?? Number.NaN;

test.each([
  [NAMES.deliveryFailureAlarm, ">", 5, HOUR, 1, "notBreaching"],
  [NAMES.fallbackRateAlarm, ">", 30, HOUR, 1, "notBreaching"],
  [NAMES.messagesRetriedAlarm, ">", 10, 900, 1, "notBreaching"],
  [NAMES.carrierThrottleAlarm, ">", 0, 1200, 3, "notBreaching"],
  [NAMES.carrierConfigurationAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.sendingStoppedAlarm, ">", 0, 60, 1, "ignore"],
  [NAMES.rejectedAlarm, ">", 0, HOUR, 1, "notBreaching"],
  [NAMES.processorErrorAlarm, ">", 5, 300, 1, "notBreaching"],
  [NAMES.emailErrorAlarm, ">", 5, 300, 1, "notBreaching"],
  [NAMES.bookingsErrorAlarm, ">", 5, 300, 1, "notBreaching"],
  [NAMES.receiptsErrorAlarm, ">", 5, 300, 1, "notBreaching"],
  [NAMES.undeliveredRateAlarm, ">", 20, 24 * HOUR, 1, "notBreaching"],
  [NAMES.receiptConfigurationAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.repliesErrorAlarm, ">", 5, 300, 1, "notBreaching"],
  [NAMES.waitingRepliesAlarm, ">", 1440, 900, 1, "ignore"],
  [NAMES.optOutRateAlarm, ">", 3, 24 * HOUR, 1, "notBreaching"],
  [NAMES.functionThrottleAlarm, ">", 5, 300, 1, "notBreaching"],
  [NAMES.dailyRunErrorAlarm, ">", 0, HOUR, 1, "notBreaching"],
  [NAMES.dailyRunMissingAlarm, "<", 1, HOUR, 26, "breaching"],
  [NAMES.dailyRunEmptyAlarm, "<", 1, HOUR, 26, "breaching"],
  [NAMES.sweepMissingAlarm, "<", 1, 900, 4, "breaching"],
  [NAMES.digestMissingAlarm, "<", 1, HOUR, 26, "breaching"],
  [NAMES.deadLetterAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.bookingsDeadLetterAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.receiptsDeadLetterAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.repliesDeadLetterAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.receiptCollectorAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.dailyRunDeadLetterAlarm, ">", 0, 300, 1, "notBreaching"],
  [NAMES.appointmentsAgeAlarm, ">", 3600, 300, 1, "notBreaching"],
  [NAMES.emailAgeAlarm, ">", 3600, 300, 1, "notBreaching"],
  [NAMES.bookingsAgeAlarm, ">", 3600, 300, 1, "notBreaching"],
  [NAMES.repliesAgeAlarm, ">", 3600, 300, 1, "notBreaching"],
  // A receipt without a match waits for 25 minutes.
  [NAMES.receiptsAgeAlarm, ">", 3600 + 1800, 300, 1, "notBreaching"],
  [NAMES.smsSpendAlarm, ">", 0.8, HOUR, 1, "ignore"],
])(
  "%s goes off at %s %d in a period of %d s, %d in a row; missing data: %s",
  (name, sign, threshold, period, periods, missing) => {
    const { ComparisonOperator, Threshold, EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = alarm(name);
    const comparison = { ">": "GreaterThanThreshold", "<": "LessThanThreshold" }[sign];
    expect([ComparisonOperator, Threshold, periodOf(name)]).toEqual([comparison, threshold, period]);
    expect([EvaluationPeriods, DatapointsToAlarm ?? periods, TreatMissingData]).toEqual([periods, periods, missing]);
  },
);

const sum = (name: string): Partial<WatchedMetric> => ({ name, statistic: "Sum" });
const maximum = (name: string): Partial<WatchedMetric> => ({ name, statistic: "Maximum" });
const ofQueue = (queue: string) => ({ dimensions: { QueueName: `${queue}.QueueName` } });
const ofFunction = (FunctionName: string) => ({ dimensions: { FunctionName } });
const outstanding = (queue: string) => ({
  messagesVisible: { ...maximum("ApproximateNumberOfMessagesVisible"), ...ofQueue(queue) },
  messagesInFlight: { ...maximum("ApproximateNumberOfMessagesNotVisible"), ...ofQueue(queue) },
});

test.each<[string, Record<string, Partial<WatchedMetric>>]>([
  [
    NAMES.deliveryFailureAlarm,
    { sms: sum("SuccessfulNotifications"), email: sum("FallbackNotifications"), failed: sum("FailedNotifications") },
  ],
  [NAMES.fallbackRateAlarm, { sms: sum("SuccessfulNotifications"), email: sum("FallbackNotifications") }],
  [NAMES.messagesRetriedAlarm, { only: sum("RetriedMessages") }],
  [NAMES.carrierThrottleAlarm, { only: sum("PostponedNotifications") }],
  [NAMES.carrierConfigurationAlarm, { only: sum("BlockedNotifications") }],
  [NAMES.sendingStoppedAlarm, { m1: maximum("SendingStopped") }],
  [NAMES.rejectedAlarm, { only: sum("RejectedMessages") }],
  [NAMES.processorErrorAlarm, { only: { ...sum("Errors"), ...ofFunction(NAMES.smsConsumer) } }],
  [NAMES.emailErrorAlarm, { only: { ...sum("Errors"), ...ofFunction(NAMES.emailConsumer) } }],
  [NAMES.bookingsErrorAlarm, { only: { ...sum("Errors"), ...ofFunction(NAMES.bookingsConsumer) } }],
  [NAMES.receiptsErrorAlarm, { only: { ...sum("Errors"), ...ofFunction(NAMES.receiptsConsumer) } }],
  [NAMES.repliesErrorAlarm, { only: { ...sum("Errors"), ...ofFunction(NAMES.repliesConsumer) } }],
  [NAMES.waitingRepliesAlarm, { only: maximum("WaitingReplyMinutes") }],
  [NAMES.optOutRateAlarm, { optOuts: sum("OptOuts"), accepted: sum("SuccessfulNotifications") }],
  [NAMES.undeliveredRateAlarm, { undelivered: sum("UndeliveredTexts"), accepted: sum("SuccessfulNotifications") }],
  [NAMES.receiptConfigurationAlarm, { only: sum("MisconfiguredReceipts") }],
  [NAMES.dailyRunErrorAlarm, { only: { ...sum("Errors"), ...ofFunction(NAMES.producer) } }],
  [
    NAMES.functionThrottleAlarm,
    {
      producer: { ...sum("Throttles"), ...ofFunction(NAMES.producer) },
      sms: { ...sum("Throttles"), ...ofFunction(NAMES.smsConsumer) },
      email: { ...sum("Throttles"), ...ofFunction(NAMES.emailConsumer) },
      bookings: { ...sum("Throttles"), ...ofFunction(NAMES.bookingsConsumer) },
      receipts: { ...sum("Throttles"), ...ofFunction(NAMES.receiptsConsumer) },
      replies: { ...sum("Throttles"), ...ofFunction(NAMES.repliesConsumer) },
      collector: { ...sum("Throttles"), ...ofFunction(NAMES.receiptCollector) },
      digest: { ...sum("Throttles"), ...ofFunction(NAMES.digest) },
    },
  ],
  [NAMES.dailyRunMissingAlarm, { counted: sum("DailyRuns") }],
  [NAMES.dailyRunEmptyAlarm, { counted: sum("QueuedReminders") }],
  [NAMES.sweepMissingAlarm, { only: sum("SweepRuns") }],
  [NAMES.digestMissingAlarm, { counted: sum("DigestRuns") }],
  [NAMES.deadLetterAlarm, outstanding(NAMES.deadLetterQueue)],
  [NAMES.bookingsDeadLetterAlarm, outstanding(NAMES.bookingsDeadLetterQueue)],
  [NAMES.receiptsDeadLetterAlarm, outstanding(NAMES.receiptsDeadLetterQueue)],
  [NAMES.repliesDeadLetterAlarm, outstanding(NAMES.repliesDeadLetterQueue)],
  [NAMES.receiptCollectorAlarm, outstanding(NAMES.receiptCollectorDeadLetterQueue)],
  [NAMES.dailyRunDeadLetterAlarm, outstanding(NAMES.dailyRunDeadLetterQueue)],
  [
    NAMES.appointmentsAgeAlarm,
    { only: { ...maximum("ApproximateAgeOfOldestMessage"), ...ofQueue(NAMES.appointmentsQueue) } },
  ],
  [NAMES.emailAgeAlarm, { only: { ...maximum("ApproximateAgeOfOldestMessage"), ...ofQueue(NAMES.emailQueue) } }],
  [NAMES.bookingsAgeAlarm, { only: { ...maximum("ApproximateAgeOfOldestMessage"), ...ofQueue(NAMES.bookingsQueue) } }],
  [NAMES.receiptsAgeAlarm, { only: { ...maximum("ApproximateAgeOfOldestMessage"), ...ofQueue(NAMES.receiptsQueue) } }],
  [NAMES.repliesAgeAlarm, { only: { ...maximum("ApproximateAgeOfOldestMessage"), ...ofQueue(NAMES.repliesQueue) } }],
  [NAMES.smsSpendAlarm, { m1: { ...maximum("SMSMonthToDateSpentUSD"), dimensions: {} } }],
])("%s measures what its name says", (name, metrics) => {
  expect(metricsOf(name)).toMatchObject(metrics);
});

describe("Rates in percent", () => {
  const percent = (name: string, data: Record<string, number>) => evaluate(expressionOf(alarm(name)) ?? "", data);

  test.each([
    ["no failure", { sms: 100 }, 0],
    ["a twentieth failed", { sms: 90, email: 5, failed: 5 }, 5],
    ["an email is no failure", { sms: 10, email: 90 }, 0],
    ["nothing but failures", { failed: 40 }, 100],
    ["too few to tell", { sms: 9, email: 5, failed: 5 }, 0],
    ["just enough to tell", { sms: 10, email: 5, failed: 5 }, 25],
    ["nothing at all", {}, 0],
  ])("the failure rate: %s", (_case, data, expected) => {
    expect(percent(NAMES.deliveryFailureAlarm, data)).toBe(expected);
  });

  test.each([
    ["texts alone", { sms: 100, email: 0 }, 0],
    ["nearly a third", { sms: 70, email: 30 }, 30],
    ["emails alone", { email: 20 }, 100],
    ["too few to tell", { sms: 0, email: 19 }, 0],
    ["nothing at all", {}, 0],
  ])("the fallback rate: %s", (_case, data, expected) => {
    expect(percent(NAMES.fallbackRateAlarm, data)).toBe(expected);
  });
});

describe("The share of undelivered texts", () => {
  test.each([
    ["all delivered", { accepted: 100 }, 0],
    ["a fifth undelivered", { accepted: 100, undelivered: 20 }, 20],
    ["receipts of the day before", { accepted: 20, undelivered: 30 }, 150],
    ["too few to tell", { accepted: 19, undelivered: 19 }, 0],
    ["receipts alone", { undelivered: 30 }, 0],
    ["nothing at all", {}, 0],
  ])("%s", (_case, data, expected) => {
    expect(evaluate(expressionOf(alarm(NAMES.undeliveredRateAlarm)) ?? "", data)).toBe(expected);
  });
});

describe("The share of opt-outs", () => {
  test.each([
    ["as many as on any day", { accepted: 100, optOuts: 4 }, 0],
    ["a burst", { accepted: 100, optOuts: 5 }, 5],
    ["few among many texts", { accepted: 1_000, optOuts: 5 }, 0.5],
    ["answers to the texts of the day before", { optOuts: 5 }, 100],
    ["nothing at all", {}, 0],
  ])("%s", (_case, data, expected) => {
    expect(evaluate(expressionOf(alarm(NAMES.optOutRateAlarm)) ?? "", data)).toBe(expected);
  });
});

test.each([NAMES.deliveryFailureAlarm, NAMES.fallbackRateAlarm, NAMES.undeliveredRateAlarm])(
  "the description of %s has the minimum number of reminders",
  (name) => {
    const [, min] = />= (\d+)/.exec(expressionOf(alarm(name)) ?? "") ?? [];
    expect(alarm(name).AlarmDescription).toContain(`of at least ${min},`);
  },
);

test("a batch that fails raises the alarm with its second attempt, a single message never does", () => {
  const { Threshold } = alarm(NAMES.messagesRetriedAlarm);
  const mappings = stack.ofType("AWS::Lambda::EventSourceMapping").map(({ Properties }) => Properties);
  expect(mappings).toHaveLength(5);
  for (const { BatchSize, EventSourceArn } of mappings) {
    const queue = stack.named("AWS::SQS::Queue", stack.read(EventSourceArn).replace(/\.Arn$/, ""));
    const tries = Math.ceil(periodOf(NAMES.messagesRetriedAlarm) / queue.VisibilityTimeout);
    expect([tries >= 2, BatchSize * 2 > Threshold, tries > Threshold]).toEqual([true, true, false]);
  }
});

test.each([
  ["one function was throttled, the others were not called", { sms: 6 }, 6],
  ["all were throttled", { producer: 1, sms: 2, email: 3, bookings: 4, receipts: 5, replies: 6, collector: 7 }, 28],
  ["none was called", {}, undefined],
])("throttles: %s", (_case, data, expected) => {
  expect(evaluate(expressionOf(alarm(NAMES.functionThrottleAlarm)) ?? "", data)).toBe(expected);
});

test.each([
  NAMES.deadLetterAlarm,
  NAMES.bookingsDeadLetterAlarm,
  NAMES.receiptsDeadLetterAlarm,
  NAMES.repliesDeadLetterAlarm,
  NAMES.receiptCollectorAlarm,
  NAMES.dailyRunDeadLetterAlarm,
])("%s also counts a message while somebody reads it", (name) => {
  const expression = expressionOf(alarm(name)) ?? "";
  expect(evaluate(expression, { messagesVisible: 0, messagesInFlight: 1 })).toBe(1);
  expect(evaluate(expression, { messagesVisible: 1, messagesInFlight: 0 })).toBe(1);
  expect(evaluate(expression, { messagesVisible: 0, messagesInFlight: 0 })).toBe(0);
});
