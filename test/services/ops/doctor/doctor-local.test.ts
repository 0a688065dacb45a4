/** The doctor over HTTP: the whole template on emulators. */
import { join } from "node:path";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { ENV } from "../../../../contracts/environment";
import type { Verdict } from "../../../../services/ops/doctor/facts/check";
import { changedApp, named } from "../../../support/data/changed-assembly";
import { profilesIn } from "../../../support/data/deployed";
import { NAMES } from "../../../support/data/doctor-facts";
import { awsEnvironment } from "../../../support/environment";
import { ops } from "../../../support/ops";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../../support/servers/local-cloud";

const ROOT = join(__dirname, "../../../..");

interface Document {
  readonly checks: readonly { readonly title: string; readonly verdict: Verdict; readonly seen: string }[];
}

let cloud: LocalCloudProcess;
beforeAll(async () => {
  cloud = await startLocalCloudProcess();
});
beforeEach(() => awsEnvironment(cloud.endpoint));
afterAll(() => cloud.stop());

async function examine() {
  const { status, out } = await ops(["doctor", "--json"]);
  const { checks } = JSON.parse(out) as Document;
  const titles = (verdict: Verdict) => checks.filter((one) => one.verdict === verdict).map(({ title }) => title);
  const seen = (title: string) => checks.find((one) => one.title === title)?.seen;
  return { status, checks, titles, seen };
}

test("nothing that the template creates fails; what the local run does not emulate is named", async () => {
  const { status, titles, checks, seen } = await examine();
  expect([status, titles("fail"), titles("warn")]).toEqual([
    0,
    [],
    ["Last daily run", "Last sweep", "Alarm subscribers"],
  ]);
  expect(seen("Log of failed texts")).toBe(`passed to ${NAMES.receiptCollector}`);
  expect(seen("Events of emails")).toBe(`published to ${NAMES.receiptsTopic}`);
  const unknown = checks.filter(({ verdict }) => verdict === "unknown");
  expect(
    unknown.filter(
      ({ seen }) =>
        !/^not checked: (?:the local run has no|SES returned no|the local run does not|the local run protects no)/.test(
          seen,
        ),
    ),
  ).toEqual([]);
  expect(titles("unknown")).toEqual([
    "SMS sandbox",
    "Spend limit",
    "Spent this month",
    "SMS delivery logs",
    "Origination identities",
    "Identity policies",
    "Opt-out list policy",
    "SES sandbox",
    "SES sending",
    "SES quota",
    "DKIM",
    "Delivered texts logged",
    "Numbers for answers",
    "Opt-outs",
    "Opt-out list",
    "Numbers' opt-out list",
    "Next daily run",
    "Tables: protection",
    "Alarms now",
  ]);
});

test("a completed daily run is found", async () => {
  await cloud.fireSchedule();
  const { titles, seen } = await examine();
  expect(titles("ok")).toContain("Last daily run");
  expect(seen("Last daily run")).toMatch(/ago$/);
});

test("a message in a dead-letter queue is a warning, for which it does not fail", async () => {
  const QueueUrl = cloud.queueUrl(NAMES.deadLetterQueue);
  await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  const { status, out } = await ops(["doctor"]);
  expect(status).toBe(0);
  expect(out).toMatch(
    /warn {2}Dead-letter queue +1 message \(1 visible\), .+\n +-> npm run ops -- dlq list --environment/,
  );
});

test("a stopped schedule or function fails, with exit status 1", async () => {
  const stopped = await startLocalCloudProcess({
    assembly: await changedApp((template) => {
      named(template, "AWS::Lambda::Function", "FunctionName", NAMES.smsConsumer).ReservedConcurrentExecutions = 0;
      named(template, "AWS::Scheduler::Schedule", "Name", NAMES.schedule).State = "DISABLED";
    }),
  });
  try {
    awsEnvironment(stopped.endpoint);
    const { status, out } = await ops(["doctor"]);
    expect(status).toBe(1);
    expect(out).toMatch(/FAIL {2}Schedule +disabled \(daily at 09:00 in America\/New_York\): nobody is reminded/);
    expect(out).toMatch(/FAIL {2}SMS consumer: concurrency +0: Lambda throttles every invocation/);
    expect(out).toMatch(/\ndev cannot remind every patient\. .+ 2 failed/);
  } finally {
    await stopped.stop();
  }
});

test("clinic profiles are taken, and the senders of their texts are named as not emulated", async () => {
  const path = join(ROOT, "examples/clinics.json");
  const network = await startLocalCloudProcess({
    assembly: await changedApp((template) => {
      const { Environment } = named(template, "AWS::Lambda::Function", "FunctionName", NAMES.producer);
      const { Variables } = Environment as { Variables: Record<string, string> };
      Variables[ENV.clinics] = profilesIn(path, Variables).digest;
    }),
  });
  try {
    awsEnvironment(network.endpoint);
    const { status, out } = await ops(["doctor", "--clinics", path]);
    expect(status).toBe(0);
    expect(out).toMatch(/\? {5}Clinics' senders +not checked: the local run has no sms-voice DescribePhoneNumbers\n/);
  } finally {
    await network.stop();
  }
});

test("with End User Messaging, its events are found where the template publishes them", async () => {
  const other = await startLocalCloudProcess({ settings: { commandLine: { smsCarrier: "end-user-messaging" } } });
  try {
    awsEnvironment(other.endpoint);
    const { status, seen, titles } = await examine();
    expect([status, titles("fail")]).toEqual([0, []]);
    expect(seen("Receipts of texts")).toBe("on: End User Messaging reports each text");
    expect(seen("Events of texts")).toBe(`published to ${NAMES.receiptsTopic}`);
  } finally {
    await other.stop();
  }
});

test("an environment that the local run does not have is not there", async () => {
  const { status, err } = await ops(["doctor", "--environment", "prod"]);
  expect(status).toBe(3);
  expect(err).toContain('Environment "prod" does not exist');
});
