/** PartiQL's INSERT on the local run, into a table whose policy denies every other write. */
import { ExecuteStatementCommand as PlainStatement } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DeleteCommand,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { insertOf } from "../../../../../infra/local/emulators/dynamodb/insert-statement";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../../../support/servers/local-cloud";

let cloud: LocalCloudProcess;
beforeAll(async () => {
  cloud = await startLocalCloudProcess();
});
afterAll(() => cloud.stop());

const TableName = "operator-acts-dev";
const Key = { day: "2026-12-01", actId: "2026-12-01T10:00:00.000Z#1" };
const insert = (because: string, key = Key) =>
  cloud.dynamodb.send(
    new ExecuteStatementCommand({
      Statement: `INSERT INTO "${TableName}" VALUE {'day': ?, 'actId': ?, 'because': ?}`,
      Parameters: [key.day, key.actId, because],
    }),
  );
const item = async () => (await cloud.dynamodb.send(new GetCommand({ TableName, Key }))).Item;

test("inserts an item, and refuses another one under the same key", async () => {
  await insert("a test");
  await expect(insert("forged")).rejects.toMatchObject({ name: "DuplicateItemException" });
  expect(await item()).toEqual({ ...Key, because: "a test" });
});

test("the acts of operators cannot be replaced, changed or deleted", async () => {
  const key = { ...Key, actId: `${Key.actId}#kept` };
  await insert("kept", key);
  const writes = {
    PutItem: new PutCommand({ TableName, Item: key }),
    UpdateItem: new UpdateCommand({
      TableName,
      Key: key,
      UpdateExpression: "SET because = :forged",
      ExpressionAttributeValues: { ":forged": "forged" },
    }),
    DeleteItem: new DeleteCommand({ TableName, Key: key }),
    BatchWriteItem: new BatchWriteCommand({ RequestItems: { [TableName]: [{ DeleteRequest: { Key: key } }] } }),
  };
  for (const [action, write] of Object.entries(writes)) {
    await expect(cloud.dynamodb.send(write as PutCommand)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`perform: dynamodb:${action} on resource: ${TableName}`),
    });
  }
  expect((await cloud.dynamodb.send(new GetCommand({ TableName, Key: key }))).Item).toEqual({
    ...key,
    because: "kept",
  });
});

test("a table that does not exist is an error", async () => {
  const Statement = `INSERT INTO "nothing" VALUE {'day': ?}`;
  const inserting = cloud.dynamodb.send(new PlainStatement({ Statement, Parameters: [{ S: "x" }] }));
  await expect(inserting).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test.each([
  ['SELECT * FROM "t"', []],
  [`INSERT INTO "t" VALUE {'a': 'text'}`, []],
  [`INSERT INTO "t" VALUE {'a': ?, 'b': ?}`, [{ S: "1" }]],
  [`INSERT INTO t VALUE {'a': ?}`, [{ S: "1" }]],
  ["", []],
])("the statement %s is refused", (Statement, Parameters) => {
  expect(() => insertOf({ Statement, Parameters })).toThrow(expect.objectContaining({ code: "ValidationException" }));
});
