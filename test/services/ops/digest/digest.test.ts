import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import type { TransitionName } from "../../../../services/domain/notification/transitions";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { storeReply } from "../../../support/data/replies";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const HOUR = 3_600_000;

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on("GetQueueUrl", ({ parameters }) => ({ QueueUrl: `${aws.endpoint}/000000000000/${parameters.QueueName}` }));
  aws.on("GetQueueAttributes", ({ parameters }) => ({
    Attributes: { ApproximateNumberOfMessages: /appointments-dlq/.test(String(parameters.QueueUrl)) ? "2" : "0" },
  }));
});

const digest = (args: readonly string[] = [], options: OpsOptions = {}) =>
  ops(["digest", "--environment", "test", ...args], options);

/** The log has a reminder of a clinic that ended some hours ago. */
async function ended(appointmentId: string, hoursAgo: number, transition: TransitionName, clinicId = "default") {
  const clock = new FrozenClock(Date.now() - hoursAgo * HOUR);
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, clock);
  const ahead = new Date(Date.now() + 48 * HOUR).toISOString();
  const of = appointment({ appointmentId, patientId: `patient-of-${appointmentId}`, appointmentTime: ahead });
  const entry = logEntry({ appointment: of, clinicId, code: "NO_USABLE_PHONE" });
  await log.apply(transition, entry);
  return entry.key.notificationId;
}

test("it prints what the daily digest publishes, with the reminders as a list, and no contacts", async () => {
  const north = await ended("north-1", 2, "endWithoutContact", "north");
  const south = await ended("south-1", 30, "endWithoutEmail", "south");
  await ended("sent", 2, "claimSms");
  await storeReply(dynamo, { replyId: "reply-1", text: "call me back" });
  const { status, out } = await digest(["--list"]);
  expect(status).toBe(0);
  const lines = out.split("\n");
  expect(lines).toContain("- 1 reminder was not sent: no usable phone number or email address (NO_CONTACT)");
  expect(lines).toContain(
    "- 1 earlier reminder could not be sent, by SMS or by email (ALL_FAILED); its appointment is still ahead",
  );
  expect(lines).toContain("- 2 messages are in the dead-letter queue healthcare-appointments-dlq-test");
  expect(lines).toContain("    1 answer: reply-1");
  const table = lines.slice(lines.findIndex((line) => line.startsWith("since")));
  expect(table).toEqual([
    expect.stringMatching(/^since +clinic +patient +appointment +starts +state +reason +notification$/),
    expect.stringMatching(new RegExp(`, earlier +south +patient-of-south-1 .* ALL_FAILED +NO_USABLE_PHONE +${south}$`)),
    expect.stringMatching(new RegExp(` +north +patient-of-north-1 .* NO_CONTACT +NO_USABLE_PHONE +${north}$`)),
    "",
  ]);
  for (const secret of ["+1206", "Sarah", "@example.com", "call me"]) expect(out).not.toContain(secret);
});

test("it publishes nothing, and the next daily digest has the same", async () => {
  await ended("a-1", 2, "endWithoutContact");
  await digest();
  expect([...aws.of("Publish"), ...aws.of("PutMetricData"), ...aws.of("UpdateItem")]).toEqual([]);
});

test("--since takes a duration or a time, and --clinic selects", async () => {
  await ended("east-1", 2, "endWithoutContact", "east");
  await ended("east-2", 5, "endWithoutContact", "east");
  await ended("west-1", 2, "endWithoutContact", "west");
  const counts = async (...args: string[]) => JSON.parse((await digest(["--json", ...args])).out);
  expect(await counts("--clinic", "east")).toMatchObject({
    totals: { noContact: { count: 2, earlier: 0 } },
    clinics: [{ clinicId: "east" }],
    deadLetters: [],
  });
  expect(await counts("--since", "3h", "--clinic", "east")).toMatchObject({
    totals: { noContact: { count: 1, earlier: 1 } },
  });
  const time = new Date(Date.now() - 3 * HOUR).toISOString();
  expect(await counts("--since", time, "--list", "--clinic", "east")).toMatchObject({
    environment: "test",
    since: time,
    interrupted: false,
    totals: { noContact: { count: 1, earlier: 1 } },
    notifications: [
      { need: "noContact", isEarlier: true, clinicId: "east", appointmentId: "east-2" },
      { isEarlier: false, clinicId: "east", appointmentId: "east-1" },
    ],
  });
  expect(await counts()).toMatchObject({
    deadLetters: [{ queue: "healthcare-appointments-dlq-test", messages: 2 }],
  });
});

test.each([
  ["yesterday", 2, "Must be a duration such as 26h, or a time such as 2026-12-01T07:00Z."],
  ["2026-12-01", 2, "Must be a duration such as 26h, or a time such as 2026-12-01T07:00Z."],
  ["2026-13-01T07:00Z", 2, "Must be a duration such as 26h, or a time such as 2026-12-01T07:00Z."],
  ["2999-12-01T07:00Z", 2, "--since is in the future"],
  ["32d", 2, "--since is more than 31 days ago"],
])("--since %s is refused with a sentence", async (since, status, sentence) => {
  const run = await digest(["--since", since]);
  expect(run.status).toBe(status);
  expect(run.err).toContain(sentence);
  expect(run.out).toBe("");
});

test("an operator without a permission gets no digest that leaves something out", async () => {
  aws.on("GetQueueAttributes", () => new AwsFailure("AccessDenied", 403));
  const { status, out } = await digest();
  expect([status, out]).toEqual([3, ""]);
});

test("Ctrl-C ends it with what was read so far, and says so", async () => {
  await ended("a-1", 2, "endWithoutContact");
  const { status, err } = await digest([], { interrupted: AbortSignal.abort() });
  expect(status).toBe(130);
  expect(err).toContain("Interrupted: there may be more.");
});

test("a narrow terminal gets shorter lines, and whole commands", async () => {
  await ended("a-1", 2, "endWithoutContact");
  const { out } = await digest([], { columns: 60 });
  const long = out.split("\n").filter((line) => line.length > 60);
  expect(long.every((line) => /^ {2}npm run|[0-9a-f]{32}|#the-daily-digest/.test(line))).toBe(true);
});
