/** The examples of senders and of a subscriber, as a user runs them: with the packed package, against the local run. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { eventExamples } from "../../support/data/published-events";
import { eventually } from "../../support/eventually";
import { compile, userFolder } from "../../support/packed-package";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";
import { NAMES } from "../../support/worlds/pipeline-run";

const EXAMPLES = join(import.meta.dirname, "../../../examples");
const INSTALLED = ["@aws-sdk/client-sqs", "tsx", "@types/node"];

let cloud: LocalCloudProcess;
beforeAll(async () => {
  cloud = await startLocalCloudProcess();
});
afterAll(() => cloud.stop());

/** Copies an example to a folder of its own, in which its packages are installed. */
async function installed(example: string): Promise<string> {
  const folder = await userFolder({}, INSTALLED);
  await cp(join(EXAMPLES, example), folder, { recursive: true });
  return folder;
}

/** Runs a program of an example. */
function run(folder: string, command: readonly string[], variables: Readonly<Record<string, string>>) {
  const [program = "", ...args] = command;
  const { endpoint: AWS_ENDPOINT_URL, region, credentials } = cloud.clientConfig;
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    PYTHONDONTWRITEBYTECODE: "1",
    ...variables,
  };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
  return { status, out: stdout, err: stderr };
}

const TSX = [process.execPath, "--import", "tsx"];

async function stored(appointmentId: string, patientId: string) {
  const Key = { appointmentId, patientId };
  return eventually(`${appointmentId} is stored`, async () => {
    const { Item } = await cloud.dynamodb.send(new GetCommand({ TableName: NAMES.appointmentsTable, Key }));
    return Item;
  });
}

/** Patients of each sender have numbers of their own: the same visits would be repetitions. */
async function visitsFrom(folder: string, firstPatient: number): Promise<void> {
  const visits = JSON.parse(readFileSync(join(folder, "visits.json"), "utf8")) as Record<string, unknown>[];
  const renumbered = visits.map((visit, index) => ({ ...visit, patientNumber: firstPatient + index }));
  await writeFile(join(folder, "visits.json"), JSON.stringify(renumbered));
}

async function expectSent(
  { status, out, err }: { status: number | null; out: string; err: string },
  firstPatient: number,
): Promise<void> {
  expect(out).toMatch(/^visit-501: sent as [\w-]+\nvisit-502: sent as [\w-]+\n$/);
  expect(err).toMatch(/^visit-503: not sent: appointment\.appointmentTime /m);
  expect(err).not.toContain("2099-03-01 15:30");
  expect(status).toBe(1);
  expect(await stored("visit-501", String(firstPatient))).toMatchObject({
    appointmentTime: "2099-03-01T14:30:00-05:00",
    practitioner: "Dr. Maria Rivera",
    version: Date.parse("2026-11-24T09:15:02.113Z"),
    reminderDate: expect.any(String),
  });
  const cancelled = await stored("visit-502", String(firstPatient + 1));
  expect([cancelled.status, cancelled.reminderDate]).toEqual(["cancelled", undefined]);
}

describe("The sender in TypeScript", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await installed("sender-typescript");
  });

  test("sends the visits that keep the contract, and names the field of the other", async () => {
    await visitsFrom(folder, 1_000);
    const variables = { BOOKINGS_QUEUE_URL: cloud.queueUrl(NAMES.bookingsQueue) };
    await expectSent(run(folder, [...TSX, "send.ts", "visits.json"], variables), 1_000);
  });

  test("compiles, and does not with a field or a status that the contract does not have", async () => {
    expect(await compile(folder)).toBe("");
    const source = readFileSync(join(folder, "send.ts"), "utf8");
    for (const [right, wrong] of [
      ["phoneNumber: visit.mobile", "phone: visit.mobile"],
      ['"called-off": "cancelled"', '"called-off": "canceled"'],
    ] as const) {
      expect(source).toContain(right);
      await writeFile(join(folder, "send.ts"), source.replace(right, wrong));
      expect(await compile(folder)).toMatch(/send\.ts\(\d+,\d+\): error TS/);
    }
    await writeFile(join(folder, "send.ts"), source);
  });
});

function pythonHas(...packages: readonly string[]): boolean {
  try {
    execFileSync("python3", ["-c", packages.map((name) => `import ${name}`).join("\n")], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const python = pythonHas("boto3", "jsonschema");
const why = python ? "" : " (skipped: python3 has no boto3 or no jsonschema)";

(python ? test : test.skip)(
  `The sender in Python sends the visits that keep the contract, and names the field of the other${why}`,
  async () => {
    const folder = await installed("sender-python");
    await visitsFrom(folder, 2_000);
    const variables = {
      BOOKINGS_QUEUE_URL: cloud.queueUrl(NAMES.bookingsQueue),
      BOOKING_SCHEMA: "node_modules/appointment-reminder-pipeline/dist/schemas/booking-message.v1.schema.json",
    };
    await expectSent(run(folder, ["python3", "send.py", "visits.json"], variables), 2_000);
  },
);

describe("The subscriber", () => {
  let folder: string;
  let events: string;
  beforeAll(async () => {
    folder = await installed("subscriber");
    await cloud.sqs.send(new CreateQueueCommand({ QueueName: "calls-dlq" }));
    const deadLetterTargetArn = "arn:aws:sqs:us-east-1:000000000000:calls-dlq";
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
    await cloud.sqs.send(new CreateQueueCommand({ QueueName: "calls", Attributes: { RedrivePolicy } }));
    events = cloud.queueUrl("calls");
    await cloud.sns.send(
      new SubscribeCommand({
        TopicArn: `arn:aws:sns:us-east-1:000000000000:${NAMES.topic}`,
        Protocol: "sqs",
        Endpoint: "arn:aws:sqs:us-east-1:000000000000:calls",
        Attributes: { RawMessageDelivery: "true", FilterPolicy: '{"format": ["json"]}' },
      }),
    );
  });
  const listen = () => run(folder, [...TSX, "subscriber.ts", "calls.json", "--once"], { EVENTS_QUEUE_URL: events });
  const publish = (...list: readonly object[]) =>
    Promise.all(
      list.map((event) =>
        cloud.sqs.send(new SendMessageCommand({ QueueUrl: events, MessageBody: JSON.stringify(event) })),
      ),
    );

  test("compiles", async () => {
    expect(await compile(folder)).toBe("");
  });

  test("lists the patient of a reminder that nobody can get", async () => {
    const appointment = { patientId: "p-3000", appointmentId: "a-3000", appointmentTime: "2099-03-01T14:30:00-05:00" };
    const QueueUrl = cloud.queueUrl(NAMES.appointmentsQueue);
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(appointment) }));
    const { out, err, status } = await eventually("the event", async () => {
      const listened = listen();
      return listened.out.includes("NO_CONTACT") ? listened : undefined;
    });
    expect({ out, err: err.replace(/^\(node:[\s\S]*/, ""), status }).toEqual({
      out: "NO_CONTACT\ncall patient p-3000 about appointment a-3000: NO_CONTACT\n",
      err: "",
      status: 0,
    });
  });

  test("counts an event once, and the later one of a reminder, in whatever order they come", async () => {
    const [, delivered = {}] = eventExamples().find(([name]) => name === "sms-delivered") ?? [];
    const undelivered = { ...delivered, status: "UNDELIVERED", reason: "UNREACHABLE", transition: 2 };
    await publish(delivered);
    expect(listen().out).toMatch(/^SMS_DELIVERED\n/);
    await publish(undelivered);
    expect(listen().out).toMatch(/^UNDELIVERED: known, or older than what is known\n/);
    await publish({ ...undelivered, transition: 4 });
    expect(listen().out).toContain("about appointment appointment-77: UNDELIVERED, UNREACHABLE\n");
    await publish({ ...delivered, transition: 5 });
    expect(listen().out).not.toContain("appointment-77:");
  });

  test("leaves a message that is no event to the queue, which moves it to its DLQ", async () => {
    await publish({ schemaVersion: 1, status: "SMS_SENT" });
    const errors: string[] = [];
    const QueueUrl = cloud.queueUrl("calls-dlq");
    const [message] = await eventually("the message in the DLQ", async () => {
      errors.push(listen().err);
      return (await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages;
    });
    expect(errors.join("")).toMatch(/: no event: notificationId is required; /);
    expect(message?.Body).toBe('{"schemaVersion":1,"status":"SMS_SENT"}');
  });
});

test("every example has a README that says how to run it", () => {
  const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const without = folders.filter(
    ({ name }) => !/```sh\n/.test(readFileSync(join(EXAMPLES, name, "README.md"), "utf8")),
  );
  expect([folders.length > 3, without.map(({ name }) => name)]).toEqual([true, []]);
});
