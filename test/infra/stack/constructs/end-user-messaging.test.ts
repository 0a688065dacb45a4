import { TEXT_OUTCOMES } from "../../../../infra/stack/constructs/carriers/end-user-messaging";
import { SynthesizedStack } from "../synthesized-stack";
import { permissionsOfFunction } from "./permissions";

const CONFIGURATION_SET = "AWS::SMSVOICE::ConfigurationSet";
const CONSUMER = "appointment-notification-processor-dev";
const bySns = new SynthesizedStack();
const byEndUserMessaging = new SynthesizedStack({ smsCarrier: "end-user-messaging" });
const environmentOf = (stack: SynthesizedStack) => stack.named("AWS::Lambda::Function", CONSUMER).Environment.Variables;

describe("With the carrier End User Messaging", () => {
  test("the texts have a configuration set of the environment", () => {
    expect(byEndUserMessaging.ofType(CONFIGURATION_SET).map(({ Properties }) => Properties)).toMatchObject([
      { ConfigurationSetName: "healthcare-appointment-texts-dev" },
    ]);
  });

  test("the SMS consumer knows its carrier and its configuration set, and is deployed after it", () => {
    const { SMS_CARRIER: carrier, SMS_CONFIGURATION_SET: set } = environmentOf(byEndUserMessaging);
    expect([carrier, set]).toEqual(["end-user-messaging", { Ref: expect.any(String) }]);
    expect(byEndUserMessaging.read(set)).toBe("healthcare-appointment-texts-dev");
  });

  test("the SMS consumer may send texts from what this account has, and neither text by SNS nor read opt-outs", () => {
    const permissions = permissionsOfFunction(byEndUserMessaging, CONSUMER);
    const other = permissionsOfFunction(bySns, CONSUMER).filter((line) =>
      /sms-voice:|OptedOut|anything but/.test(line),
    );
    expect(other).toHaveLength(4);
    expect(permissions).toEqual(
      [
        ...permissionsOfFunction(bySns, CONSUMER).filter((line) => !other.includes(line)),
        "Allow sms-voice:SendTextMessage on * if {StringEqualsIfExists: {aws:ResourceAccount: AWS::AccountId}}",
      ].sort(),
    );
  });

  test("the alarm on the spend limit watches what End User Messaging has spent", () => {
    const alarm = byEndUserMessaging.named("AWS::CloudWatch::Alarm", "sms-spend-alarm-dev");
    expect(alarm.Metrics).toMatchObject([
      { MetricStat: { Metric: { Namespace: "AWS/SMSVoice", MetricName: "TextMessageMonthlySpend" }, Stat: "Maximum" } },
    ]);
    expect(alarm.AlarmDescription).toMatch(/At the limit End User Messaging refuses texts/);
  });
});

describe("With the carrier SNS", () => {
  test("there is no configuration set of texts", () => {
    expect(bySns.ofType(CONFIGURATION_SET)).toEqual([]);
    expect(environmentOf(bySns)).toMatchObject({ SMS_CARRIER: "sns", SMS_CONFIGURATION_SET: "none" });
  });
});

describe("The configuration set", () => {
  const [set] = byEndUserMessaging.ofType(CONFIGURATION_SET);

  test("publishes what became of each text to the topic, and nothing before it", () => {
    expect(set?.Properties.EventDestinations).toEqual([
      {
        EventDestinationName: "outcomes",
        Enabled: true,
        MatchingEventTypes: TEXT_OUTCOMES,
        SnsDestination: { TopicArn: expect.anything() },
      },
    ]);
    expect(byEndUserMessaging.read(set?.Properties.EventDestinations[0].SnsDestination.TopicArn)).toBe(
      "healthcare-delivery-events-dev",
    );
    expect(TEXT_OUTCOMES.filter((type) => /ALL|SENT|QUEUED|PENDING/.test(type))).toEqual([]);
  });

  test("names events that the service has", async () => {
    const { EventType } = await import("@aws-sdk/client-pinpoint-sms-voice-v2");
    expect(Object.keys(EventType)).toEqual(expect.arrayContaining(TEXT_OUTCOMES));
    const missing = Object.keys(EventType).filter((type) => /^TEXT_/.test(type) && !TEXT_OUTCOMES.includes(type));
    expect(missing.sort()).toEqual(["TEXT_ALL", "TEXT_PENDING", "TEXT_QUEUED", "TEXT_SENT"]);
  });
});
