import { type BatchGetItemCommandOutput, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { batchedDynamoLookup } from "../../../../../services/adapters/dynamodb/lookup/batched-dynamo-lookup";
import { APPOINTMENTS, TestDynamo } from "../../../../support/servers/dynamo";

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

const table = (name = APPOINTMENTS) => batchedDynamoLookup(dynamo.client as unknown as DynamoDBClient, name);

/** The reads of several keys at once. */
const batchesRead = () =>
  reads.filter((input) => {
    const { RequestItems = {} } = input as { RequestItems?: Record<string, object> };
    return Object.values(RequestItems).some((request) => "Keys" in request);
  });

/** Changes the responses to reads of several keys while something runs. */
async function answering<T>(change: (output: BatchGetItemCommandOutput) => object, run: () => Promise<T>): Promise<T> {
  const name = "changedResponses";
  dynamo.client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      if (context.commandName === "BatchGetItemCommand") {
        result.output = { ...result.output, ...change(result.output as BatchGetItemCommandOutput) } as never;
      }
      return result;
    },
    { step: "initialize", name },
  );
  try {
    return await run();
  } finally {
    dynamo.client.middlewareStack.remove(name);
  }
}

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

test("a look-up alone is one strongly consistent read, so that a cancellation counts as soon as it is stored", async () => {
  await table().find("a", "p");
  expect(reads).toEqual([
    { TableName: APPOINTMENTS, Key: { appointmentId: { S: "a" }, patientId: { S: "p" } }, ConsistentRead: true },
  ]);
});

test("look-ups at the same time are one strongly consistent read, in which no key comes twice", async () => {
  const others = Array.from({ length: 9 }, (_, index) => ({ appointmentId: `a${index}`, patientId: "p", index }));
  await dynamo.putAppointments(...others);
  const lookup = table();
  const found = [...others, { appointmentId: "unknown", patientId: "p" }, ...others.slice(0, 2)].map(
    ({ appointmentId, patientId }) => lookup.find(appointmentId, patientId),
  );
  expect(await Promise.all(found)).toEqual([...others, undefined, ...others.slice(0, 2)]);
  const Keys = [...others.map(({ appointmentId }) => appointmentId), "unknown"].map((id) => ({
    appointmentId: { S: id },
    patientId: { S: "p" },
  }));
  expect(batchesRead()).toEqual([{ RequestItems: { [APPOINTMENTS]: { Keys, ConsistentRead: true } } }]);
});

test("ids that read the same when they are put together are different keys", async () => {
  const items = [
    { appointmentId: 'a","b', patientId: "c" },
    { appointmentId: "a", patientId: 'b","c' },
  ];
  await dynamo.putAppointments(...items);
  const lookup = table();
  const found = items.map(({ appointmentId, patientId }) => lookup.find(appointmentId, patientId));
  expect(await Promise.all(found)).toEqual(items);
});

test("a look-up sees what was stored after the one before it", async () => {
  const lookup = table();
  const both = () => Promise.all([lookup.find("a", "p"), lookup.find("b", "p")]);
  expect(await both()).toEqual([undefined, undefined]);
  await dynamo.putAppointments({ appointmentId: "a", patientId: "p" }, { appointmentId: "b", patientId: "p" });
  expect(await both()).toEqual([
    { appointmentId: "a", patientId: "p" },
    { appointmentId: "b", patientId: "p" },
  ]);
});

test("what DynamoDB leaves unread in a batch is read by itself", async () => {
  await dynamo.putAppointments(...["a", "b", "c"].map((appointmentId) => ({ appointmentId, patientId: "p" })));
  const lookup = table();
  const found = await answering(
    ({ Responses: { [APPOINTMENTS]: items = [] } = {} }) => {
      const [read, ...left] = items;
      const Keys = left.map(({ appointmentId, patientId }) => ({ appointmentId, patientId }));
      return { Responses: { [APPOINTMENTS]: [read] }, UnprocessedKeys: { [APPOINTMENTS]: { Keys } } };
    },
    () => Promise.all(["a", "b", "c"].map((id) => lookup.find(id, "p"))),
  );
  expect(found.map((item) => item?.appointmentId)).toEqual(["a", "b", "c"]);
  expect(reads.filter((input) => "Key" in (input as object))).toHaveLength(2);
});

test("an item that cannot be read fails its own look-up only", async () => {
  await dynamo.putAppointments({ appointmentId: "a", patientId: "p" }, { appointmentId: "b", patientId: "p" });
  const lookup = table();
  const found = await answering(
    ({ Responses: { [APPOINTMENTS]: items = [] } = {} }) => ({
      Responses: {
        [APPOINTMENTS]: items.map((item) =>
          item.appointmentId?.S === "a" ? { ...item, other: { $unknown: ["X", 1] } } : item,
        ),
      },
    }),
    () => Promise.allSettled([lookup.find("a", "p"), lookup.find("b", "p")]),
  );
  expect(found).toEqual([
    { status: "rejected", reason: expect.any(Error) },
    { status: "fulfilled", value: { appointmentId: "b", patientId: "p" } },
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
  const lookup = table("unknown");
  const found = await Promise.allSettled([lookup.find("a", "p"), lookup.find("b", "p")]);
  expect(found.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
