import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { dynamoTextedPhones } from "../../../../services/adapters/dynamodb/dynamo-texted-phones";
import { systemClock } from "../../../../services/adapters/system-clock";
import { clinicDay } from "../../../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { ops } from "../../../support/ops";
import type { AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, RATE_LIMIT_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const DIGEST = "0123456789abcdef0123456789abcdef";
let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on("GetCallerIdentity", () => ({ Arn: "arn:aws:iam::123456789012:user/ana" }));
  for (const [notificationId, phoneDigest] of Object.entries({
    waiting: DIGEST,
    quiet: "another",
    emailed: undefined,
  })) {
    const Item = { notificationId, timestamp: 1, status: "SMS_RETRYING", ...(phoneDigest && { phoneDigest }) };
    await dynamo.direct.send(new PutCommand({ TableName: LOG_TABLE, Item }));
  }
});

const release = (id: string, ...args: string[]) =>
  ops(["release", "phone", "--environment", "test", "--notification", id, "--because", "a home", ...args]);
const count = (id: string) =>
  dynamoTextedPhones(dynamo.direct, RATE_LIMIT_TABLE, 2, systemClock).count(
    DIGEST,
    clinicDay(Date.now(), CLINIC_TIME_ZONE),
    id,
  );

test("releases the phone of a notification that waits, which the operator does not type or see", async () => {
  expect([await count("a"), await count("b"), await count("waiting")]).toEqual([true, true, false]);
  const { status, out, err } = await release("waiting");
  expect([status, err]).toEqual([0, ""]);
  expect(out.replace(/\s+/g, " ")).toMatch(
    /^The phone is released for today\. It has had the texts of 2 notifications on \d{4}-\d\d-\d\d\. What waits is sent within 5 minutes\. $/,
  );
  expect(await count("waiting")).toBe(true);
  const { out: json } = await release("waiting", "--json");
  expect(JSON.parse(json)).toMatchObject({ released: true, texts: 3, by: "arn:aws:iam::123456789012:user/ana" });
  expect(json).not.toContain(DIGEST);
});

test.each([
  ["nobody", 2, "--notification names none of the delivery log"],
  ["emailed", 1, "This notification has no text to a phone"],
  ["quiet", 1, "The phone of this notification got no text on "],
])("of the notification %s it changes nothing, and says why", async (id, status, problem) => {
  expect(await release(id)).toMatchObject({ status, err: expect.stringContaining(problem) });
});
