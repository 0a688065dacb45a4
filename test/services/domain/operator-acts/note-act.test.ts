/** Lines of operators in the history of a notification, in a table. */
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { type ActLog, noteAct } from "../../../../services/domain/operator-acts/note-act";
import { dynamoActLog } from "../../../../services/ops/aws/audit/dynamo-act-log";
import { dynamoLogReader } from "../../../../services/ops/aws/dynamo-log-reader";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { appointment, logEntry } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { LOG_TABLE, TestDynamo } from "../../../support/servers/dynamo";

const NOW = Date.parse("2026-11-30T12:00:00Z");
const LINE = { code: "REDRIVEN", by: "arn:aws:iam::123456789012:user/ana", note: "INC-1" } as const;
const clock = new FrozenClock(NOW);

let dynamo: TestDynamo;
let actLog: ActLog;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
  actLog = dynamoActLog(dynamo.client, LOG_TABLE, dynamoLogReader(dynamo.client, LOG_TABLE));
});
afterAll(() => dynamo.stop());

const log = () =>
  dynamoDeliveryLog(
    dynamo.client,
    LOG_TABLE,
    { leaseMs: 60_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE },
    clock,
  );

let patients = 0;
/** The entry of a notification of its own. */
function another() {
  patients += 1;
  const of = appointment({ patientId: `patient-${patients}` });
  return logEntry({ appointment: of, key: identifyNotification(of, CLINIC) });
}
async function itemOf({ key }: ReturnType<typeof another>) {
  const item = await dynamo.logItem(key);
  if (!item) throw new Error("there is no item");
  return item;
}

test("a line says who did what and why, in the state that the notification has, and changes nothing else", async () => {
  const entry = another();
  await log().apply("endWithoutEmail", { ...entry, code: "NO_USABLE_EMAIL" });
  const { history: before, ...others } = await itemOf(entry);
  expect(await noteAct(entry.key, LINE, actLog, NOW)).toBe("noted");
  const { history, ...rest } = await itemOf(entry);
  expect(history).toEqual([...before, { at: "2026-11-30T12:00:00.000Z", status: "ALL_FAILED", ...LINE }]);
  expect(rest).toEqual(others);
});

test("a line is added once, even if the response to the write is lost", async () => {
  const entry = another();
  await log().apply("endWithoutEmail", entry);
  const lost: ActLog = {
    ...actLog,
    write: async (...args) => {
      await actLog.write(...args);
      return false;
    },
  };
  expect(await noteAct(entry.key, LINE, lost, NOW)).toBe("noted");
  expect((await itemOf(entry)).history).toHaveLength(2);
});

test("two operators who act at the same moment have a line each", async () => {
  const entry = another();
  await log().apply("endWithoutEmail", entry);
  const item = await itemOf(entry);
  const noted = ["ana", "bob"].map((by) => noteAct(item, { ...LINE, by }, actLog, NOW));
  expect(await Promise.all(noted)).toEqual(["noted", "noted"]);
  expect((await itemOf(entry)).history.flatMap(({ by }) => by ?? []).sort()).toEqual(["ana", "bob"]);
});

test("a consumer that holds the claim records its outcome all the same", async () => {
  const entry = another();
  await log().apply("claimSms", entry);
  expect(await noteAct(entry.key, LINE, actLog, NOW)).toBe("noted");
  expect(await log().apply("recordSmsSent", { ...entry, messageId: "sms-1" })).toMatchObject({ applied: true });
  expect((await itemOf(entry)).history.map(({ status, code }) => code ?? status)).toEqual([
    "SMS_SENDING",
    "REDRIVEN",
    "SMS_SENT",
  ]);
});

test("a history from which the next transition leaves lines out gets none", async () => {
  const entry = another();
  await log().apply("endWithoutEmail", entry);
  const withLines = async (count: number) =>
    dynamo.client.send(
      new UpdateCommand({
        TableName: LOG_TABLE,
        Key: { ...entry.key },
        UpdateExpression: "SET history = :lines",
        ExpressionAttributeValues: {
          ":lines": Array.from({ length: count }, (_, index) => ({ at: `line ${index}`, status: "ALL_FAILED" })),
        },
      }),
    );
  await withLines(39);
  expect(await noteAct(entry.key, LINE, actLog, NOW)).toBe("noted");
  await withLines(40);
  expect(await noteAct(entry.key, LINE, actLog, NOW)).toBe("full");
  expect((await itemOf(entry)).history).toHaveLength(40);
});

test("a notification that the log does not have gets no item", async () => {
  const { key } = another();
  expect([await noteAct(key, LINE, actLog, NOW), await dynamo.logItem(key)]).toEqual(["absent", undefined]);
});

test("an item that others change at every attempt is left as it is", async () => {
  const entry = another();
  await log().apply("endWithoutEmail", entry);
  const item = await itemOf(entry);
  expect(await noteAct(item, LINE, { ...actLog, write: async () => false }, NOW)).toBe("busy");
});
