/** The effects of settings on alarms, and who is notified. */
import { SETTINGS } from "../../../../infra/stack/settings/settings";
import type { StackProps } from "../build-stack";
import { OTHERS } from "../other-settings";
import { type Properties, SynthesizedStack } from "../synthesized-stack";

const alarm = (name: string, stack: SynthesizedStack) => stack.named("AWS::CloudWatch::Alarm", name);
const TOPIC = "healthcare-appointment-alarms-dev";

test.each([
  ["notification-fallback-rate-alarm-dev", "fallbackAlarmPercent", 60, { Threshold: 60 }],
  ["undelivered-rate-alarm-dev", "undeliveredAlarmPercent", 40, { Threshold: 40 }],
  ["opt-out-rate-alarm-dev", "optOutAlarmPercent", 10, { Threshold: 10 }],
  ["replies-waiting-alarm-dev", "replyWaitingHours", 4, { Threshold: 240 }],
  ["replies-queue-age-alarm-dev", "oldestMessageMinutes", 5, { Threshold: 300 }],
  ["receipts-queue-age-alarm-dev", "oldestMessageMinutes", 5, { Threshold: 2100 }],
  ["appointments-queue-age-alarm-dev", "oldestMessageMinutes", 5, { Threshold: 300 }],
  ["email-fallback-queue-age-alarm-dev", "oldestMessageMinutes", 5, { Threshold: 300 }],
  ["sms-spend-alarm-dev", "smsMonthlySpendLimit", 500, { Threshold: 400 }],
  ["daily-run-queued-nothing-alarm-dev", "emptyRunDays", 2, { EvaluationPeriods: 50 }],
] as const)("%s follows %s: %j", (name, setting, value, expected) => {
  expect(OTHERS[setting]).toBe(value);
  expect(alarm(name, new SynthesizedStack(OTHERS))).toMatchObject(expected);
});

test("the maximum of emptyRunDays is within the seven days that an alarm can evaluate", () => {
  const takes = (days: number) => SETTINGS.emptyRunDays.parse(days) !== undefined;
  const max = Math.max(...Array.from({ length: 30 }, (_, day) => day).filter(takes));
  const stack = new SynthesizedStack({ emptyRunDays: max });
  expect(alarm("daily-run-queued-nothing-alarm-dev", stack).EvaluationPeriods).toBeLessThanOrEqual(7 * 24);
});

test("the links have the address of the runbook", () => {
  const stack = new SynthesizedStack(OTHERS);
  const texts = stack.ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties.AlarmDescription);
  expect(texts.filter((text) => !/ https:\/\/wiki\.clinic\.org\/reminders#[a-z-]+-alarm$/.test(text))).toEqual([]);
});

test("another environment's alarms link the same sections, with a prefix too", () => {
  const texts = (settings: StackProps) =>
    new SynthesizedStack(settings)
      .ofType("AWS::CloudWatch::Alarm")
      .map(({ Properties }) => Properties.AlarmDescription);
  expect(texts({ environment: "prod" })).toEqual(texts({}));
  expect(texts({ namePrefix: "acme" })).toEqual(texts({}));
});

test("the address in the settings gets the alarms", () => {
  const stack = new SynthesizedStack(OTHERS);
  const subscriptions = stack
    .ofType("AWS::SNS::Subscription")
    .map(({ Properties }) => Properties)
    .filter(({ Protocol }) => Protocol === "email");
  expect(subscriptions.map((each) => ({ ...each, TopicArn: stack.read(each.TopicArn) }))).toEqual([
    { Protocol: "email", Endpoint: "oncall@clinic.org", TopicArn: TOPIC },
  ]);
});

describe("The alarm topic", () => {
  const stack = new SynthesizedStack();

  test("has no subscription if the settings have no address", () => {
    const topics = stack.ofType("AWS::SNS::Subscription").map(({ Properties }) => stack.read(Properties.TopicArn));
    expect(topics).not.toContain(TOPIC);
  });

  test("is encrypted with the environment's key", () => {
    const { KmsMasterKeyId } = stack.named("AWS::SNS::Topic", TOPIC);
    const key = stack.resources[KmsMasterKeyId["Fn::GetAtt"][0]];
    expect(key?.Type).toBe("AWS::KMS::Key");
  });

  test("accepts messages from this account's alarms, and none without TLS", () => {
    const policies = stack.ofType("AWS::SNS::TopicPolicy").map(({ Properties }) => Properties);
    const policy = policies.find(({ Topics }) => stack.read(Topics[0]) === TOPIC);
    const statements: Properties[] = policy?.PolicyDocument.Statement;
    expect(statements.filter(({ Effect }) => Effect === "Allow")).toMatchObject([
      {
        Action: "sns:Publish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
    expect(statements.filter(({ Effect }) => Effect === "Deny")).toMatchObject([
      { Action: "sns:Publish", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });
});
