import { createCallRecord } from "../../../../infra/local/access/call-record";
import { createRequirements } from "../../../../infra/local/access/requirements";
import { aCall } from "../a-call";

const { ofCall } = createRequirements(
  () => undefined,
  () => undefined,
);
const caller = "local-consumer-dev";
const QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:work-dev";

test("the calls of a function are counted by operation and resource", () => {
  const record = createCallRecord(ofCall);
  const body = JSON.stringify({ TableName: "things-dev" });
  const write = { service: "dynamodb", operation: "UpdateItem", protocol: "json", caller } as const;
  record.made(aCall(write, body));
  record.made(aCall(write, body));
  record.made(aCall({ ...write, operation: "GetItem" }, body));
  expect(record.report()).toMatchObject([
    { by: "function", functionName: "consumer-dev", operation: "UpdateItem", times: 2 },
    { operation: "GetItem", resource: expect.stringMatching(/:table\/things-dev$/), times: 1 },
  ]);
});

test("a retry is counted as such", () => {
  const record = createCallRecord(ofCall);
  record.made(aCall({ caller, headers: { "amz-sdk-request": "attempt=1; max=4" } }));
  record.made(aCall({ caller, headers: { "amz-sdk-request": "attempt=2; max=4" } }));
  expect(record.report()).toMatchObject([{ times: 2, retries: 1 }]);
});

test("no record has a patient's number", () => {
  const record = createCallRecord(ofCall);
  record.made(aCall({ caller }, { PhoneNumber: "+12065550100", Message: "a text" }));
  expect(record.report()).toHaveLength(1);
  expect(JSON.stringify(record.report())).not.toContain("2065550100");
});

test("calls of callers other than the functions are not counted", () => {
  const record = createCallRecord(ofCall);
  record.made(aCall({ caller: "test" }));
  expect(record.report()).toEqual([]);
});

test("Lambda's calls to a queue are counted for its function, empty polls separately", async () => {
  const record = createCallRecord(ofCall);
  const answers = [{ Messages: [{}] }, {}, {}];
  const operate = record.polling(async () => answers.shift() as never, "consumer-dev", QUEUE_ARN);
  for (const operation of ["ReceiveMessage", "ReceiveMessage", "DeleteMessageBatch"]) {
    await operate(operation, "work-dev", {});
  }
  const lambda = { by: "lambda", functionName: "consumer-dev", resource: QUEUE_ARN, times: 1 };
  expect(record.report()).toMatchObject([
    { ...lambda, operation: "ReceiveMessage" },
    { ...lambda, operation: "ReceiveMessage (empty)" },
    { ...lambda, operation: "DeleteMessageBatch" },
  ]);
});
