import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ImportedAppointment, ImportSettings } from "../../../../services/domain/import/import-appointment";
import { dynamoAppointmentImport } from "../../../../services/ops/aws/dynamo-appointment-import";
import { CLINICS } from "../../../support/data/clinics";
import { skippingClock } from "../../../support/fakes/skipping-clock";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";

let aws: AwsServer;
beforeAll(async () => {
  aws = await AwsServer.start();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const row: ImportedAppointment = {
  appointmentId: "7",
  patientId: "p",
  start: Date.parse("2999-03-01T19:30:00Z"),
  revision: undefined,
  fields: { appointmentTime: "2999-03-01T14:30" },
  cleared: ["location"],
  reminderDate: "2999-02-28",
  statedDay: undefined,
  localTime: true,
  over: false,
  clinicId: undefined,
  end: undefined,
};

const SETTINGS: ImportSettings = {
  now: Date.parse("2026-12-01T02:00:00Z"),
  clinicTimeZone: "America/New_York",
  clinics: CLINICS,
  daysBefore: 1,
};

/** Its waits take no time but on its own clock. */
function table(patience: number) {
  const clock = skippingClock();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws.client, maxAttempts: 1 }));
  return dynamoAppointmentImport(client, "appointments", patience, SETTINGS, {
    clock,
    random: { fraction: () => 0, uuid: () => "" },
  });
}

test.each(["ProvisionedThroughputExceededException", "ThrottlingException", "InternalServerError"])(
  "%s is waited for, and thrown where it does not pass in time",
  async (code) => {
    let failures = 5;
    aws.on("UpdateItem", () => {
      failures -= 1;
      return failures >= 0 ? new AwsFailure(code, 400) : {};
    });
    await expect(table(20_000).write(row)).resolves.toMatchObject({ outcome: "new" });
    failures = Number.POSITIVE_INFINITY;
    await expect(table(20_000).write(row)).rejects.toMatchObject({ name: code });
  },
);

test("an error that does not pass is thrown at once", async () => {
  aws.on("UpdateItem", () => new AwsFailure("ValidationException", 400));
  await expect(table(20_000).write(row)).rejects.toMatchObject({ name: "ValidationException" });
  expect(aws.calls).toHaveLength(1);
});

const STORED = { patientId: { S: "p" }, appointmentTime: { S: "2999-03-01T14:30" }, reminderQueuedAt: { S: "2999" } };

test("an item that changes between the read and the second write is read again, but not for ever", async () => {
  const refused = () => new AwsFailure("ConditionalCheckFailedException", 400);
  aws.on("GetItem", () => ({ Item: STORED }));
  aws.on("UpdateItem", () => (aws.of("UpdateItem").length < 4 ? refused() : {}));
  await expect(table(0).write(row)).resolves.toMatchObject({ outcome: "reminded" });
  aws.reset();
  aws.on("GetItem", () => ({ Item: STORED }));
  aws.on("UpdateItem", refused);
  await expect(table(0).write(row)).rejects.toMatchObject({ name: "ChangedMeanwhile" });
  expect(aws.of("UpdateItem")).toHaveLength(10);
});

test("every name and value that a write declares is used in it: DynamoDB refuses others", async () => {
  aws.on("GetItem", () => ({ Item: STORED }));
  aws.on("UpdateItem", () =>
    aws.of("UpdateItem").length === 1 ? new AwsFailure("ConditionalCheckFailedException", 400) : {},
  );
  for (const [localTime, start, revision] of [
    [true, row.start, undefined],
    [false, row.start + 1, undefined],
    [true, row.start, 3],
  ] as const) {
    aws.calls.length = 0;
    await table(0).write({ ...row, localTime, start, revision, fields: { ...row.fields, timeZone: "UTC" } });
    expect(aws.of("UpdateItem")).toHaveLength(2);
    for (const { parameters } of aws.of("UpdateItem")) {
      const words = `${parameters.UpdateExpression} ${parameters.ConditionExpression}`.match(/[#:]\w+/g);
      const declared = [parameters.ExpressionAttributeNames, parameters.ExpressionAttributeValues];
      const names = declared.flatMap((part) => Object.keys(part as object));
      expect(names.sort()).toEqual([...new Set(words)].sort());
    }
  }
});
