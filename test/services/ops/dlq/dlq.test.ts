import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment } from "../../../support/data/records";
import { awsEnvironment } from "../../../support/environment";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import type { TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ALL_QUEUES, RECEIPT_QUEUES, REPLY_QUEUES, ServedQueues } from "../../../support/servers/served-queues";

afterEach(() => jest.restoreAllMocks());
const APPOINTMENTS = "healthcare-appointments-test";
const EMAIL = "healthcare-email-fallback-test";
const DLQ = "healthcare-appointments-dlq-test";
const BOOKINGS_DLQ = "healthcare-bookings-dlq-test";
const HOUR = 3_600_000;

let dynamo: TestDynamo;
let aws: AwsServer;
const EMPTY = [DLQ, BOOKINGS_DLQ, RECEIPT_QUEUES[1], REPLY_QUEUES[1]].map((name) => `${name} is empty.\n`).join("");
let queues: ServedQueues;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  queues = new ServedQueues(aws, ...ALL_QUEUES);
});

let patients = 0;
/** An appointment of this test's own. */
function another(changes = {}) {
  patients += 1;
  return appointment({ patientId: `patient-${patients}`, appointmentId: `a-${patients}`, ...changes });
}
const BAD = "{ Ana";
const refusedByEmail = {
  DeadLetterReason: "EMAIL_REFUSED",
  DeadLetterDetail: "MessageRejected",
  SourceQueue: "email-fallback",
};
const withoutEmail = { DeadLetterReason: "NO_USABLE_EMAIL", SourceQueue: "appointments" };
const invalid = { DeadLetterReason: "INVALID_JSON", DeadLetterDetail: "body", SourceQueue: "appointments" };

function put(of: unknown, attributes: Record<string, string> = refusedByEmail, age = HOUR): void {
  queues.put(DLQ, typeof of === "string" ? of : JSON.stringify(of), attributes, Date.now() - age);
}
const dlq = (command: string, ...args: string[]) => ops(["dlq", command, "--environment", "test", ...args]);
const notificationOf = (of: ReturnType<typeof another>) => identifyNotification(of, CLINIC).notificationId;

describe("dlq list", () => {
  test("lists the number and the oldest age of messages, by reason and queue", async () => {
    put(another());
    put(another(), refusedByEmail, 26 * HOUR);
    put(another(), withoutEmail);
    put(another(), {});
    const { status, out, err } = await dlq("list");
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out.split("\n")).toEqual([
      `${DLQ}: 4 messages`,
      "",
      "messages  oldest   reason           detail           belongs to",
      `2         1 d 2 h  EMAIL_REFUSED    MessageRejected  ${EMAIL}`,
      `1         1 h      NO_USABLE_EMAIL                   ${APPOINTMENTS}`,
      `1         1 h      RECEIVE_LIMIT                     ${EMAIL}`,
      "",
    ]);
  });

  test("releases every message", async () => {
    for (let index = 0; index < 25; index += 1) put(another());
    expect((await dlq("list")).out).toContain("25 messages");
    expect(queues.visibleIn(DLQ)).toHaveLength(25);
  });

  test("of an empty DLQ says so", async () => {
    expect(await dlq("list")).toEqual({ status: 0, out: EMPTY, err: "" });
  });

  test("prints JSON for scripts", async () => {
    put(another());
    const { out } = await dlq("list", "--json");
    expect(JSON.parse(out)).toEqual({
      environment: "test",
      interrupted: false,
      messages: 1,
      inFlight: 0,
      groups: [
        {
          reason: "EMAIL_REFUSED",
          detail: "MessageRejected",
          source: "email-fallback",
          count: 1,
          oldestAt: expect.stringMatching(/Z$/),
        },
      ],
    });
  });

  test("does not show a text that a sender put in the place of a reason", async () => {
    put(another(), { DeadLetterReason: "\u001b[2J Ana", DeadLetterDetail: "Ana\n+1206" });
    const { out } = await dlq("list");
    expect(out).toContain("UNKNOWN");
    for (const hostile of ["Ana", "1206", "\u001b"]) expect(out).not.toContain(hostile);
  });

  test("that is interrupted releases every message, and ends with 130", async () => {
    for (let index = 0; index < 25; index += 1) put(another());
    const interrupted = AbortSignal.abort();
    expect((await ops(["dlq", "list", "--environment", "test"], { interrupted })).status).toBe(130);
    expect(queues.visibleIn(DLQ)).toHaveLength(25);
  });
});

describe("dlq show", () => {
  test("shows the patient, the reason and the delivery log's item, without names and contacts", async () => {
    const of = another();
    put(of);
    const { status, out } = await dlq("show", notificationOf(of));
    expect(status).toBe(0);
    for (const known of [
      of.patientId,
      of.appointmentId,
      "EMAIL_REFUSED (MessageRejected)",
      EMAIL,
      "Phone         given",
    ]) {
      expect(out).toContain(known);
    }
    expect(out).toContain("The delivery log has no item for it.");
    for (const secret of ["Sarah", "Room", "+1206", "@example.com"]) expect(out).not.toContain(secret);
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
  });

  test("says that a contact is not usable", async () => {
    const of = another({ phoneNumber: "n/a", email: undefined });
    put(of);
    const { out } = await dlq("show", notificationOf(of));
    expect(out).toContain("Phone         given, but not usable");
    expect(out).toContain("Email         not given");
  });

  test("with --reveal shows the patient's data, and says so", async () => {
    const of = another();
    put(of);
    const { out, err } = await dlq("show", notificationOf(of), "--reveal");
    expect(out).toContain("(206) 555-0100");
    expect(err).toContain("patient data");
  });

  test("lists every violation of a message that breaks the contract, without its values", async () => {
    put({ patientId: "", appointmentTime: "Ana" }, { ...invalid, DeadLetterReason: "CONTRACT_VIOLATION" });
    const [id] = queues.idsIn(DLQ);
    const { out } = await dlq("show", id ?? "");
    expect(out).toContain("  patientId must be");
    expect(out).toContain("  appointmentTime must be");
    expect(out).not.toContain("Ana");
  });

  test("of an unknown id fails, and says where to look", async () => {
    expect(await dlq("show", "nobody")).toEqual({
      status: 1,
      out: "",
      err:
        `ops: There is no message nobody in the DLQs of test.\n` +
        "     `dlq list` shows what is there; `log notification` shows a notification's timeline.\n",
    });
  });
});

describe("dlq redrive", () => {
  test("moves each message to its queue, and keeps those that break the contract", async () => {
    put(another(), withoutEmail);
    put(another());
    put(another(), {});
    put(BAD, invalid);
    expect(await dlq("redrive", "--yes")).toEqual({
      status: 0,
      out: `moved to ${APPOINTMENTS}: 1\nmoved to ${EMAIL}: 2\nkept, breaks the contract, INVALID_JSON: 1\n`,
      err: "",
    });
    expect([queues.visibleIn(APPOINTMENTS).length, queues.visibleIn(EMAIL).length]).toEqual([1, 2]);
    expect(queues.visibleIn(DLQ)).toEqual([BAD]);
  });

  test("asks for confirmation, and moves nothing after a no", async () => {
    put(another());
    const asked = ops(["dlq", "redrive", "--environment", "test"], { answer: "n" });
    expect(await asked).toMatchObject({ status: 0, err: expect.stringContaining("Move 1 message back? [y/N] n\n") });
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
    expect((await ops(["dlq", "redrive", "--environment", "test"], { answer: "y" })).out).toContain("moved to");
    expect(queues.visibleIn(DLQ)).toEqual([]);
  });

  test("without a terminal moves nothing, and says how to confirm", async () => {
    put(another());
    expect(await dlq("redrive")).toMatchObject({ status: 2, err: expect.stringContaining("--yes") });
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
  });

  test("with --dry-run prints what would be moved", async () => {
    put(another());
    put(BAD, invalid);
    const { status, out } = await dlq("redrive", "--dry-run");
    expect([status, out]).toEqual([0, `would move to ${EMAIL}: 1\nkept, breaks the contract, INVALID_JSON: 1\n`]);
    expect(queues.visibleIn(DLQ)).toHaveLength(2);
  });

  test.each<[string, string[]]>([
    ["a reason", ["--reason", "NO_USABLE_EMAIL"]],
    ["a greater age", ["--older-than", "2h"]],
    ["a smaller age", ["--newer-than", "30m"]],
  ])("moves only messages with %s", async (_, filter) => {
    put(another());
    const wanted = another();
    const age = filter[0] === "--newer-than" ? HOUR / 4 : 3 * HOUR;
    put(wanted, withoutEmail, age);
    expect((await dlq("redrive", "--yes", ...filter)).out).toContain("kept, not selected: 1");
    expect(queues.visibleIn(APPOINTMENTS)).toEqual([JSON.stringify(wanted)]);
  });

  test("moves only messages of the requested notifications", async () => {
    const [wanted, other] = [another(), another()];
    put(wanted);
    put(other);
    await dlq("redrive", "--yes", "--notification", notificationOf(wanted));
    expect(queues.visibleIn(EMAIL)).toEqual([JSON.stringify(wanted)]);
    expect(queues.visibleIn(DLQ)).toEqual([JSON.stringify(other)]);
  });

  test.each([
    ["--message", "nope"],
    ["--notification", "nope"],
  ])("of an unknown %s fails, and says so", async (...filter) => {
    put(another());
    const { status, err } = await dlq("redrive", "--yes", ...filter);
    expect(status).toBe(1);
    expect(err).toContain("No such message");
  });

  test("fails and reports the code if a queue refuses messages; a second run moves them", async () => {
    put(another());
    put(another(), withoutEmail);
    aws.on("SendMessage", () => new AwsFailure("KmsDisabled", 400));
    const { status, out } = await dlq("redrive", "--yes");
    expect(status).toBe(1);
    expect(out).toBe("moved: nothing\nnot moved, KmsDisabled: 2 (still in the DLQ)\n");
    expect(queues.visibleIn(DLQ)).toHaveLength(2);
    queues.serve();
    expect(await dlq("redrive", "--yes")).toMatchObject({ status: 0 });
    expect(queues.visibleIn(DLQ)).toEqual([]);
  });

  test("that is interrupted loses nothing, and a second run moves the rest", async () => {
    for (let index = 0; index < 40; index += 1) put(another());
    const stop = new AbortController();
    aws.on("DeleteMessage", (call) => {
      if (aws.of("DeleteMessage").length >= 5) stop.abort();
      return queues.delete(call);
    });
    const args = ["dlq", "redrive", "--environment", "test", "--yes"];
    const first = await ops(args, { interrupted: stop.signal });
    expect(first.status).toBe(130);
    const moved = queues.visibleIn(EMAIL).length;
    expect(first.out).toBe(`moved to ${EMAIL}: ${moved}\n`);
    expect(moved).toBeLessThan(40);
    expect(queues.visibleIn(DLQ)).toHaveLength(40 - moved);
    expect((await dlq("redrive", "--yes")).status).toBe(0);
    expect(queues.visibleIn(EMAIL)).toHaveLength(40);
  });

  test("prints JSON for scripts", async () => {
    put(another());
    expect(JSON.parse((await dlq("redrive", "--yes", "--json")).out)).toEqual({
      environment: "test",
      interrupted: false,
      dryRun: false,
      moved: { appointments: 0, "email-fallback": 1, bookings: 0, receipts: 0, replies: 0 },
      refused: {},
      failed: {},
      dropped: 0,
      arrived: 0,
      notSelected: 0,
    });
  });
});

describe("An error", () => {
  test("of a command that prints JSON is JSON too, on standard error", async () => {
    const { status, out, err } = await dlq("show", "no-such-message", "--json");
    expect([status, out]).toEqual([1, ""]);
    expect(JSON.parse(err)).toEqual({
      error: expect.stringContaining("no-such-message"),
      hint: expect.any(String),
      status,
    });
  });

  test("of the variable ENVIRONMENT is misuse, like an error of the option", async () => {
    process.env.ENVIRONMENT = "Not a suffix";
    const { status, err } = await ops(["dlq", "list"]);
    delete process.env.ENVIRONMENT;
    expect([status, err]).toEqual([
      2,
      "ops: The variable ENVIRONMENT is not an environment, such as dev or acme-prod.\n",
    ]);
  });

  test("of an endpoint that is not AWS says so", async () => {
    const other = createServer((_, response) => response.end("<html>It works</html>")).listen(0, "127.0.0.1");
    await once(other, "listening");
    awsEnvironment(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
    const { status, err } = await dlq("list");
    other.close();
    expect(status).toBe(3);
    expect(err).toMatch(/^ops: The response from http:.* is not from AWS\.\n/);
  });
});

describe("dlq drop", () => {
  const because = ["--because", "the sender corrects it"];

  test("records the reason before it deletes, and keeps all other messages", async () => {
    const [dropped, other] = [another(), another()];
    put(dropped);
    put(other);
    const { status, out } = await dlq("drop", "--yes", "--notification", notificationOf(dropped), ...because);
    expect([status, out]).toEqual([0, "dropped, reason recorded in the delivery log: 1\n"]);
    expect(queues.visibleIn(DLQ)).toEqual([JSON.stringify(other)]);
    const item = await dynamo.logItem(identifyNotification(dropped, CLINIC));
    expect(item).toMatchObject({ status: "ALL_FAILED", reason: "DROPPED", patientId: dropped.patientId });
    expect(item?.history.at(-1)).toMatchObject({ code: "DROPPED", note: "the sender corrects it" });
    expect(aws.of("PublishBatch")).toHaveLength(1);
  });

  test("applies to every other copy: a redrive keeps them, and says so, unless it undoes the drop", async () => {
    const twice = another();
    put(twice);
    await dlq("drop", "--yes", "--notification", notificationOf(twice), ...because);
    put(twice);
    put(another());
    const left = await dlq("redrive", "--yes");
    expect(left).toMatchObject({
      status: 0,
      out: `moved to ${EMAIL}: 1\nkept, notification was dropped: 1 (--reopen sends it)\n`,
    });
    expect(await dlq("redrive", "--yes", "--reopen")).toMatchObject({ status: 2 });
    const reopened = await dlq("redrive", "--yes", "--reopen", "--notification", notificationOf(twice));
    expect(reopened).toMatchObject({ status: 0, out: `moved to ${EMAIL}: 1\n` });
    const item = await dynamo.logItem(identifyNotification(twice, CLINIC));
    const sent = JSON.stringify(aws.of("SendMessage").at(-1)?.parameters.MessageAttributes);
    expect(sent).toContain(item?.droppedAt ?? "not dropped");
  });

  test("gives a message that breaks the contract an item of its own, with its patient if it names one", async () => {
    put({ patientId: "patient-of-a-bad-one", appointmentTime: "soon" }, invalid);
    await dlq("drop", "--yes", "--reason", "INVALID_JSON", ...because);
    expect(queues.visibleIn(DLQ)).toEqual([]);
    const { out } = await ops(["log", "patient", "patient-of-a-bad-one", "--environment", "test"]);
    expect(out).toContain('DROPPED, "the sender corrects it"');
  });

  test("of an unknown message says where to look", async () => {
    const { status, err } = await dlq("drop", "--yes", "--message", "UNKNOWN", ...because);
    expect(status).toBe(1);
    expect(err).toContain("No such message was found in the DLQ. To see what is there, run `dlq list`.\n");
  });

  test("does not delete a message that it could not record", async () => {
    put(another());
    aws.on("UpdateItem", () => new AwsFailure("AccessDeniedException", 400));
    const { status, out } = await dlq("drop", "--yes", "--reason", "EMAIL_REFUSED", ...because);
    expect(status).toBe(1);
    expect(out).toContain("not dropped, AccessDeniedException: 1 (still in the DLQ)\n");
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
  });

  test("drops no message that arrived after the question was asked", async () => {
    put(another());
    const late = another();
    const args = ["dlq", "drop", "--environment", "test", "--reason", "EMAIL_REFUSED", ...because];
    const run = ops(args, {
      answer: "y",
      onQuestion: () => put(late, refusedByEmail, 2 * HOUR),
    });
    expect((await run).out).toBe("dropped, reason recorded in the delivery log: 1\nkept, arrived during the run: 1\n");
    expect(queues.visibleIn(DLQ)).toEqual([JSON.stringify(late)]);
  });

  test("drops no message that arrives during the run", async () => {
    put(another());
    put(another(), refusedByEmail, -HOUR);
    const { out } = await dlq("drop", "--yes", "--reason", "EMAIL_REFUSED", ...because);
    expect(out).toContain("kept, arrived during the run: 1\n");
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
  });

  test("that could not publish the outcome event publishes it the next time, and deletes nothing before", async () => {
    // The pauses between attempts are random, from nothing.
    jest.spyOn(Math, "random").mockReturnValue(0);
    const of = another();
    put(of);
    aws.on("PublishBatch", () => new AwsFailure("Throttled", 400));
    const args = ["--yes", "--notification", notificationOf(of), ...because];
    expect((await dlq("drop", ...args)).status).toBe(1);
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
    aws.on("PublishBatch", () => ({}));
    expect((await dlq("drop", ...args)).status).toBe(0);
    expect(aws.of("PublishBatch").length).toBeGreaterThan(1);
  });

  test("without a filter or a reason drops nothing", async () => {
    put(another());
    expect(await dlq("drop", "--yes", ...because)).toMatchObject({
      status: 2,
      err: expect.stringContaining("A filter is required"),
    });
    const drop = ["dlq", "drop", "--environment", "test", "--yes", "--reason", "EMAIL_REFUSED"];
    expect(await ops(drop, { withoutReason: true })).toMatchObject({ status: 2 });
    const unshown = ["--reason", "EMAIL_REFUSED", "--because", "sent\u001b[2J again"];
    expect(await dlq("drop", "--yes", ...unshown)).toMatchObject({ status: 2 });
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
  });

  test("that is interrupted drops no further message, and releases the rest", async () => {
    for (let index = 0; index < 12; index += 1) put(another());
    const stop = new AbortController();
    aws.on("DeleteMessage", (call) => {
      if (aws.of("DeleteMessage").length >= 3) stop.abort();
      return queues.delete(call);
    });
    const args = ["dlq", "drop", "--environment", "test", "--reason", "EMAIL_REFUSED", "--yes", ...because];
    const run = await ops(args, { interrupted: stop.signal });
    expect(run).toMatchObject({ status: 130, out: "dropped, reason recorded in the delivery log: 3\n" });
    expect(queues.visibleIn(DLQ)).toHaveLength(9);
  });

  test("asks for confirmation", async () => {
    put(another());
    const args = ["dlq", "drop", "--environment", "test", "--reason", "EMAIL_REFUSED", ...because];
    expect(await ops(args, { answer: "" })).toMatchObject({ err: expect.stringContaining("Drop 1 message for good?") });
    expect(queues.visibleIn(DLQ)).toHaveLength(1);
  });
});
