import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { dynamoLookup } from "../../../../services/adapters/dynamodb/dynamo-lookup";
import { APPOINTMENTS, TestDynamo } from "../../../support/servers/dynamo";

let dynamo: TestDynamo;
/** What was read, with its parameters. */
let reads: unknown[];

beforeAll(async () => {
  dynamo = await TestDynamo.start();
  reads = dynamo.recordInputs();
});
afterAll(() => dynamo.stop());
beforeEach(async () => {
  await dynamo.emptyAppointments();
  reads.length = 0;
});

const table = (name = APPOINTMENTS) => dynamoLookup(dynamo.client as unknown as DynamoDBClient, name);

test("an item is found by both ids, with all its attributes", async () => {
  const item = {
    appointmentId: "a",
    patientId: "p",
    appointmentTime: "2026-12-02T14:30",
    revision: 2,
    other: { x: [1] },
  };
  await dynamo.putAppointments(item, { ...item, patientId: "another" });
  expect(await table().find("a", "p")).toEqual(item);
});

test("an appointment that the table does not have is not found", async () => {
  await dynamo.putAppointments({ appointmentId: "a", patientId: "p" });
  expect(await table().find("a", "another")).toBeUndefined();
});

test("each look-up is one strongly consistent read, so that a cancellation counts as soon as it is stored", async () => {
  await table().find("a", "p");
  expect(reads).toEqual([
    { TableName: APPOINTMENTS, Key: { appointmentId: { S: "a" }, patientId: { S: "p" } }, ConsistentRead: true },
  ]);
});

test("a number beyond the safe integers does not make an item unreadable", async () => {
  await dynamo.putAppointments({ appointmentId: "a", patientId: "p" });
  await dynamo.client.send(
    new UpdateItemCommand({
      TableName: APPOINTMENTS,
      Key: { appointmentId: { S: "a" }, patientId: { S: "p" } },
      UpdateExpression: "SET booked = :n",
      ExpressionAttributeValues: { ":n": { N: "9007199254740993.5" } },
    }) as never,
  );
  expect(await table().find("a", "p")).toMatchObject({ appointmentId: "a" });
  const Key = { appointmentId: "a", patientId: "p" };
  await dynamo.client.send(new DeleteCommand({ TableName: APPOINTMENTS, Key }));
});

test("a table that cannot be read is an error", async () => {
  await expect(table("unknown").find("a", "p")).rejects.toThrow();
});
