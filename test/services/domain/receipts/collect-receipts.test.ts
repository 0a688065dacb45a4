import { gzipSync } from "node:zlib";
import { collectReceipts } from "../../../../services/domain/receipts/collect-receipts";
import { awslogsEvent, LOG_OWNER, subscribedLogs } from "../../../support/data/awslogs";
import failure from "../../../support/data/receipts/sns-failure.json";
import success from "../../../support/data/receipts/sns-success.json";
import { FakeBatchQueue } from "../../../support/fakes/fake-queues";
import { FakeLogger } from "../../../support/fakes/fake-reports";
import { skippingClock } from "../../../support/fakes/skipping-clock";

let receipts: FakeBatchQueue;
let logger: FakeLogger;
beforeEach(() => {
  receipts = new FakeBatchQueue();
  logger = new FakeLogger();
});

const collect = (event: unknown) =>
  collectReceipts(event, { id: "run-1", account: LOG_OWNER }, { receipts, logger, clock: skippingClock() });
const linesOf = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

test("the lines of SNS's delivery logs reach the receipts queue as they were logged", async () => {
  const lines = [success, failure].map((line) => JSON.stringify(line));
  await collect(awslogsEvent(subscribedLogs(lines)));
  expect(receipts.bodies).toEqual(lines);
});

test("they are sent ten at a time", async () => {
  await collect(awslogsEvent(subscribedLogs(linesOf(25))));
  expect(receipts.batches.map((batch) => batch.length).sort()).toEqual([10, 10, 5]);
  expect([...receipts.bodies].sort()).toEqual(linesOf(25).sort());
});

test("a batch is no larger than SQS accepts", async () => {
  const long = "é".repeat(200_000);
  await collect(awslogsEvent(subscribedLogs([long, long, long])));
  expect(receipts.batches.map((batch) => batch.length)).toEqual([2, 1]);
});

test("lines that the queue refuses are sent again, and no others", async () => {
  let calls = 0;
  receipts.refuse = () => {
    calls += 1;
    return calls === 1 ? [1] : [];
  };
  await collect(awslogsEvent(subscribedLogs(["a", "b", "c"])));
  expect(receipts.batches).toEqual([["a", "b", "c"], ["b"]]);
});

test("if the queue goes on refusing a line, the others are sent and the invocation fails, so that Lambda repeats it", async () => {
  receipts.refuse = (bodies) => bodies.flatMap((body, index) => (body === "line 3" ? [index] : []));
  await expect(collect(awslogsEvent(subscribedLogs(linesOf(25))))).rejects.toThrow("InternalError");
  expect(receipts.bodies).toHaveLength(24);
  expect(logger.lines).toContainEqual({
    event: "receipts not queued",
    batchId: "run-1",
    count: 1,
    code: "InternalError",
  });
});

test("CloudWatch Logs may try whether it reaches the function: nothing is sent", async () => {
  const line = "CWL CONTROL MESSAGE: Checking health of destination Lambda";
  await collect(awslogsEvent(subscribedLogs([line], { messageType: "CONTROL_MESSAGE", owner: "CloudwatchLogs" })));
  expect(receipts.messages).toEqual([]);
});

test("a character that SQS does not accept does not fail the other lines of its batch", async () => {
  await collect(awslogsEvent(subscribedLogs(["a\u0000b\ufffec", "\u{1f600}\t\n", "\ud800"])));
  expect(receipts.bodies).toEqual(["a\ufffdb\ufffdc", "\u{1f600}\t\n", "\ufffd"]);
});

test("an empty line is left out: SQS accepts no empty message", async () => {
  await collect(awslogsEvent(subscribedLogs(["", "a"])));
  expect(receipts.bodies).toEqual(["a"]);
});

const unpackable = gzipSync(JSON.stringify(subscribedLogs(["x".repeat(33 * 1_048_576)])));

test.each([
  ["another account's logs", awslogsEvent(subscribedLogs(["a"], { owner: "210987654321" })), "FOREIGN_ACCOUNT"],
  ["an event of another service", { Records: [] }, "NO_LOG_EVENT"],
  ["nothing", null, "NO_LOG_EVENT"],
  ["data that is not packed", { awslogs: { data: Buffer.from("{}").toString("base64") } }, "NOT_UNPACKED"],
  [
    "data that is cut off",
    { awslogs: { data: awslogsEvent(subscribedLogs(["a"])).awslogs.data.slice(0, 40) } },
    "NOT_UNPACKED",
  ],
  ["data that unpacks to more than any event", { awslogs: { data: unpackable.toString("base64") } }, "NOT_UNPACKED"],
  ["data that is no JSON", { awslogs: { data: gzipSync("a line").toString("base64") } }, "NOT_UNPACKED"],
  ["an unknown type of message", awslogsEvent(subscribedLogs(["a"], { messageType: "OTHER" })), "NO_LOG_LINES"],
  ["logs without lines", awslogsEvent({ ...subscribedLogs([]), logEvents: undefined }), "NO_LOG_LINES"],
  ["lines that are no texts", awslogsEvent({ ...subscribedLogs([]), logEvents: [{ message: 7 }] }), "NO_LOG_LINES"],
])("%s sends nothing and fails with a code", async (_, event, code) => {
  await expect(collect(event)).rejects.toThrow(code);
  expect(receipts.messages).toEqual([]);
});

test("the log has numbers of lines and codes, and nothing of the lines", async () => {
  receipts.refuse = (bodies) => bodies.map((_, index) => index);
  const lines = [JSON.stringify({ delivery: { destination: "+12065550123" } })];
  await expect(collect(awslogsEvent(subscribedLogs(lines)))).rejects.toThrow("InternalError");
  expect(logger.lines).toEqual([
    { event: "receipts collected", batchId: "run-1", queued: 0 },
    { event: "receipts not queued", batchId: "run-1", count: 1, code: "InternalError" },
  ]);
});
