import { readResources } from "../../../../infra/local/template/resources";
import { SAMPLE, writeSampleAssembly } from "../../../support/data/sample-assembly";

const ENDPOINT = "http://127.0.0.1:4566";
const read = (change: Parameters<typeof writeSampleAssembly>[1] = {}) =>
  readResources(writeSampleAssembly({}, change), ENDPOINT);

test("queue URLs in the functions' environment have the local endpoint", () => {
  const consumer = read().functions.find((fn) => fn.name === SAMPLE.consumer);
  expect(consumer?.environment.QUEUE_URL).toBe(`${ENDPOINT}/000000000000/${SAMPLE.deadLetterQueue}`);
});

test("redrive policies name their target by its ARN", () => {
  const work = read().queues.find((queue) => queue.name === SAMPLE.queue);
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${SAMPLE.deadLetterQueue}`;
  expect(work?.properties.RedrivePolicy).toEqual({ deadLetterTargetArn, maxReceiveCount: 2 });
});

test("an event source mapping knows its function, queue, batch and pollers", () => {
  expect(read().eventSources).toEqual([
    {
      functionName: SAMPLE.consumer,
      queueName: SAMPLE.queue,
      queueArn: `arn:aws:sqs:us-east-1:000000000000:${SAMPLE.queue}`,
      batchSize: 10,
      maximumConcurrency: 2,
      reportsBatchItemFailures: true,
    },
  ]);
});

test("Table and GlobalTable are both tables", () => {
  const plain = { Type: "AWS::DynamoDB::Table", Properties: { TableName: "plain-dev" } };
  expect(read({ Plain: plain }).tables.map((table) => table.name)).toEqual([SAMPLE.table, "plain-dev"]);
});

test("the schedule names its target and input", () => {
  const targetArn = `arn:aws:lambda:us-east-1:000000000000:function:${SAMPLE.producer}`;
  const input = '{"source":"schedule"}';
  expect(read().schedules).toEqual([expect.objectContaining({ name: "daily-dev", targetArn, input })]);
});

test("the number of retries of an asynchronous invocation is the template's, or Lambda's default of 2", () => {
  const retries = Object.fromEntries(read().functions.map((fn) => [fn.name, fn.asyncRetries]));
  expect(retries).toEqual({ [SAMPLE.consumer]: 2, [SAMPLE.producer]: 1 });
});

test("the environment's suffix and the email sender are the functions' own", () => {
  expect(read()).toMatchObject({ environment: "dev", emailSender: "noreply@example.com" });
});

test("CDK's functions for custom resources are skipped", () => {
  const provider = { Type: "AWS::Lambda::Function", Properties: { Code: { ZipFile: "code" }, Handler: "index.x" } };
  expect(read({ Provider: provider }).functions).toHaveLength(2);
});

test.each([
  ["a value that cannot be resolved", "AWS::SQS::Queue", { QueueName: { "Fn::ImportValue": "x" } }],
  ["a reference to an unknown kind of resource", "AWS::SQS::Queue", { QueueName: { Ref: "Mapping" } }],
  ["an event source that is no queue", "AWS::Lambda::EventSourceMapping", { EventSourceArn: "arn:aws:kinesis:x" }],
  ["a batching window", "AWS::Lambda::EventSourceMapping", batch({ MaximumBatchingWindowInSeconds: 5 })],
  ["a batch above 10", "AWS::Lambda::EventSourceMapping", batch({ BatchSize: 100 })],
])("%s is an error with the logical id", (_, Type, Properties) => {
  expect(() => read({ Strange: { Type, Properties } })).toThrow(/^Strange of the template: /);
});

function batch(more: Record<string, unknown>) {
  return { EventSourceArn: { "Fn::GetAtt": ["Work", "Arn"] }, FunctionName: { Ref: "Consumer" }, ...more };
}
