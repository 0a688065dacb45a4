import { SCHEDULE_SOURCE } from "../../../../contracts/producer-event";
import { SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack();
const schedule = stack.named("AWS::Scheduler::Schedule", "daily-notification-trigger-dev");

test("the daily run starts at nine on the clinic's clock", () => {
  expect(schedule.ScheduleExpression).toBe("cron(0 9 * * ? *)");
  expect(schedule.ScheduleExpressionTimezone).toBe("America/New_York");
});

test("it starts at another time of another zone where the settings say so", () => {
  const elsewhere = new SynthesizedStack({ schedule: "17:05", timeZone: "Europe/Berlin" });
  const { ScheduleExpression, ScheduleExpressionTimezone } = elsewhere.named(
    "AWS::Scheduler::Schedule",
    "daily-notification-trigger-dev",
  );
  expect([ScheduleExpression, ScheduleExpressionTimezone]).toEqual(["cron(5 17 * * ? *)", "Europe/Berlin"]);
});

test("it starts the producer with the event that the producer reads as the daily run", () => {
  expect(stack.read(schedule.Target.Arn)).toBe("appointment-notification-producer-dev.Arn");
  expect(JSON.parse(schedule.Target.Input)).toEqual({ source: SCHEDULE_SOURCE });
});

test("it starts on time, not somewhere within a window", () => {
  expect(schedule.FlexibleTimeWindow).toEqual({ Mode: "OFF" });
});

test("a run that could not be started, or failed for good, is kept in a queue of its own", () => {
  const { DeadLetterConfig } = stack.named("AWS::Lambda::Function", "appointment-notification-producer-dev");
  expect(stack.read(schedule.Target.DeadLetterConfig.Arn)).toBe("daily-notification-dlq-dev.Arn");
  expect(stack.read(DeadLetterConfig.TargetArn)).toBe("daily-notification-dlq-dev.Arn");
});

test("Lambda repeats a run that failed twice, and gives it up after four hours", () => {
  const [config, ...others] = stack.ofType("AWS::Lambda::EventInvokeConfig").map(({ Properties }) => Properties);
  expect(others).toEqual([]);
  expect(config).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 4 * 60 * 60 });
  expect(stack.read(config?.FunctionName)).toBe("appointment-notification-producer-dev");
});

test("it is tried again for four hours, not for a day", () => {
  expect(schedule.Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 4 * 60 * 60, MaximumRetryAttempts: 20 });
});
