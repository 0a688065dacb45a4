/** Every command that changes something or shows patients' data, and what the audit has of it. */
import { DeleteCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { OperatorAct, OperatorActEnd } from "../../../../contracts/tables/operator-acts";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../../../services/adapters/system-clock";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { PLANTED, TRACES } from "../../../support/data/planted-data";
import { appointment, logEntry } from "../../../support/data/records";
import { storeReply } from "../../../support/data/replies";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, OPERATOR } from "../../../support/servers/aws-server";
import { ACTS_TABLE, LOG_TABLE, STOPS_TABLE } from "../../../support/servers/dynamo";
import { ALL_QUEUES, ServedQueues } from "../../../support/servers/served-queues";
import { importWorld } from "../../../support/worlds/import-world";

const DLQ = "healthcare-appointments-dlq-test";
const TODAY = new Date().toLocaleDateString("sv", CLINIC);

const world = importWorld();
let queues: ServedQueues;
const known = appointment({ patientId: "p-known", appointmentId: "a-known", ...PLANTED });
const key = identifyNotification(known, CLINIC);
const { notificationId } = key;

beforeEach(async () => {
  deployed(world.aws);
  queues = new ServedQueues(world.aws, ...ALL_QUEUES);
  world.aws.on("PublishBatch", () => ({}));
  for (const [TableName, keys] of [
    [ACTS_TABLE, ["day", "actId"]],
    [LOG_TABLE, ["notificationId", "timestamp"]],
    [STOPS_TABLE, ["name"]],
  ] as const) {
    for await (const { Items = [] } of paginateScan({ client: world.dynamo.direct }, { TableName }))
      for (const item of Items) {
        const Key = Object.fromEntries(keys.map((name) => [name, item[name]]));
        await world.dynamo.direct.send(new DeleteCommand({ TableName, Key }));
      }
  }
  const settings = { leaseMs: 60_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const log = dynamoDeliveryLog(world.dynamo.direct, LOG_TABLE, settings, systemClock);
  await log.apply("endWithoutEmail", logEntry({ key, appointment: known, code: "NO_USABLE_EMAIL" }));
  await storeReply(world.dynamo, { notificationId, timestamp: key.timestamp, patientId: "p-known" });
  const attributes = { DeadLetterReason: "NO_USABLE_EMAIL", SourceQueue: "appointments" };
  queues.put(DLQ, JSON.stringify(known), attributes, Date.now() - 3_600_000);
});

async function acts(): Promise<(OperatorAct | OperatorActEnd)[]> {
  const found: (OperatorAct | OperatorActEnd)[] = [];
  for await (const { Items = [] } of paginateScan({ client: world.dynamo.direct }, { TableName: ACTS_TABLE }))
    found.push(...(Items as (OperatorAct | OperatorActEnd)[]));
  return found.sort((one, other) => (one.actId < other.actId ? -1 : 1));
}
const history = async () => (await world.dynamo.logItem(key))?.history ?? [];
const run = (args: readonly string[], options?: OpsOptions) => ops([...args, "--environment", "test"], options);

const SEND = ["send", "--patient-id", "p-known", "--appointment-id", "a-known", "--appointment-time"];
const sendKnown = [...SEND, known.appointmentTime, "--phone-number", PLANTED.phoneNumber, "--email", PLANTED.email];
const BOOKED = JSON.stringify([{ ...appointment({ ...PLANTED }), appointmentId: "a-9" }]);

interface Recorded {
  readonly args: readonly string[];
  readonly input?: string;
  readonly begin: object;
  readonly end: object;
  /** The code of the line in the notification's history. */
  readonly line?: string;
}

const RECORDED: readonly (readonly [name: string, recorded: Recorded])[] = [
  [
    "dlq redrive",
    {
      args: ["dlq", "redrive", "--yes", "--reason", "NO_USABLE_EMAIL"],
      begin: { act: "redrive", options: { reason: ["NO_USABLE_EMAIL"], reopen: false } },
      end: { counts: { moved: 1 }, notificationIds: [notificationId] },
      line: "REDRIVEN",
    },
  ],
  [
    "dlq drop",
    {
      args: ["dlq", "drop", "--yes", "--notification", notificationId],
      begin: { act: "drop", notificationIds: [notificationId] },
      end: { counts: { recorded: 1, failed: 0 }, notificationIds: [notificationId], messageIds: ["message-1"] },
      line: "DROPPED",
    },
  ],
  [
    "send",
    {
      args: sendKnown,
      begin: { act: "send", notificationIds: [notificationId], patientId: "p-known", appointmentId: "a-known" },
      end: {},
      line: "SENT_AGAIN",
    },
  ],
  [
    "book",
    {
      args: ["book", ...sendKnown.slice(1)],
      begin: { act: "book", patientId: "p-known", appointmentId: "a-known" },
      end: { counts: { bookings: 1 } },
    },
  ],
  [
    "import",
    { args: ["import", "-"], input: BOOKED, begin: { act: "import" }, end: { counts: { new: 1, failed: 0 } } },
  ],
  [
    "log replay",
    {
      args: ["log", "replay", "--notification", notificationId],
      begin: { act: "replay", notificationIds: [notificationId] },
      end: { counts: { published: 1, failed: 0 } },
      line: "REPLAYED",
    },
  ],
  [
    "log export --reveal",
    {
      args: ["log", "export", "--from", TODAY, "--to", TODAY, "--reveal"],
      begin: { act: "reveal", options: { command: "log export", from: TODAY, to: TODAY } },
      end: { counts: { notifications: 1 } },
    },
  ],
  [
    "dlq show --reveal",
    {
      args: ["dlq", "show", "message-1", "--reveal"],
      begin: { act: "reveal", messageIds: ["message-1"], notificationIds: [notificationId] },
      end: {},
    },
  ],
  [
    "replies show --reveal",
    {
      args: ["replies", "show", "reply-1", "--reveal"],
      begin: { act: "reveal", replyIds: ["reply-1"], notificationIds: [notificationId], patientId: "p-known" },
      end: {},
    },
  ],
  [
    "replies done",
    {
      args: ["replies", "done", "reply-1"],
      begin: { act: "reply-done", replyIds: ["reply-1"] },
      end: { counts: { closed: 1 }, notificationIds: [notificationId], patientId: "p-known" },
      line: "ANSWER_CLOSED",
    },
  ],
  [
    "stop",
    {
      args: ["stop", "--channel", "sms"],
      begin: { act: "stop", channels: ["SMS"] },
      end: { counts: { stopped: 1 } },
    },
  ],
  ["start", { args: ["start", "--yes"], begin: { act: "start", channels: ["SMS", "EMAIL"] }, end: {} }],
];

describe.each(RECORDED)("%s", (_, { args, input, begin, end, line }) => {
  test("is recorded with who did it, why, what it concerned and how it ended, and without patients' data", async () => {
    const { status } = await run([...args, "--because", "ticket 4711"], { input });
    const [first, last, ...others] = await acts();
    expect([status, others]).toEqual([0, []]);
    expect(first).toMatchObject({ ...begin, by: OPERATOR, because: "ticket 4711", environment: "test" });
    expect(last).toMatchObject({ ...end, actId: `${first?.actId}#end`, how: "done" });
    const text = JSON.stringify([first, last, await history()]);
    expect(TRACES.filter((trace) => text.includes(trace))).toEqual([]);
  });

  test("leaves a line in the history of the notification that it concerns, with who did it and why", async () => {
    await run([...args, "--because", "ticket 4711"], { input });
    const noted = (await history()).filter(({ by }) => by !== undefined);
    const expected = { code: line, by: OPERATOR, note: "ticket 4711", status: "ALL_FAILED" };
    expect(noted).toEqual(line ? [expect.objectContaining(expected)] : []);
  });

  test("needs a reason, and does nothing without one", async () => {
    const { status, out, err } = await run(args, { input, withoutReason: true });
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/^ops: The audit needs a reason: --because/);
    expect([await acts(), queues.visibleIn(DLQ)]).toEqual([[], [JSON.stringify(known)]]);
  });

  test("asks for the reason in a terminal", async () => {
    const answer = "y";
    const { err } = await run(args, { input, withoutReason: true, answer });
    expect(err).toContain("Why, for the audit (a ticket, but no patient)? ");
    expect(await acts()).toEqual([expect.objectContaining({ because: "y" }), expect.anything()]);
  });

  const isStop = args[0] === "stop";
  test.each([
    ["who does it is not known", "GetCallerIdentity", "sts:GetCallerIdentity"],
    ["it cannot be recorded", "ExecuteStatement", "dynamodb:PartiQLInsert"],
  ])(isStop ? "is done even if %s, and says so" : "does and shows nothing if %s", async (__, action, permission) => {
    world.aws.on(
      action,
      () => new AwsFailure("AccessDeniedException", 400, `not authorized to perform: ${permission}`),
    );
    const before = await history();
    const { status, out, err } = await run(args, { input });
    expect(err.replaceAll("\n", " ")).toMatch(new RegExp(`This act cannot be recorded: AWS denied ${permission} `));
    if (isStop) {
      expect([status, out]).toEqual([0, expect.stringContaining("are stopped")]);
      return;
    }
    expect([status, out, await history()]).toEqual([3, "", before]);
    const sent = ALL_QUEUES.filter((name) => name !== DLQ).flatMap((name) => queues.visibleIn(name));
    expect([sent, queues.visibleIn(DLQ).length, world.aws.of("PublishBatch")]).toEqual([[], 1, []]);
    expect(await world.dynamo.appointmentsOf("a-9")).toEqual([]);
  });
});

test("a dry run, and what shows no patients' data, needs no reason and leaves no record", async () => {
  const without: readonly (readonly string[])[] = [
    ["dlq", "redrive", "--dry-run"],
    ["dlq", "drop", "--dry-run", "--reason", "NO_USABLE_EMAIL"],
    ["dlq", "show", "message-1"],
    ["replies", "show", "reply-1"],
    ["log", "replay", "--from", TODAY, "--dry-run"],
    ["log", "export", "--from", TODAY, "--to", TODAY],
    ["start", "--dry-run"],
  ];
  for (const args of without) expect([args, (await run(args, { withoutReason: true })).status]).toEqual([args, 0]);
  const dryImport = await run(["import", "-", "--dry-run"], { input: BOOKED, withoutReason: true });
  expect([dryImport.status, await acts()]).toEqual([0, []]);
});

test("who answers no to the question leaves no record", async () => {
  const { err } = await run(["dlq", "redrive"], { answer: "n" });
  expect([err, await acts()]).toEqual([expect.stringContaining("Nothing was moved."), []]);
});

test("Ctrl-C in the middle is recorded as interrupted, with what was done until then", async () => {
  const interrupted = new AbortController();
  world.aws.on("SendMessage", (call) => {
    interrupted.abort();
    return queues.send(call);
  });
  const { status } = await run(["dlq", "redrive", "--yes"], { interrupted: interrupted.signal });
  const [, end] = await acts();
  expect([status, end]).toEqual([130, expect.objectContaining({ how: "interrupted", counts: expect.anything() })]);
});

test("an act that an error ends is recorded as failed, with the error's code", async () => {
  world.aws.on("ReceiveMessage", () => new AwsFailure("AccessDenied", 403, "perform: sqs:receivemessage"));
  const { status } = await run(["dlq", "redrive", "--yes"]);
  const [, end] = await acts();
  expect([status, end]).toEqual([3, expect.objectContaining({ how: "failed", error: "AccessDenied" })]);
});

test("a history that cannot get its line does not end the act: the command says so", async () => {
  world.aws.on("UpdateItem", () => new AwsFailure("AccessDeniedException", 400, "perform: dynamodb:UpdateItem on x"));
  const { status, out, err } = await run(["dlq", "redrive", "--yes"]);
  expect([status, out]).toEqual([0, "moved to healthcare-appointments-test: 1\n"]);
  expect(err).toBe(
    "The audit has this act, but 1 notification's history in the delivery log could not get a line: " +
      "AWS denied dynamodb:UpdateItem.\n",
  );
});

test.each([
  ["an empty answer", ""],
  ["too long an answer", "x".repeat(201)],
  ["a hidden character", "turned \u202e round"],
])("%s is no reason", async (_, answer) => {
  const { status, out, err } = await run(sendKnown, { withoutReason: true, answer });
  expect([status, out]).toEqual([2, ""]);
  expect(err).toContain("ops: This reason cannot be recorded, and nothing was done.\n");
  expect(await acts()).toEqual([]);
});
