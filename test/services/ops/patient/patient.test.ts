/** The commands about one patient's data. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { DeleteCommand, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../../../contracts/environment";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../../../services/adapters/system-clock";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed, SMS_SETTINGS } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { storeReply } from "../../../support/data/replies";
import { functionEnvironment } from "../../../support/environment";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { ACTS_TABLE, APPOINTMENTS, LOG_TABLE, REPLIES, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ALL_QUEUES, ServedQueues } from "../../../support/servers/served-queues";
import { TestFolder } from "../../../support/test-folder";

const ARN = "arn:aws:sts::123456789012:assumed-role/Privacy/ana";
const PHONE = "+12065550142";
/** What the fixture holds of the patient. */
const SECRETS = ["5550142", "pat@example.com", "Rivera", "wombat"];
const DLQS = {
  reminders: "healthcare-appointments-dlq-test",
  bookings: "healthcare-bookings-dlq-test",
  replies: "healthcare-replies-dlq-test",
};
const KEYS: Readonly<Record<string, readonly string[]>> = {
  [APPOINTMENTS]: ["appointmentId", "patientId"],
  [LOG_TABLE]: ["notificationId", "timestamp"],
  [REPLIES]: ["replyId"],
  [ACTS_TABLE]: ["day", "actId"],
};

let aws: AwsServer;
let dynamo: TestDynamo;
let queues: ServedQueues;
let folder: TestFolder;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on(SMS_SETTINGS, withShortLease);
  aws.on("GetCallerIdentity", () => ({ Arn: ARN }));
  queues = new ServedQueues(aws, ...ALL_QUEUES);
  for (const [table, keys] of Object.entries(KEYS)) {
    for (const item of await itemsOf(table)) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
      await dynamo.direct.send(new DeleteCommand({ TableName: table, Key }));
    }
  }
});
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

/** The second look follows after the lease. */
function withShortLease() {
  return { Environment: { Variables: { ...functionEnvironment(aws.endpoint), [ENV.leaseSeconds]: "0.2" } } };
}

async function itemsOf(table: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo.direct }, { TableName: table }))
    items.push(...Items);
  return items;
}

const patient = (command: string, args: readonly string[] = [], options: OpsOptions = {}) =>
  ops(["patient", command, ...args, "--environment", "test"], options);
const erase = (args: readonly string[] = [], options: OpsOptions = {}) =>
  patient("erase", ["patient-1", "--because", "request 12", "--yes", ...args], options);

const START = "2999-03-01T19:30:00Z";
const booked = (changes: object = {}) => ({
  ...appointment({ appointmentTime: START, phoneNumber: PHONE, email: "pat@example.com", doctorName: "Rivera" }),
  appointmentId: "appointment-1",
  version: 5,
  versionKind: "sender",
  ...changes,
});

function log() {
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  return dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, systemClock);
}

/** A patient who is booked, was reminded, answered, and of whom a message failed. */
async function storePatient() {
  await dynamo.putAppointments(booked(), {
    appointmentId: "#hold:n-2",
    patientId: "patient-1",
    reminderDate: "2999-02-28T14:00#1",
    appointmentTime: START,
    body: JSON.stringify(booked()),
  });
  const entry = logEntry({
    phoneDigest: "digest-of-the-phone",
    contact: { phoneNumber: PHONE, email: "pat@example.com" },
  });
  await log().apply("claimSms", entry);
  const fallbackMessage = JSON.stringify(booked());
  await log().apply("recordSmsSent", {
    ...entry,
    messageId: "sms-1",
    smsMessageId: "sms-1",
    channel: "SMS",
    smsParts: 1,
    fallbackMessage,
  });
  await storeReply(dynamo, { replyId: "answer-1", patientId: "patient-1", text: "wombat", phoneNumber: PHONE });
  await storeReply(dynamo, { replyId: "answer-of-nobody", text: "wombat", phoneNumber: PHONE });
  queues.put(DLQS.reminders, JSON.stringify(booked()), { DeadLetterReason: "EMAIL_REFUSED" });
  queues.put(DLQS.reminders, JSON.stringify({ patientId: "patient-1", phoneNumber: PHONE }));
  queues.put(DLQS.bookings, JSON.stringify({ schemaVersion: 1, status: "booked", appointment: booked() }));
}

/** Another patient, of whom nothing may change. */
async function storeAnother() {
  await dynamo.putAppointments({ ...booked(), patientId: "patient-2", doctorName: "Okafor" });
  await storeReply(dynamo, { replyId: "answer-2", patientId: "patient-2", phoneNumber: "+12065550143", text: "yes" });
  queues.put(DLQS.reminders, JSON.stringify({ ...booked(), patientId: "patient-2" }));
}

/** Everything that the tables and queues hold. */
async function everything(): Promise<string> {
  const tables = await Promise.all([APPOINTMENTS, LOG_TABLE, REPLIES].map(itemsOf));
  return JSON.stringify([tables, Object.values(DLQS).map((queue) => queues.bodiesIn(queue))]);
}
const leaksIn = (text: string) => SECRETS.filter((secret) => text.includes(secret));

describe("patient show", () => {
  test("lists what is known by ids, times and states, without names, contacts and words", async () => {
    await storePatient();
    const { status, out, err } = await patient("show", ["patient-1"]);
    expect([status, err, leaksIn(out)]).toEqual([0, "", []]);
    expect(out).toContain("1 appointment, 1 notification, 2 answers, 1 text waits for the send window\n");
    for (const id of ["appointment-1", logEntry().key.notificationId, "SMS_SENT", "answer-1"])
      expect(out).toContain(id);
    expect(leaksIn((await patient("show", ["patient-1", "--json"])).out)).toEqual([]);
  });

  test("reveals everything only with a reason, and records who saw it before it is shown", async () => {
    await storePatient();
    const unreasoned = await patient("show", ["patient-1", "--reveal"], { withoutReason: true });
    expect(unreasoned).toMatchObject({ status: 2, out: "" });
    const { status, out } = await patient("show", ["patient-1", "--reveal", "--because", "asks by phone"]);
    expect([status, leaksIn(out)]).toEqual([0, SECRETS]);
    expect(await itemsOf(ACTS_TABLE)).toMatchObject([
      { act: "reveal", patientId: "patient-1", because: "asks by phone", by: ARN },
      { how: "done" },
    ]);
  });

  test("shows nothing if it cannot be recorded who sees it", async () => {
    await storePatient();
    aws.on("GetCallerIdentity", () => new AwsFailure("AccessDenied", 403));
    const { status, out, err } = await patient("show", ["patient-1", "--reveal", "--because", "asks"]);
    expect([status, out, leaksIn(err)]).toEqual([3, "", []]);
    expect(err).toContain("This act cannot be recorded");
  });

  test("says of an unknown patient that nothing is known", async () => {
    const { status, err } = await patient("show", ["nobody"]);
    expect([status, err]).toEqual([1, expect.stringContaining("Nothing is known of patient nobody in test")]);
  });
});

describe("patient export", () => {
  const target = () => folder.at("record.json");
  const run = (...args: string[]) =>
    patient("export", ["patient-1", "--out", target(), "--because", "records request", ...args]);

  test("writes a file that only its owner may read, with each text where its message is kept", async () => {
    await storePatient();
    const { status, out } = await run();
    expect([status, leaksIn(out)]).toEqual([0, []]);
    expect(statSync(target()).mode & 0o777).toBe(0o600);
    const record = JSON.parse(readFileSync(target(), "utf8"));
    expect(record).toMatchObject({
      patientId: "patient-1",
      appointments: [{ appointmentId: "appointment-1", doctorName: "Rivera" }],
      notifications: [{ status: "SMS_SENT", text: { words: expect.stringContaining("Dr. Rivera") } }],
      answers: expect.arrayContaining([expect.objectContaining({ text: "wombat" })]),
      notIncluded: expect.any(Array),
    });
    expect(await itemsOf(ACTS_TABLE)).toMatchObject([
      { act: "patient-export" },
      { how: "done", counts: { answers: 2 } },
    ]);
  });

  test("says plainly where the words are not kept", async () => {
    await storePatient();
    const Key = { ...logEntry().key };
    await dynamo.direct.send(
      new UpdateCommand({ TableName: LOG_TABLE, Key, UpdateExpression: "REMOVE fallbackMessage" }),
    );
    await run();
    const { notifications } = JSON.parse(readFileSync(target(), "utf8"));
    expect(notifications[0].text).toEqual({ statement: expect.stringMatching(/^The words are not kept\./) });
  });

  test("overwrites no file", async () => {
    await storePatient();
    folder.write("record.json", "mine");
    expect(await run()).toMatchObject({ status: 2, err: expect.stringContaining("exists, and is not overwritten") });
    expect(readFileSync(target(), "utf8")).toBe("mine");
  });

  test("writes nothing if the act cannot be recorded", async () => {
    await storePatient();
    aws.on("GetCallerIdentity", () => new AwsFailure("AccessDenied", 403));
    expect(await run()).toMatchObject({ status: 3 });
    expect(existsSync(target())).toBe(false);
  });
});

describe("patient erase", () => {
  test("leaves nothing of the patient in tables and DLQs, and leaves others alone", async () => {
    await storePatient();
    await storeAnother();
    const { status, out, err } = await erase();
    expect([status, leaksIn(out + err)]).toEqual([0, []]);
    expect(
      leaksIn(
        (await everything()).replaceAll(/\{[^{}]*patient-2[^{}]*\}/g, "").replaceAll(/\\"[^{}]*patient-2[^{}]*/g, ""),
      ),
    ).toEqual([]);
    expect(queues.bodiesIn(DLQS.reminders)).toHaveLength(1);
    expect(await dynamo.appointmentsOf("appointment-1")).toEqual(
      expect.arrayContaining([
        {
          appointmentId: "appointment-1",
          patientId: "patient-1",
          version: 5,
          versionKind: "sender",
          erasedAt: expect.any(Number),
          ttl: expect.any(Number),
        },
        expect.objectContaining({ patientId: "patient-2", doctorName: "Okafor" }),
      ]),
    );
    expect(out).toMatch(
      /appointments +1\n.*texts that waited +1\n.*notifications +1\n.*being sent +0\n.*answers +2\n.*dead letters +3\n/,
    );
  });

  test("records who did it, when and why, with the patient's id and no other data", async () => {
    await storePatient();
    await erase();
    const acts = await itemsOf(ACTS_TABLE);
    expect(acts).toMatchObject([
      { act: "patient-erase", patientId: "patient-1", because: "request 12", by: ARN },
      { how: "done", counts: { appointments: 1, notifications: 1, answers: 2, deadLetters: 3, heldTexts: 1 } },
    ]);
    expect(leaksIn(JSON.stringify(acts))).toEqual([]);
  });

  test("can be repeated, and says that nothing has come back", async () => {
    await storePatient();
    await erase();
    const before = await everything();
    const { status, err } = await erase();
    expect([status, err]).toEqual([
      0,
      expect.stringMatching(/^Patient patient-1 was erased on .+ Nothing has come back\.\n$/),
    ]);
    expect(await everything()).toBe(before);
  });

  test("looks a second time: what a function wrote meanwhile is erased too", async () => {
    await storePatient();
    // The wait before the second look begins with this call.
    aws.on(SMS_SETTINGS, () => {
      const key = { notificationId: "f".repeat(32), timestamp: Date.parse(START) };
      void log().apply("claimSms", logEntry({ key }));
      return withShortLease();
    });
    expect(await erase()).toMatchObject({ status: 0, out: expect.stringMatching(/notifications +2\n/) });
    expect(leaksIn(await everything())).toEqual([]);
  });

  test("says that a reminder was being sent", async () => {
    await log().apply("claimSms", logEntry({ contact: { phoneNumber: PHONE } }));
    expect((await erase()).err).toContain("1 reminder was being sent: the patient may still get it within a minute.");
  });

  test("that is interrupted is finished by the same command", async () => {
    await storePatient();
    const interrupt = new AbortController();
    aws.on(SMS_SETTINGS, () => {
      interrupt.abort();
      return withShortLease();
    });
    const { status, out, err } = await erase([], { interrupted: interrupt.signal });
    expect([status, out.split(":")[0], err]).toEqual([
      130,
      "Erasure begun",
      expect.stringContaining("run the same command again"),
    ]);
    expect(await itemsOf(ACTS_TABLE)).toMatchObject([{ act: "patient-erase" }, { how: "interrupted" }]);
    aws.on(SMS_SETTINGS, withShortLease);
    expect(await erase()).toMatchObject({ status: 0 });
  });

  test("that fails midway is reported, recorded, and finished by the same command", async () => {
    await storePatient();
    let refused = false;
    aws.on("DeleteMessage", () => {
      refused = true;
      return new AwsFailure("AccessDenied", 403);
    });
    expect(await erase()).toMatchObject({ status: 3, out: expect.stringMatching(/^Erasure begun/) });
    expect([refused, await itemsOf(ACTS_TABLE)]).toMatchObject([true, [{ act: "patient-erase" }, { how: "failed" }]]);
    queues.serve();
    expect(await erase()).toMatchObject({ status: 0 });
    expect(leaksIn(await everything())).toEqual([]);
  });

  test("erases nothing without a confirmation, in a dry run, or if it cannot be recorded", async () => {
    await storePatient();
    const before = await everything();
    const asked = await patient("erase", ["patient-1", "--because", "request 12"], { answer: "n" });
    expect(asked).toMatchObject({ status: 0, err: expect.stringContaining("Nothing was erased.") });
    expect(asked.err).toContain("1 appointment ahead: the patient is not reminded of it any more");
    expect(await erase(["--dry-run"])).toMatchObject({ status: 0 });
    aws.on("GetCallerIdentity", () => new AwsFailure("AccessDenied", 403));
    expect(await erase()).toMatchObject({ status: 3 });
    expect(await everything()).toBe(before);
    expect(await itemsOf(ACTS_TABLE)).toEqual([]);
  });

  test("of an unknown patient erases nothing, and says what is not seen", async () => {
    const { status, err } = await patient("erase", ["nobody", "--because", "request 12", "--yes"]);
    expect([status, err]).toEqual([1, expect.stringContaining("Nothing is known of patient nobody in test")]);
    expect(await itemsOf(APPOINTMENTS)).toEqual([]);
  });

  test("of the id of dropped messages that name nobody is refused", async () => {
    expect(await patient("erase", ["unknown", "--because", "request 12", "--yes"])).toMatchObject({ status: 2 });
  });

  test("of an id that two clinics use asks which one is meant, and leaves the other", async () => {
    await dynamo.putAppointments(
      booked({ appointmentId: "at-north", clinicId: "north" }),
      booked({ appointmentId: "at-south", clinicId: "south", doctorName: "Okafor" }),
    );
    expect(await erase()).toMatchObject({
      status: 2,
      err: expect.stringContaining("known at several clinics: north, south"),
    });
    expect(await erase(["--clinic", "north"])).toMatchObject({ status: 0 });
    expect(await dynamo.appointment("at-north")).toHaveProperty("erasedAt");
    expect(await dynamo.appointment("at-south")).toMatchObject({ doctorName: "Okafor" });
  });

  test("keeps a dead letter that also has other patients, and says so", async () => {
    await storePatient();
    const list = [booked(), { ...booked(), patientId: "patient-2" }];
    queues.put(DLQS.bookings, JSON.stringify({ schemaVersion: 1, status: "booked", appointment: list }));
    const { err } = await erase();
    expect(err).toContain("1 dead letter may also be about other patients, and was kept.");
    expect(queues.bodiesIn(DLQS.bookings)).toHaveLength(1);
  });
});
