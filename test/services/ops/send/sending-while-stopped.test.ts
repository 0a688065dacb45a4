/** Commands that send say that the reminders wait if an operator has stopped their channel. */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { SENDING_STOPS, type StopTarget } from "../../../../contracts/tables/sending-stops";
import { deployed } from "../../../support/data/deployed";
import { appointment } from "../../../support/data/records";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { STOPS_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ALL_QUEUES, ServedQueues } from "../../../support/servers/served-queues";

const APPOINTMENTS = "healthcare-appointments-test";
const EMAIL = "healthcare-email-fallback-test";
const DLQ = "healthcare-appointments-dlq-test";
const STOP = { at: "2026-11-29T12:00:00.000Z", by: "arn:aws:iam::123456789012:user/ana", because: "wrong place" };

let dynamo: TestDynamo;
let aws: AwsServer;
let queues: ServedQueues;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  queues = new ServedQueues(aws, ...ALL_QUEUES);
  await stopped();
});

function stopped(...channels: StopTarget[]) {
  const Item = {
    [SENDING_STOPS.partitionKey]: SENDING_STOPS.item,
    ...Object.fromEntries(channels.map((one) => [one, STOP])),
  };
  return dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item }));
}

const run = (args: readonly string[], options?: OpsOptions) => ops([...args, "--environment", "test"], options);
let patients = 0;
const send = (...args: string[]) => {
  patients += 1;
  return run(["send", "--patient-id", `p-${patients}`, "--appointment-time", "2999-01-01T10:00", ...args]);
};
const BY_TEXT = ["--phone-number", "+12065550100"];
const BY_EMAIL = ["--email", "ana@example.com"];
const TEXTS_ARE_STOPPED =
  /^Texts have been stopped since Sun, Nov 29, 2026, 07:00:00 EST, .+ ago, by user\/ana: "wrong place"\.\nReminders wait until sending is started again\.\nTo start again: npm run ops -- start --channel sms --because TEXT --environment test\n$/;

test("send says that the reminder waits, and queues it", async () => {
  await stopped("SMS");
  const { status, err } = await send(...BY_TEXT);
  expect([status, err]).toEqual([0, expect.stringMatching(TEXTS_ARE_STOPPED)]);
  expect(queues.visibleIn(APPOINTMENTS)).toHaveLength(1);
});

test("send says nothing about a channel that the reminder does not use", async () => {
  await stopped("EMAIL");
  expect((await send(...BY_TEXT, ...BY_EMAIL)).err).toBe("");
  await stopped("SMS");
  expect((await send(...BY_EMAIL)).err).toBe("");
});

test("send says that the reminder waits for a stop of its own clinic, and says nothing about another clinic's", async () => {
  await stopped("SMS:default", "SMS:south");
  expect((await send(...BY_TEXT)).err).toMatch(
    /^Texts of clinic default have been stopped since .+\nReminders wait .+\nTo start again: npm run ops -- start --clinic default --channel sms --because TEXT --environment test\n$/,
  );
  await stopped("SMS:south");
  expect((await send(...BY_TEXT)).err).toBe("");
});

test("send --watch says beforehand that the reminder waits, and how to end the command", async () => {
  await stopped("EMAIL");
  const { err } = await send(...BY_EMAIL, "--watch-for", "1s");
  expect(err).toMatch(
    /^Emails have been stopped since .+\nReminders wait until .+ Press Ctrl-C to stop waiting for the outcome; nothing is lost\.\nTo start again: .+\n/,
  );
});

describe("dlq redrive", () => {
  const put = (source: string) => {
    patients += 1;
    queues.put(DLQ, JSON.stringify(appointment({ patientId: `p-${patients}` })), { SourceQueue: source });
  };
  const redrive = (args: readonly string[], options?: OpsOptions) => run(["dlq", "redrive", ...args], options);

  test("says before the confirmation that the reminders would wait", async () => {
    await stopped("SMS", "EMAIL");
    put("appointments");
    const { err } = await redrive([], { answer: "n" });
    expect(err).toMatch(
      /^Texts have been stopped .+\nReminders wait until .+\nTo start again: .+\nMove 1 message back\? /,
    );
    expect((await redrive(["--dry-run"])).err).toMatch(TEXTS_ARE_STOPPED);
  });

  test("with --yes says after the move that the reminders wait, before it follows them", async () => {
    await stopped("SMS", "EMAIL");
    put("email-fallback");
    const { out, err } = await redrive(["--yes", "--watch-for", "1s"]);
    expect(out).toContain(`moved to ${EMAIL}: 1\n`);
    expect(err).toMatch(/^Emails have been stopped since .+\nReminders wait until .+ Press Ctrl-C to stop waiting/);
    expect(err).not.toContain("Texts");
  });

  test("of an empty DLQ says nothing", async () => {
    await stopped("SMS", "EMAIL");
    expect((await redrive(["--yes"])).err).toBe("");
    expect(aws.of("GetItem")).toEqual([]);
  });
});

test("smoke says before the confirmation that the reminders would wait", async () => {
  await stopped("EMAIL");
  const { err } = await run(["smoke"], { answer: "n" });
  expect(err).toMatch(
    /^Emails have been stopped since .+\nReminders wait until .+\nTo start again: .+\nSend 1 email through test, /,
  );
});

test("without the permission to read the table, these commands say so, and go on", async () => {
  const refusal = "not authorized to perform: dynamodb:GetItem on resource: x";
  aws.on("GetItem", () => new AwsFailure("AccessDeniedException", 400, refusal));
  const { status, err } = await send(...BY_TEXT);
  const [stopped, history] = err.split("\n");
  expect([status, stopped]).toEqual([0, "Cannot check whether sending is stopped: AWS denied dynamodb:GetItem."]);
  expect(history).toMatch(/^The audit has this act, but 1 notification's history .+: AWS denied dynamodb:GetItem\.$/);
});

test("in an environment of an earlier version, without the table, these commands say nothing of it", async () => {
  aws.on("GetItem", () => new AwsFailure("ResourceNotFoundException", 400));
  const { status, err } = await send(...BY_TEXT);
  expect([status, err]).toEqual([0, expect.not.stringContaining("stopped")]);
});
