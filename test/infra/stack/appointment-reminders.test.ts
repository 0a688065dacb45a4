/** The pipeline as a part of somebody else's app. */
import { type App, Stack, Stage } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { AppointmentReminders } from "../../../infra/stack/appointment-reminders";
import { SETTINGS } from "../../../infra/stack/settings/settings";
import { emptyApp } from "./build-stack";

/** A foreign stack without any of our context. */
function foreignStack(context: Record<string, unknown> = {}): Stack {
  return new Stack(emptyApp(context), "Platform");
}

/** The actions that a role may perform, with the services through which it may use the key. */
function allowedTo(template: Template, role: string): string[] {
  const policies = template.findResources("AWS::IAM::Policy", {
    Properties: { Roles: [{ Ref: Match.stringLikeRegexp(`^${role}`) }] },
  });
  return Object.values(policies).flatMap(({ Properties }) =>
    Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action),
  );
}

test("a foreign stack has the whole pipeline, whatever else its context has", () => {
  const stack = foreignStack({ "acme:costCentre": "42", schedule: "every day", timeZone: 5 });
  const { settings } = new AppointmentReminders(stack, "Reminders", { timeZone: "Europe/Paris" });
  expect(settings).toMatchObject({ timeZone: "Europe/Paris", schedule: SETTINGS.schedule.default });
  const template = Template.fromStack(stack);
  template.resourceCountIs("AWS::Lambda::Function", 8);
  template.hasResourceProperties("AWS::Scheduler::Schedule", { ScheduleExpressionTimezone: "Europe/Paris" });
});

test("a foreign stack keeps its own tags, description and outputs", () => {
  const stack = foreignStack();
  new AppointmentReminders(stack, "Reminders");
  const template = Template.fromStack(stack).toJSON();
  expect(template).not.toHaveProperty("Description");
  expect(template).not.toHaveProperty("Outputs");
  const tagged = Object.values<{ Properties: object }>(template.Resources).filter((of) => "Tags" in of.Properties);
  expect(tagged).toEqual([]);
});

test("the function of another custom resource, whose role may not set the account's SMS settings, is not taken for it", () => {
  const stack = foreignStack();
  new AwsCustomResource(stack, "Theirs", {
    onUpdate: { service: "STS", action: "GetCallerIdentity", physicalResourceId: PhysicalResourceId.of("caller") },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
    installLatestAwsSdk: false,
  });
  new AppointmentReminders(stack, "Reminders");
  const managed = { smsAccountSettings: "managed", smsMonthlySpendLimit: 5, environment: "prod" } as const;
  expect(() => new AppointmentReminders(stack, "Managed", managed)).toThrow(
    "a stack without another AwsCustomResource",
  );
});

test("tags that are given are those of every resource of the pipeline, and of no other", () => {
  const stack = foreignStack();
  new Role(stack, "Other", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  const managed = { smsAccountSettings: "managed", smsMonthlySpendLimit: 5 } as const;
  new AppointmentReminders(stack, "Reminders", { tags: { CostCentre: "42" }, ...managed });
  const template = Template.fromStack(stack);
  for (const type of ["AWS::SQS::Queue", "AWS::Lambda::Function", "AWS::DynamoDB::Table"])
    template.allResourcesProperties(type, { Tags: [{ Key: "CostCentre", Value: "42" }] });
  const roles = Object.entries(template.findResources("AWS::IAM::Role"));
  expect(roles.filter(([, { Properties }]) => !Properties.Tags).map(([id]) => id)).toEqual([
    expect.stringMatching(/^Other/),
  ]);
});

test("an invalid setting is named, with what it takes", () => {
  expect(() => new AppointmentReminders(foreignStack(), "Reminders", { schedule: "9" })).toThrow(
    'Setting schedule got "9"; it takes a time of day from 00:00 to 23:59.',
  );
});

describe("A role", () => {
  const stack = foreignStack();
  const reminders = new AppointmentReminders(stack, "Reminders");
  const role = (id: string) => new Role(stack, id, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  reminders.grantSend(role("Sender"));
  reminders.grantBook(role("Booker"));
  reminders.grantReadLog(role("Reader"));
  reminders.grantStartRun(role("Starter"));
  const template = Template.fromStack(stack);

  test.each([
    ["Sender", ["sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey"]],
    ["Booker", ["sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey"]],
    ["Reader", ["dynamodb:GetItem", "kms:Decrypt"]],
    ["Starter", ["lambda:InvokeFunction"]],
  ])("%s gets what its grant says, and nothing else", (id, actions) => {
    expect(allowedTo(template, id).sort()).toEqual([...actions].sort());
  });

  test("that sends appointments cannot report bookings, and the other way round", () => {
    const resources = (id: string) =>
      JSON.stringify(
        template.findResources("AWS::IAM::Policy", {
          Properties: { Roles: [{ Ref: Match.stringLikeRegexp(`^${id}`) }] },
        }),
      );
    const queue = (of: typeof reminders.bookingsQueue) => stack.getLogicalId(of.node.defaultChild as never);
    expect(resources("Sender")).toContain(queue(reminders.appointmentsQueue));
    expect(resources("Sender")).not.toContain(queue(reminders.bookingsQueue));
    expect(resources("Booker")).toContain(queue(reminders.bookingsQueue));
    expect(resources("Booker")).not.toContain(queue(reminders.appointmentsQueue));
  });
});

test("one app has several environments, in stages of their own", () => {
  const app = foreignStack().node.root as App;
  const templates = ["test", "prod"].map((environment) => {
    const stack = new Stack(new Stage(app, environment), "Platform");
    new AppointmentReminders(stack, "Reminders", { environment });
    return Template.fromStack(stack);
  });
  templates.forEach((template, at) => {
    template.hasResourceProperties("AWS::SQS::Queue", { QueueName: `healthcare-appointments-${["test", "prod"][at]}` });
  });
});
