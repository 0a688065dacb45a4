import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { AppointmentReminders, type AppointmentRemindersProps } from "../../../../infra/stack/appointment-reminders";
import { emptyApp } from "../build-stack";
import { permissionsOfFunction } from "../constructs/permissions";
import { SynthesizedStack } from "../synthesized-stack";

const ON_CALL = "arn:aws:sns:us-east-1:210987654321:on-call";
const stack = new SynthesizedStack({ alarmTopicArns: [ON_CALL] });

test("a topic of the platform gets the start and the end of every alarm, besides the stack's own", () => {
  const alarms = stack.ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
  expect(alarms.length).toBeGreaterThan(30);
  for (const { AlarmActions, OKActions } of alarms) {
    const [own, other] = [{ Ref: expect.stringMatching(/^AlarmsTopic/) }, ON_CALL];
    expect(AlarmActions).toEqual([own, other]);
    expect(OKActions).toEqual([own, other]);
  }
});

test("it gets no digest, and no function may publish to it", () => {
  const functions = stack.ofType("AWS::Lambda::Function").map(({ Properties }) => Properties.FunctionName);
  expect(functions.flatMap((name) => permissionsOfFunction(stack, name)).join("\n")).not.toContain(ON_CALL);
  expect(JSON.stringify(stack.named("AWS::Lambda::Function", "daily-digest-dev"))).not.toContain(ON_CALL);
});

test("another app gives its topics as objects, four in all", () => {
  const app = emptyApp();
  const build = (id: string, props: (stack: Stack) => AppointmentRemindersProps) => {
    const theirs = new Stack(app, id);
    new AppointmentReminders(theirs, "Reminders", props(theirs));
    return theirs;
  };
  const theirs = build("Theirs", (of) => ({ alarmTopics: [new Topic(of, "OnCall")], alarmTopicArns: [ON_CALL] }));
  const [alarm] = Object.values(Template.fromStack(theirs).findResources("AWS::CloudWatch::Alarm"));
  expect(alarm?.Properties.AlarmActions).toEqual([
    { Ref: expect.stringMatching(/^RemindersAlarmsTopic/) },
    { Ref: expect.stringMatching(/^OnCall/) },
    ON_CALL,
  ]);
  const tooMany = (of: Stack) => ({
    alarmTopics: [1, 2, 3, 4].map((n) => new Topic(of, `T${n}`)),
    alarmTopicArns: [ON_CALL],
  });
  expect(() => build("TooMany", tooMany)).toThrow("at most 4 together");
});
