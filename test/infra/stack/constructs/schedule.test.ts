import { DIGEST_SOURCE } from "../../../../contracts/digest/digest-event";
import { SCHEDULE_SOURCE, SWEEP_SOURCE } from "../../../../contracts/producer-event";
import { OTHERS } from "../other-settings";
import { SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack();
const schedule = stack.named("AWS::Scheduler::Schedule", "daily-notification-trigger-dev");

test("the daily run starts at nine in the clinic's time zone", () => {
  expect(schedule.ScheduleExpression).toBe("cron(0 9 * * ? *)");
  expect(schedule.ScheduleExpressionTimezone).toBe("America/New_York");
});

test("its time and time zone are settings", () => {
  const elsewhere = new SynthesizedStack(OTHERS);
  const { ScheduleExpression, ScheduleExpressionTimezone } = elsewhere.named(
    "AWS::Scheduler::Schedule",
    "daily-notification-trigger-dev",
  );
  expect([ScheduleExpression, ScheduleExpressionTimezone]).toEqual(["cron(5 17 * * ? *)", "Europe/Berlin"]);
});

test("it invokes the producer with the event of a daily run", () => {
  expect(stack.read(schedule.Target.Arn)).toBe("appointment-notification-producer-dev.Arn");
  expect(JSON.parse(schedule.Target.Input)).toEqual({ source: SCHEDULE_SOURCE });
});

test("it starts on time, without a flexible time window", () => {
  expect(schedule.FlexibleTimeWindow).toEqual({ Mode: "OFF" });
});

test("a run that could not be started, or failed after all retries, goes to its own queue", () => {
  const { DeadLetterConfig } = stack.named("AWS::Lambda::Function", "appointment-notification-producer-dev");
  expect(stack.read(schedule.Target.DeadLetterConfig.Arn)).toBe("daily-notification-dlq-dev.Arn");
  expect(stack.read(DeadLetterConfig.TargetArn)).toBe("daily-notification-dlq-dev.Arn");
});

test("Lambda retries a failed run, a failed digest and failed delivery logs twice, for at most four hours", () => {
  const configs = stack.ofType("AWS::Lambda::EventInvokeConfig").map(({ Properties }) => Properties);
  expect(configs.map(({ FunctionName }) => stack.read(FunctionName)).sort()).toEqual([
    "appointment-notification-producer-dev",
    "daily-digest-dev",
    "sms-receipt-collector-dev",
  ]);
  for (const config of configs) {
    expect(config).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 4 * 60 * 60 });
  }
});

test("the scheduler retries for four hours, not for a day", () => {
  expect(schedule.Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 4 * 60 * 60, MaximumRetryAttempts: 20 });
});

describe("The sweep", () => {
  const sweep = stack.named("AWS::Scheduler::Schedule", "reminder-sweep-dev");

  test("starts at the beginning of each quarter of an hour, whatever the settings", () => {
    const elsewhere = new SynthesizedStack(OTHERS);
    for (const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, State } of [
      sweep,
      elsewhere.named("AWS::Scheduler::Schedule", "reminder-sweep-dev"),
    ]) {
      expect([ScheduleExpression, ScheduleExpressionTimezone]).toEqual(["cron(0/15 * * * ? *)", "Etc/UTC"]);
      expect([FlexibleTimeWindow, State]).toEqual([{ Mode: "OFF" }, "ENABLED"]);
    }
  });

  test("invokes the producer with its own event", () => {
    expect(stack.read(sweep.Target.Arn)).toBe("appointment-notification-producer-dev.Arn");
    expect(JSON.parse(sweep.Target.Input)).toEqual({ source: SWEEP_SOURCE });
  });

  test("is not started late: the next one queues what it would have queued", () => {
    expect(sweep.Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 15 * 60, MaximumRetryAttempts: 10 });
    expect(stack.read(sweep.Target.DeadLetterConfig.Arn)).toBe("daily-notification-dlq-dev.Arn");
  });

  test("has a role of its own", () => {
    expect(sweep.Target.RoleArn).not.toEqual(schedule.Target.RoleArn);
  });
});

describe("The daily digest", () => {
  const digest = stack.named("AWS::Scheduler::Schedule", "daily-digest-dev");

  test("is made at seven in the clinic's time zone, unless settings say otherwise", () => {
    const elsewhere = new SynthesizedStack(OTHERS);
    const other = elsewhere.named("AWS::Scheduler::Schedule", "daily-digest-dev");
    expect(
      [digest, other].map(({ ScheduleExpression, ScheduleExpressionTimezone }) => [
        ScheduleExpression,
        ScheduleExpressionTimezone,
      ]),
    ).toEqual([
      ["cron(0 7 * * ? *)", "America/New_York"],
      ["cron(15 6 * * ? *)", "Europe/Berlin"],
    ]);
  });

  test("is not made if it is off, and nobody is alarmed because of that", () => {
    const off = new SynthesizedStack({ digestTime: "off" });
    const named = (type: string, name: string) => off.ofType(type).filter(({ Properties }) => Properties[name]);
    expect(named("AWS::Scheduler::Schedule", "Name").map(({ Properties }) => Properties.Name)).not.toContain(
      "daily-digest-dev",
    );
    expect(named("AWS::CloudWatch::Alarm", "AlarmName").map(({ Properties }) => Properties.AlarmName)).not.toContain(
      "daily-digest-missing-alarm-dev",
    );
  });

  test("invokes its own function, and goes to the queue of failed runs if it fails", () => {
    expect(stack.read(digest.Target.Arn)).toBe("daily-digest-dev.Arn");
    expect(JSON.parse(digest.Target.Input)).toEqual({ source: DIGEST_SOURCE });
    const { DeadLetterConfig } = stack.named("AWS::Lambda::Function", "daily-digest-dev");
    for (const target of [digest.Target.DeadLetterConfig.Arn, DeadLetterConfig.TargetArn])
      expect(stack.read(target)).toBe("daily-notification-dlq-dev.Arn");
    expect(digest.Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 4 * 60 * 60, MaximumRetryAttempts: 20 });
  });
});
