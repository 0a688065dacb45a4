/** `--json` of every command: one document on standard output, errors as JSON on standard error. */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../../contracts/environment";
import { SENDING_STOPS } from "../../../contracts/tables/sending-stops";
import { dynamoDeliveryLog } from "../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../../services/adapters/system-clock";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { deployed, PRODUCER_SETTINGS, SMS_SETTINGS } from "../../support/data/deployed";
import { appointment, logEntry } from "../../support/data/records";
import { storeReply } from "../../support/data/replies";
import { functionEnvironment } from "../../support/environment";
import { type OpsOptions, type OpsRun, ops } from "../../support/ops";
import { AwsFailure, type AwsServer } from "../../support/servers/aws-server";
import { LOG_TABLE, STOPS_TABLE } from "../../support/servers/dynamo";
import { ALL_QUEUES, ServedQueues } from "../../support/servers/served-queues";
import { answerAboutTables } from "../../support/servers/table-settings";
import { importWorld } from "../../support/worlds/import-world";

const DLQ = "healthcare-appointments-dlq-test";
const QUEUES = ALL_QUEUES;

const world = importWorld();
let queues: ServedQueues;
beforeEach(async () => {
  deployed(world.aws);
  // The second look of an erasure follows after the lease.
  const variables = { ...functionEnvironment(world.aws.endpoint), [ENV.leaseSeconds]: "0.2" };
  world.aws.on(SMS_SETTINGS, () => ({ Environment: { Variables: variables } }));
  queues = new ServedQueues(world.aws, ...QUEUES);
  world.aws.on("PublishBatch", () => ({}));
  world.aws.on("GetCallerIdentity", () => ({ Arn: "arn:aws:iam::123456789012:user/ana" }));
  answerAboutTables(world.aws);
  await storeReply(world.dynamo);
});

afterEach(() => jest.restoreAllMocks());

const TODAY = new Date().toLocaleDateString("sv", CLINIC);
/** A month on its first day, of which a report reads no other. */
const MONTH = "2025-01";
const FIRST_DAY = Date.parse(`${MONTH}-01T12:00:00-05:00`);
const REMINDED = appointment({ patientId: "patient-reminded", appointmentId: "a-reminded" });
const REMINDED_ID = identifyNotification(REMINDED, CLINIC).notificationId;
const APPOINTMENTS = JSON.stringify([{ ...appointment(), appointmentId: "a-1" }, { patientId: "p" }]);
const SEND = ["send", "--patient-id", "p", "--appointment-time", "2999-01-01T10:00"];

/** Every command, with what it works on. */
const COMMANDS: readonly (readonly [name: string, args: readonly string[], input?: string])[] = [
  ["doctor", ["doctor"]],
  ["stop", ["stop", "--because", "a test"]],
  ["start", ["start", "--because", "a test", "--dry-run"]],
  ["start", ["start", "--because", "a test", "--yes"]],
  ["restore begin", ["restore", "begin", "--to", new Date().toISOString(), "--because", "a test"]],
  ["restore check", ["restore", "check"]],
  ["restore replay", ["restore", "replay", "--because", "a test"]],
  ["restore finish", ["restore", "finish", "--because", "a test"]],
  ["smoke", ["smoke", "--dry-run", "--watch-for", "1s"]],
  ["digest", ["digest", "--list"]],
  ["log notification", ["log", "notification", REMINDED_ID]],
  ["log patient", ["log", "patient", REMINDED.patientId]],
  ["log day", ["log", "day", TODAY, "--list"]],
  ["log export", ["log", "export", "--from", TODAY, "--to", TODAY]],
  ["log replay", ["log", "replay", "--from", TODAY]],
  ["report", ["report", "--month", MONTH, "--no-compare"]],
  ["dlq list", ["dlq", "list"]],
  ["dlq show", ["dlq", "show", "message-1"]],
  ["dlq drop", ["dlq", "drop", "--because", "a test", "--reason", "NO_USABLE_EMAIL", "--yes"]],
  ["dlq redrive", ["dlq", "redrive", "--yes"]],
  ["dlq redrive", ["dlq", "redrive", "--dry-run"]],
  ["dlq redrive", ["dlq", "redrive", "--yes", "--watch-for", "1s"]],
  ["replies list", ["replies", "list"]],
  ["replies show", ["replies", "show", "reply-1"]],
  ["replies done", ["replies", "done", "reply-1", "--because", "a test"]],
  ["audit", ["audit"]],
  ["release run", ["release", "run", "--because", "a test", "--yes"]],
  ["release texts", ["release", "texts", "--because", "a test", "--yes"]],
  ["release phone", ["release", "phone", "--because", "a test", "--notification", REMINDED_ID]],
  ["patient show", ["patient", "show", "patient-1"]],
  ["patient export", ["patient", "export", "patient-1", "--because", "a test"]],
  ["patient erase", ["patient", "erase", "patient-1", "--because", "a test", "--yes"]],
  ["patient erase", ["patient", "erase", "patient-1", "--because", "a test", "--dry-run"]],
  ["send", SEND],
  ["send", [...SEND, "--watch-for", "1s"]],
  ["book", ["book", ...SEND.slice(1), "--appointment-id", "a"]],
  ["import", ["import", "-"], APPOINTMENTS],
  ["appointments check", ["appointments", "check", "--table"]],
  ["validate", ["validate", "-"], APPOINTMENTS],
  ["translate", ["translate", "-"], JSON.stringify({ resourceType: "Appointment" })],
  ["texts list", ["texts", "list"]],
  ["texts lint", ["texts", "lint"]],
  ["texts preview", ["texts", "preview"]],
];

/** Commands that do not use AWS. */
const WITHOUT_AWS = ["validate", "translate", "texts"];

const inTest = (args: readonly string[]) =>
  WITHOUT_AWS.includes(args[0] ?? "") ? [...args, "--json"] : [...args, "--json", "--environment", "test"];
/** Rejected entries go to the test's own folder. */
const withFolder = (args: readonly string[]) => {
  if (args[0] === "import") return [...args, "--rejected", world.folder.at("rejected.jsonl")];
  return args[1] === "export" && args[0] === "patient" ? [...args, "--out", world.folder.at("record.json")] : args;
};
const run = async (args: readonly string[], input = "", options: OpsOptions = {}) => {
  await storeStops(args[0] === "restore" && args[1] !== "begin");
  if (args[0] === "report") jest.spyOn(Date, "now").mockReturnValue(FIRST_DAY);
  return ops(inTest(withFolder(args)), { input, ...options });
};

/** @param isRestoring a restore has begun */
async function storeStops(isRestoring: boolean): Promise<void> {
  const record = { at: "2999-01-01T00:00:00.000Z", by: "ana", because: "a test" };
  const restore = { ...record, to: new Date().toISOString() };
  const stops = isRestoring ? { SMS: record, EMAIL: record, restore } : {};
  const Item = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item, version: 1, ...stops };
  await world.dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item }));
}

/** The document on standard output; fails where there is none, or more than one. */
const documentOf = ({ out }: OpsRun) => JSON.parse(out) as Record<string, unknown>;
/** The error on standard error, which comes last. */
const errorOf = ({ err }: OpsRun) => JSON.parse(err.trimEnd().split("\n").at(-1) ?? "") as { status: number };

async function remind(of: typeof REMINDED): Promise<void> {
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const log = dynamoDeliveryLog(world.dynamo.direct, LOG_TABLE, settings, systemClock);
  const key = identifyNotification(of, CLINIC);
  await log.apply("claimSms", logEntry({ appointment: of, key, channel: "SMS" }));
  await log.apply("recordSmsSent", logEntry({ appointment: of, key, channel: "SMS", messageId: "sms-1" }));
}

function refuseEverything(aws: AwsServer): void {
  const refusal = () => new AwsFailure("AccessDeniedException", 400, "is not authorized to perform: a:call on x");
  const actions = ["GetQueueUrl", "Query", "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Scan"];
  for (const action of [PRODUCER_SETTINGS, ...actions]) aws.on(action, refusal);
}

test("every command that takes --json is tried here", async () => {
  const help = async (...args: string[]) => (await ops([...args, "--help"])).out;
  const names = (text: string) =>
    [...(text.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, name = ""]) => name);
  const found: string[] = [];
  for (const name of names(await help())) {
    const below = names(await help(name));
    for (const path of below.length > 0 ? below.map((one) => [name, one]) : [[name]]) {
      if ((await help(...path)).includes("--json")) found.push(path.join(" "));
    }
  }
  expect([...new Set(COMMANDS.map(([name]) => name))].sort()).toEqual(found.sort());
});

test.each(COMMANDS.map((command) => [command[1].join(" "), command] as const))(
  "%s --json prints one document",
  async (_, [, args, input]) => {
    await remind(REMINDED);
    queues.put(DLQ, JSON.stringify(appointment()), {
      DeadLetterReason: "NO_USABLE_EMAIL",
      SourceQueue: "appointments",
    });
    const { status, ...result } = await run(args, input);
    expect([0, 1]).toContain(status);
    documentOf({ status, ...result });
  },
);

test.each([
  [["log", "notification", "0123"], { notifications: [] }],
  [["log", "patient", "nobody"], { notifications: [] }],
  [["patient", "show", "nobody"], { patientId: "nobody", found: { appointments: 0 } }],
  [["patient", "erase", "nobody", "--because", "a test", "--yes"], { patientId: "nobody", found: { answers: 0 } }],
  [["log", "day", "2025-01-01"], { total: 0 }],
  [["log", "export", "--from", "2025-01-01", "--to", "2025-01-02"], { notifications: [], count: 0, complete: true }],
  [["log", "replay", "--from", "2025-01-01"], { events: 0 }],
  [["report", "--month", MONTH, "--no-compare"], { month: MONTH, reminders: 0, final: false }],
  [["dlq", "list"], { messages: 0 }],
  [["replies", "list", "--clinic", "nobody"], { waiting: 0, replies: [] }],
  [["replies", "done", "r-0", "--because", "a test"], { results: [{ replyId: "r-0", result: "unknown" }] }],
  [["dlq", "drop", "--because", "a test", "--message", "m", "--yes"], { recorded: 0 }],
  [["dlq", "redrive", "--yes", "--watch-for", "1s"], { moved: { appointments: 0, "email-fallback": 0 }, open: 0 }],
] as const)("%j with nothing to find prints one document, which says so", async (args, document) => {
  expect(documentOf(await run(args))).toMatchObject(document);
});

test.each(COMMANDS.map((command) => [command[1].join(" "), command] as const))(
  "%s --json that Ctrl-C ended prints one document or none, and no text",
  async (_, [name, args, input]) => {
    const result = await run(args, input, { interrupted: AbortSignal.abort() });
    // These end by themselves, after one call or a few.
    if (
      !["doctor", "stop", "send", "book", "log notification", "replies show"].includes(name) &&
      !/^(?:texts|release) /.test(name)
    )
      expect(result.status).toBe(130);
    if (result.out !== "") documentOf(result);
    else expect(errorOf(result)).toMatchObject({ error: "Interrupted", status: 130 });
  },
);

test.each(
  COMMANDS.filter(([name]) => !["doctor", ...WITHOUT_AWS].includes(name.split(" ")[0] ?? "")).map(
    (command) => [command[1].join(" "), command] as const,
  ),
)("%s --json where AWS refuses everything says so as JSON", async (_, [, args, input]) => {
  refuseEverything(world.aws);
  const result = await run(args, input);
  expect(errorOf(result)).toMatchObject({ error: expect.stringContaining("AWS denied a:call"), status: 3 });
  expect(result.status).toBe(3);
  if (result.out !== "") documentOf(result);
});

test.each(COMMANDS.map((command) => [command[1].join(" "), command] as const))(
  "%s --json with an unknown option says so as JSON",
  async (_, [, args]) => {
    const result = await run([...args, "--nonsense"]);
    expect([result.status, result.out]).toEqual([2, ""]);
    expect(JSON.parse(result.err)).toEqual({
      error: "unknown option '--nonsense'",
      hint: "See --help.",
      status: 2,
    });
  },
);

test("a followed redrive prints one document with what it moved and the outcomes", async () => {
  const of = appointment({ patientId: "patient-redriven", appointmentId: "a-redriven" });
  queues.put(DLQ, JSON.stringify(of), { DeadLetterReason: "NO_USABLE_EMAIL", SourceQueue: "appointments" });
  world.aws.on("SendMessage", (call) => {
    void remind(of);
    return queues.send(call);
  });
  const result = await run(["dlq", "redrive", "--yes", "--watch"]);
  expect(documentOf(result)).toMatchObject({
    environment: "test",
    interrupted: false,
    moved: { appointments: 1 },
    outcomes: { SMS_SENT: 1 },
    open: 0,
  });
  expect(result.status).toBe(0);
});

test("a followed send prints one document with the notification and the outcome", async () => {
  const result = await run([...SEND, "--watch-for", "1s"]);
  expect(documentOf(result)).toMatchObject({ queued: true, notificationId: expect.any(String), outcomes: {}, open: 1 });
  expect(result.status).toBe(1);
});

test("a redrive that fails in the middle prints what it had moved, and the error as JSON", async () => {
  for (const index of [1, 2])
    queues.put(DLQ, JSON.stringify(appointment({ appointmentId: `a-${index}` })), { SourceQueue: "email-fallback" });
  let receives = 0;
  const served = queues;
  world.aws.on("ReceiveMessage", (call) => {
    receives += 1;
    return receives > 1 ? new AwsFailure("AccessDenied", 403) : served.receive(call);
  });
  const result = await run(["dlq", "redrive", "--yes", "--watch"]);
  expect(documentOf(result)).toMatchObject({ moved: { "email-fallback": 2 } });
  expect(errorOf(result)).toMatchObject({ status: 3 });
});

test.each([
  ["dlq redrive", ["dlq", "redrive"], { moved: { appointments: 0, "email-fallback": 0 } }],
  ["dlq drop", ["dlq", "drop", "--because", "a test", "--reason", "UNKNOWN"], { recorded: 0 }],
  ["smoke", ["smoke"], { sent: [] }],
])(
  "%s --json that was not agreed to prints one document, which says that nothing was done",
  async (_, args, document) => {
    queues.put(DLQ, JSON.stringify(appointment()));
    expect(documentOf(await run(args, "", { answer: "n" }))).toMatchObject(document);
  },
);
