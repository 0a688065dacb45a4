/** What the commands of the delivery log show of patients' answers. */
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { replyCode } from "../../../../contracts/replies/history-code";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { ops } from "../../../support/ops";
import { LOG_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const DIGEST = "0123456789abcdef0123456789abcdef";
const OF = appointment({ patientId: "patient-answering" });
const KEY = identifyNotification(OF, CLINIC);
const REPLIED_AT = "2026-12-01T16:00:00.000Z";

let dynamo: TestDynamo;
withAwsAndDynamo(async (aws, tables) => {
  dynamo = tables;
  deployed(aws);
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const log = dynamoDeliveryLog(
    tables.direct,
    LOG_TABLE,
    settings,
    new FrozenClock(Date.parse("2026-12-01T15:00:00Z")),
  );
  const entry = (more: object) => logEntry({ appointment: OF, key: KEY, channel: "SMS", ...more });
  const { applied } = await log.apply("claimSms", entry({}));
  if (!applied) return;
  await log.apply("recordSmsSent", entry({ messageId: "sms-1" }));
  await answer();
});

/** As the consumer of answers notes it. */
async function answer(): Promise<void> {
  const line = { at: REPLIED_AT, status: "SMS_SENT", channel: "SMS", messageId: "r-1", code: replyCode("CONFIRM") };
  await dynamo.direct.send(
    new UpdateCommand({
      TableName: LOG_TABLE,
      Key: { ...KEY },
      UpdateExpression: "SET reply = :r, repliedAt = :at, phoneDigest = :d, #h = list_append(#h, :line)",
      ExpressionAttributeNames: { "#h": "history" },
      ExpressionAttributeValues: { ":r": "CONFIRM", ":at": REPLIED_AT, ":d": DIGEST, ":line": [line] },
    }),
  );
}
const log = (...args: string[]) => ops(["log", ...args, "--environment", "test"]);

test.each([
  ["notification", KEY.notificationId],
  ["patient", OF.patientId],
])("log %s shows the answer in the timeline and above it", async (...args) => {
  const { status, out } = await log(...args);
  expect(status).toBe(0);
  expect(out).toContain("Answered: the patient confirms the appointment (CONFIRM), Tue, Dec 1, 2026, 11:00:00 EST.\n");
  expect(out).toMatch(/SMS_SENT +answered: the patient confirms the appointment \(REPLY_CONFIRM\): r-1\n$/);
});

test("the answer is exported, and the digest of the phone is not", async () => {
  const range = ["--from", "2026-12-01", "--to", "2026-12-01"];
  const csv = (await log("export", ...range)).out.trim().split("\n");
  expect(csv.at(-1)).toMatch(new RegExp(`,default,CONFIRM,${REPLIED_AT}$`));
  const json = [await log("export", ...range, "--json"), await log("patient", OF.patientId, "--json")];
  for (const { out } of json)
    expect(JSON.parse(out).notifications).toEqual([
      expect.objectContaining({ reply: "CONFIRM", repliedAt: REPLIED_AT }),
    ]);
  const revealed = await log("export", ...range, "--json", "--reveal");
  for (const { out } of [...json, revealed]) expect(out).not.toContain(DIGEST);
});

test("log day counts the answers, and its list has a column of them", async () => {
  const { out } = await log("day", "2026-12-01", "--list");
  expect(out).toContain("\nAnswers: 1 confirmed, 0 asked to cancel, 0 asked for another time.\n");
  expect(out).toMatch(
    /\nclaimed +patient +appointment +state +reason +answer +notification\n.+ SMS_SENT +CONFIRM +\w{32}\n/,
  );
  expect(JSON.parse((await log("day", "2026-12-01", "--list", "--json")).out)).toMatchObject({
    answers: { CONFIRM: 1, CANCEL: 0, RESCHEDULE: 0 },
    notifications: [{ reply: "CONFIRM" }],
  });
  const without = await log("day", "2026-12-02", "--list");
  expect(without.out).not.toMatch(/answer/i);
});
