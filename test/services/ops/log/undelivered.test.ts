/** `log day` about what receipts say. */
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import type { LogEntry } from "../../../../services/domain/notification/delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { ops } from "../../../support/ops";
import type { AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
});

const day = (...args: string[]) => ops(["log", "day", ...args, "--environment", "test"]);

let patients = 0;
interface Texted {
  readonly sentAt: string;
  readonly reportedAt: string;
  readonly code?: "UNREACHABLE" | "OPTED_OUT";
  readonly clinicId?: string;
}
/** A text is accepted, and reported as delivered or, with a code, as not delivered. */
async function text({ sentAt, reportedAt, code, clinicId = "default" }: Texted) {
  patients += 1;
  const of = appointment({ patientId: `patient-${patients}`, appointmentId: `a-${patients}`, email: undefined });
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const clock = new FrozenClock(Date.parse(sentAt));
  const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, clock);
  const messageId = `sms-${patients}`;
  const entry = (more: Partial<LogEntry> = {}) =>
    logEntry({ appointment: of, clinicId, channel: "SMS", claimId: `claim-${patients}`, ...more });
  await log.apply("claimSms", entry());
  await log.apply("recordSmsSent", entry({ messageId }));
  clock.advance(Date.parse(reportedAt) - Date.parse(sentAt));
  await log.apply(code ? "recordUndelivered" : "recordSmsDelivered", entry({ messageId, code }));
  return { ...of, id: identifyNotification(of, CLINIC).notificationId };
}

test("a day's notifications are counted as delivered, undelivered, and accepted only", async () => {
  const sentAt = "2026-12-03T15:00:00Z";
  await text({ sentAt, reportedAt: sentAt });
  await text({ sentAt, reportedAt: "2026-12-05T15:00:00Z", code: "UNREACHABLE" });
  const { out } = await day("2026-12-03");
  expect(out.split("\n").slice(2)).toEqual([
    "count  state          reason       meaning",
    "1      SMS_DELIVERED               the carrier reported the SMS as delivered",
    "1      UNDELIVERED    UNREACHABLE  the text was not delivered: the phone or its carrier could not be reached",
    "",
    "Receipts: 1 delivered, 1 undelivered, 0 accepted without a receipt so far.",
    "",
  ]);
  expect(JSON.parse((await day("2026-12-03", "--json")).out)).toMatchObject({
    total: 2,
    receipts: { delivered: 1, undelivered: 1, accepted: 0 },
  });
});

describe("log day --status UNDELIVERED", () => {
  test("lists what became undelivered on that day of the clinic, first that first became so, without contacts", async () => {
    const second = await text({
      sentAt: "2026-12-08T15:00:00Z",
      reportedAt: "2026-12-11T03:00:00Z",
      code: "OPTED_OUT",
      clinicId: "south",
    });
    const first = await text({
      sentAt: "2026-12-10T15:00:00Z",
      reportedAt: "2026-12-10T15:01:00Z",
      code: "UNREACHABLE",
    });
    await text({ sentAt: "2026-12-10T15:00:00Z", reportedAt: "2026-12-12T15:00:00Z", code: "UNREACHABLE" });
    const { status, out } = await day("2026-12-10", "--status", "undelivered");
    expect(status).toBe(0);
    expect(out.split("\n")).toEqual([
      "2026-12-10: 2 notifications that became undelivered",
      "",
      expect.stringMatching(/^count +state +reason +meaning$/),
      expect.stringMatching(/^1 +UNDELIVERED +(?:UNREACHABLE|OPTED_OUT) +the text was not delivered: /),
      expect.stringMatching(/^1 +UNDELIVERED +(?:UNREACHABLE|OPTED_OUT) +the text was not delivered: /),
      "",
      "reason       what to do",
      expect.stringMatching(/^UNREACHABLE +Check the number/),
      expect.stringMatching(/^OPTED_OUT +Do not text this number/),
      "",
      expect.stringMatching(/^undelivered +clinic +patient +appointment +state +reason +notification$/),
      expect.stringMatching(
        new RegExp(`^Thu, Dec 10, 2026, 10:01:00 EST +default +${first.patientId} .+ UNREACHABLE +${first.id}$`),
      ),
      expect.stringMatching(
        new RegExp(`^Thu, Dec 10, 2026, 22:00:00 EST +south +${second.patientId} .+ OPTED_OUT +${second.id}$`),
      ),
      "",
    ]);
    for (const secret of ["+1206", "Sarah", "@example.com"]) expect(out).not.toContain(secret);
    const south = await day("2026-12-10", "--status", "UNDELIVERED", "--clinic", "south", "--json");
    expect(JSON.parse(south.out)).toMatchObject({
      total: 1,
      notifications: [{ patientId: second.patientId, clinicId: "south", reason: "OPTED_OUT", channel: "SMS" }],
    });
    expect((await day("2026-12-10", "--state", "UNDELIVERED")).out).toBe(out);
  });

  test("takes a query for each part of the day, and one more for each further page", async () => {
    aws.calls.length = 0;
    await day("2026-12-10", "--status", "UNDELIVERED");
    expect(aws.of("Query").map(({ parameters }) => parameters.IndexName)).toEqual(Array(16).fill("AttentionIndex"));
    const key = {
      notificationId: { S: "x" },
      timestamp: { N: "1" },
      attentionPart: { S: "x" },
      attentionAt: { S: "x" },
    };
    aws.on("Query", ({ parameters }) => ({
      Items: [],
      ...(!parameters.ExclusiveStartKey && { LastEvaluatedKey: key }),
    }));
    aws.calls.length = 0;
    await day("2026-12-10", "--status", "UNDELIVERED");
    expect(aws.of("Query")).toHaveLength(32);
  });

  test("no longer lists what was reopened or delivered after all", async () => {
    const late = { sentAt: "2026-12-14T15:00:00Z", reportedAt: "2026-12-14T15:01:00Z", code: "UNREACHABLE" } as const;
    const { id, appointmentTime, ...of } = await text(late);
    const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
    const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(Date.parse(late.reportedAt)));
    const entry = logEntry({ appointment: { appointmentTime, ...of }, channel: "SMS", messageId: `sms-${patients}` });
    const { item } = await log.apply("recordSmsDelivered", entry);
    await log.apply("recordSmsDelivered", entry, item);
    expect((await day("2026-12-14", "--status", "UNDELIVERED")).out).toBe(
      "2026-12-14: 0 notifications that became undelivered\n",
    );
  });

  test("together with another state is misuse, since their days differ", async () => {
    const { status, err } = await day("--status", "UNDELIVERED", "--status", "NO_CONTACT");
    expect([status, err]).toEqual([2, expect.stringContaining("cannot be combined")]);
  });
});
