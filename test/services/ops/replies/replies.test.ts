/** The commands about the answers of patients. */
import { DeleteCommand, GetCommand, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { StoredReply } from "../../../../contracts/tables/replies-table";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../../../services/adapters/system-clock";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { storeReply } from "../../../support/data/replies";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { APPOINTMENTS, LOG_TABLE, REPLIES, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const ARN = "arn:aws:sts::123456789012:assumed-role/Desk/ana";
const HOUR = 3_600_000;

let aws: AwsServer;
let dynamo: TestDynamo;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on("GetCallerIdentity", () => ({ Arn: ARN }));
  for await (const { Items = [] } of paginateScan({ client: dynamo.direct }, { TableName: REPLIES }))
    for (const { replyId } of Items)
      await dynamo.direct.send(new DeleteCommand({ TableName: REPLIES, Key: { replyId } }));
});

const replies = (command: string, ...args: string[]) => ops(["replies", command, "--environment", "test", ...args]);
const done = (...args: string[]) => replies("done", "--because", "called, comes at 10", ...args);
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const item = async (replyId: string) =>
  (await dynamo.direct.send(new GetCommand({ TableName: REPLIES, Key: { replyId } }))).Item as StoredReply | undefined;

/** What the fixture holds of a patient. */
const SECRETS = ["5550142", "Zyxxington", "wombat"];
const leaks = (...texts: string[]) => SECRETS.filter((secret) => texts.join().includes(secret));

const START = Date.parse("2026-12-02T15:00:00Z");
const MATCHED = {
  timestamp: START,
  patientId: "patient-1",
  appointmentId: "appointment-1",
  clinicId: "north",
} as const;

describe("replies list", () => {
  test("lists what waits, oldest first, with its reason, what to do, and the appointment if it is known", async () => {
    await storeReply(dynamo, { replyId: "r-new", receivedAt: ago(0.5 * HOUR) });
    await storeReply(dynamo, {
      replyId: "r-old",
      receivedAt: ago(30 * HOUR),
      ...MATCHED,
      meaning: "RESCHEDULE",
      reason: undefined,
    });
    await storeReply(dynamo, {
      replyId: "r-yes",
      receivedAt: ago(2 * HOUR),
      meaning: "CONFIRM",
      reason: "SEVERAL_APPOINTMENTS",
    });
    await storeReply(dynamo, { replyId: "r-done", waiting: undefined });
    const { status, out, err } = await replies("list");
    expect([status, err]).toEqual([0, ""]);
    expect(out.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "))).toEqual([
      "test: 3 answers wait for staff",
      "",
      "waits | meaning | reason | clinic | appointment | patient | answer",
      "1 d 6 h | RESCHEDULE | RESCHEDULE | north | Wed, Dec 2, 2026, 10:00 EST | patient-1 | r-old",
      "2 h | CONFIRM | SEVERAL_APPOINTMENTS | r-yes",
      "30 min | UNCLEAR | UNCLEAR_WORDS | r-new",
      "",
      "reason | what to do",
      expect.stringMatching(/^RESCHEDULE \| The patient asks for another time\. Offer another time/),
      expect.stringMatching(/^SEVERAL_APPOINTMENTS \| Several appointments, or patients, .+\. Ask which/),
      expect.stringMatching(/^UNCLEAR_WORDS \| It is not certain what the words mean\. Read it/),
      "",
    ]);
    expect(leaks(out)).toEqual([]);
  });

  test("as JSON has neither phone nor words", async () => {
    await storeReply(dynamo, { ...MATCHED });
    const { out } = await replies("list", "--json");
    expect(JSON.parse(out)).toMatchObject({
      environment: "test",
      interrupted: false,
      waiting: 1,
      replies: [{ replyId: "reply-1", reason: "UNCLEAR_WORDS", waits: true, ...MATCHED }],
    });
    expect(leaks(out)).toEqual([]);
  });

  test("of a clinic counts the answers of which no clinic is known, so that nobody overlooks them", async () => {
    await storeReply(dynamo, { replyId: "r-north", ...MATCHED });
    await storeReply(dynamo, { replyId: "r-south", ...MATCHED, clinicId: "south" });
    await storeReply(dynamo, { replyId: "r-nowhere" });
    const { out, err } = await replies("list", "--clinic", "north");
    expect(out).toContain("r-north");
    expect(out).not.toMatch(/r-south|r-nowhere/);
    expect(err).toBe("1 more answer of unknown clinics waits: leave out --clinic to see it.\n");
    expect(JSON.parse((await replies("list", "--clinic", "north", "--json")).out)).toMatchObject({
      waiting: 1,
      withoutClinic: 1,
    });
  });

  test("queries the index of what waits and nothing else, page by page", async () => {
    await storeReply(dynamo);
    aws.calls.length = 0;
    expect((await replies("list")).out).toContain("1 answer waits for staff");
    const asked = aws.calls.filter(({ action }) => !action.startsWith("GET "));
    expect(asked.map(({ action, parameters }) => [action, parameters.IndexName])).toEqual([["Query", "WaitingIndex"]]);
    const next = { replyId: { S: "x" }, waiting: { S: "staff" }, receivedAt: { S: "x" } };
    const page = { replyId: { S: "r" }, receivedAt: { S: ago(0) }, meaning: { S: "UNCLEAR" }, ttl: { N: "1" } };
    aws.on("Query", ({ parameters }) => ({
      Items: [page],
      ...(!parameters.ExclusiveStartKey && { LastEvaluatedKey: next }),
    }));
    expect((await replies("list")).out).toContain("2 answers wait for staff");
  });

  test("with nothing that waits says so", async () => {
    expect(await replies("list")).toMatchObject({ status: 0, out: "test: no answer waits for staff\n" });
  });
});

describe("replies show", () => {
  const OF = appointment({
    patientId: "patient-9",
    appointmentId: "a-9",
    appointmentTime: "2026-12-02T10:00:00-05:00",
  });
  const KEY = identifyNotification(OF, CLINIC);
  const ABOUT = { ...KEY, patientId: "patient-9", appointmentId: "a-9", clinicId: "default" } as const;

  async function remind(): Promise<void> {
    const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
    const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, systemClock);
    const entry = (more: object) => logEntry({ appointment: OF, key: KEY, channel: "SMS", ...more });
    await log.apply("claimSms", entry({}));
    await log.apply("recordSmsSent", entry({ messageId: "sms-9" }));
  }
  const book = (more: object = {}) =>
    dynamo.direct.send(new PutCommand({ TableName: APPOINTMENTS, Item: { ...OF, ...more } }));

  test("shows what is known without phone and words: meaning, reason, the appointment now, the reminder's timeline", async () => {
    await remind();
    const answered = { reply: "CONFIRM", repliedAt: ago(0), replyStart: KEY.timestamp };
    await book({ status: "booked", ...answered, reminderDate: "2026-12-01#f" });
    await storeReply(dynamo, { replyId: "r-9", ...ABOUT });
    const { status, out, err } = await replies("show", "r-9");
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/\nNext reminder +2026-12-01\n/);
    expect(out).toMatch(/^Answer +r-9\nReceived +.+ 1 h ago\nMeaning +UNCLEAR: something that a person must read\n/);
    expect(out).toMatch(/\nReason +UNCLEAR_WORDS: it is not certain what the words mean\nStaff +waits until /);
    expect(out).toMatch(/\nEvent +REPLY_UNCLEAR\nAcknowledged +\w{3}, .+\nPatient +patient-9\n/);
    expect(out).toMatch(/\nAppointment +a-9, Wed, Dec 2, 2026, 10:00 EST\n/);
    expect(out).toMatch(/\nPhone +kept, shown with --reveal\nWords +kept, shown with --reveal\nKept until /);
    expect(out).toMatch(
      /\nIn the appointments table:\n\nStatus +booked\nStart +Wed, Dec 2, 2026, 10:00 EST\nAnswer +CONFIRM, /,
    );
    expect(out).toMatch(/\nThe reminder that it answers:\n\nSMS_SENT: .+accepted as sms-9/s);
    expect(leaks(out)).toEqual([]);
    for (const contact of [OF.phoneNumber, OF.email, "5550100"]) expect(out).not.toContain(contact);
  });

  test("says that the appointment has another start by now, or is cancelled, or gone", async () => {
    await storeReply(dynamo, { replyId: "r-9", ...ABOUT });
    await book({
      appointmentTime: "2026-12-03T10:00:00-05:00",
      reply: "CONFIRM",
      replyStart: KEY.timestamp,
      status: "cancelled",
    });
    const { out } = await replies("show", "r-9");
    expect(out).toMatch(
      /Status +cancelled: no reminders are sent\nStart +Thu, Dec 3, 2026, 10:00 EST: another one than/,
    );
    expect(out).toMatch(/Answer +CONFIRM, about an earlier start/);
    await book({ appointmentTime: "soon" });
    expect((await replies("show", "r-9")).out).toMatch(/Start +cannot be read/);
    await dynamo.direct.send(
      new DeleteCommand({ TableName: APPOINTMENTS, Key: { appointmentId: "a-9", patientId: "patient-9" } }),
    );
    expect((await replies("show", "r-9")).out).toContain("It is not there: it was deleted");
  });

  test("shows phone and words with --reveal only, and says that they are patient data", async () => {
    await storeReply(dynamo, { replyId: "r-2" });
    const { out, err } = await replies("show", "r-2", "--reveal");
    expect(out).toMatch(/\nPhone +kept, shown below\nWords +kept, shown below\n/);
    expect(out).toMatch(/\n\nPhone: \+12065550142\n\nZyxxington has the wombat flu\n$/);
    expect(err).toContain("patient data");
    const json = JSON.parse((await replies("show", "r-2", "--json")).out);
    expect([leaks(JSON.stringify(json)), json.hasText]).toEqual([[], true]);
    expect(JSON.parse((await replies("show", "r-2", "--json", "--reveal")).out)).toMatchObject({
      phoneNumber: "+12065550142",
      text: "Zyxxington has the wombat flu",
    });
  });

  test("prints words that would move the cursor or hide text as what they are", async () => {
    await storeReply(dynamo, { replyId: "r-evil", text: "\u001b[2J\u202eyes\r\nline 2", patientId: "p\u001b[1m" });
    const { out } = await replies("show", "r-evil", "--reveal");
    expect(out).toContain("\ufffd[2J\ufffdyes\ufffd\nline 2\n");
    const plain = [out, (await replies("list")).out, (await replies("show", "r-evil", "--reveal", "--json")).out];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    for (const text of plain) expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });

  test.each(["r-unknown", "#sender:0123:2026-12-01"])("of %s says that there is no such answer", async (id) => {
    await dynamo.direct.send(
      new PutCommand({ TableName: REPLIES, Item: { replyId: "#sender:0123:2026-12-01", count: 1 } }),
    );
    const { status, out, err } = await replies("show", id);
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain(`The table of answers of test has no answer ${id}.`);
  });
});

describe("replies done", () => {
  test("records who closed it, when and why, and takes it off what waits, by one write", async () => {
    const stored = await storeReply(dynamo);
    aws.calls.length = 0;
    const before = Date.now();
    const { status, out, err } = await done("reply-1");
    expect([status, out, err]).toEqual([0, "reply-1: closed, no longer waits.\n", ""]);
    const { waiting, ...kept } = stored;
    const closed = await item("reply-1");
    expect(closed).toEqual({ ...kept, doneBy: ARN, doneAt: expect.any(String), doneBecause: "called, comes at 10" });
    expect(Date.parse(closed?.doneAt ?? "")).toBeGreaterThanOrEqual(before - 1_000);
    expect(aws.of("UpdateItem")).toHaveLength(1);
    expect((await replies("list")).out).toContain("no answer waits");
    const shown = (await replies("show", "reply-1")).out;
    expect(shown).toMatch(/\nStaff +closed on .+ by assumed-role\/Desk\/ana: "called, comes at 10"\n/);
    expect(shown).not.toContain("What to do");
  });

  test("a second time says who closed it and when, and keeps that record", async () => {
    await storeReply(dynamo);
    await done("reply-1");
    const first = await item("reply-1");
    aws.on("GetCallerIdentity", () => ({ Arn: "arn:aws:iam::123456789012:user/bob" }));
    const { status, out } = await replies("done", "reply-1", "--because", "nobody answered");
    expect(status).toBe(0);
    expect(out).toMatch(
      /^reply-1: was closed on .+ E[DS]T by assumed-role\/Desk\/ana: "called, comes at 10"\. This record is kept\.\n$/,
    );
    expect(await item("reply-1")).toEqual(first);
  });

  test("of several closes each, and names those that there are not, or that never waited", async () => {
    await storeReply(dynamo, { replyId: "r-1" });
    await storeReply(dynamo, { replyId: "r-2" });
    await storeReply(dynamo, { replyId: "r-3", meaning: "CONFIRM", waiting: undefined });
    const { status, out } = await done("r-1", "r-0", "r-3", "r-2", "r-1");
    expect([status, out.split("\n")]).toEqual([
      1,
      [
        "r-1: closed, no longer waits.",
        "r-0: test has no such answer, or it has expired.",
        "r-3: does not wait for staff; nothing was changed.",
        "r-2: closed, no longer waits.",
        "",
      ],
    ]);
    expect(await item("r-0")).toBeUndefined();
    expect((await item("r-3"))?.doneBy).toBeUndefined();
    const json = JSON.parse((await done("r-1", "r-0", "--json")).out);
    expect(json).toMatchObject({ by: ARN, results: [{ result: "already", doneBy: ARN }, { result: "unknown" }] });
  });

  test("whose first response was lost counts its own record as its own", async () => {
    await storeReply(dynamo);
    aws.on("UpdateItem", () => new AwsFailure("ConditionalCheckFailedException", 400));
    const written = () => aws.of("UpdateItem").at(-1)?.parameters.ExpressionAttributeValues as Record<string, object>;
    aws.on("GetItem", () => ({
      Item: { replyId: { S: "reply-1" }, doneBy: written()[":doneBy"], doneAt: written()[":doneAt"] },
    }));
    expect((await done("reply-1")).out).toBe("reply-1: closed, no longer waits.\n");
  });

  test("changes nothing if STS does not say who closes it", async () => {
    await storeReply(dynamo);
    aws.on(
      "GetCallerIdentity",
      () => new AwsFailure("AccessDenied", 403, "not authorized to perform: sts:GetCallerIdentity"),
    );
    const { status, err } = await done("reply-1");
    expect([status, err]).toEqual([3, expect.stringContaining("AWS denied sts:GetCallerIdentity")]);
    expect((await item("reply-1"))?.waiting).toBe("staff");
  });

  test("needs an id and a reason", async () => {
    expect((await done()).status).toBe(2);
    const withoutReason = await ops(["replies", "done", "--environment", "test", "reply-1"], { withoutReason: true });
    expect([withoutReason.status, withoutReason.err]).toEqual([
      2,
      expect.stringContaining("needs a reason: --because"),
    ]);
    expect((await replies("done", "reply-1", "--because", " ")).status).toBe(2);
  });
});
