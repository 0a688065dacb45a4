import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { SAMPLE, sampleFunction, writeSampleAssembly } from "../../support/data/sample-assembly";
import { eventually } from "../../support/eventually";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

/** Does what the body of each record says, and reports it. */
const CONSUMER = `
  const thread = Math.random();
  export const handler = async (event, context) => {
    const batchItemFailures = [];
    for (const { messageId, body, attributes, messageAttributes } of event.Records) {
      console.log({ thread, body, tries: Number(attributes.ApproximateReceiveCount), messageAttributes });
      if (body === "fails") batchItemFailures.push({ itemIdentifier: messageId });
      if (body === "throws") throw new TypeError("thrown");
      if (body === "spins") while (true);
      if (body === "dies") process.exit(1);
      if (body === "hangs" && Number(attributes.ApproximateReceiveCount) === 1) await new Promise(() => {});
    }
    return { batchItemFailures };
  };`;

const PRODUCER = `
  let calls = 0;
  export const handler = async (event, context) => {
    calls += 1;
    process.stdout.write("raw output");
    console.warn("call %d", calls);
    if (event.fail) throw new RangeError("asked to fail");
    const { AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_REGION, ENVIRONMENT, HOME } = process.env;
    const environment = { AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_REGION, ENVIRONMENT, HOME };
    const { awsRequestId, functionName } = context;
    return { event, calls, environment, awsRequestId, functionName, remaining: context.getRemainingTimeInMillis() };
  };`;

let cloud: LocalCloudProcess;

beforeAll(async () => {
  const assembly = writeSampleAssembly({ consumer: CONSUMER, producer: PRODUCER });
  cloud = await startLocalCloudProcess({ assembly, timeFactor: 600 });
});
afterAll(() => cloud.stop());

const send = (body: string) =>
  cloud.sqs.send(
    new SendMessageCommand({
      QueueUrl: cloud.queueUrl(SAMPLE.queue),
      MessageBody: body,
      MessageAttributes: { Reason: { DataType: "String", StringValue: "test" } },
    }),
  );
const triesOf = async (body: string) =>
  (await cloud.logs())
    .map((entry) => entry.message as { body?: string; tries?: number })
    .filter((message) => message.body === body)
    .map((message) => message.tries);
const untilDead = (count: number) =>
  eventually(`${count} dead letters`, async () => {
    const queues = await cloud.queueCounts();
    return queues[SAMPLE.deadLetterQueue]?.visible === count && queues[SAMPLE.queue]?.inFlight === 0;
  });

test("a message that succeeds is delivered once, with its attributes", async () => {
  await send("done");
  const entry = await eventually("the message in the log", async () =>
    (await cloud.logs()).find((line) => (line.message as { body?: string }).body === "done"),
  );
  const reason = { stringValue: "test", stringListValues: [], binaryListValues: [], dataType: "String" };
  expect(entry.message).toMatchObject({ tries: 1, messageAttributes: { Reason: reason } });
  await eventually("an empty queue", async () => (await cloud.queueCounts())[SAMPLE.queue]?.inFlight === 0);
  expect(await triesOf("done")).toEqual([1]);
});

test("messages that come one after the other are handled by one thread", async () => {
  const threads = new Set<unknown>();
  for (const body of ["first", "second", "third"]) {
    await send(body);
    const { message } = await eventually(`${body} in the log`, async () =>
      (await cloud.logs()).find((line) => (line.message as { body?: string }).body === body),
    );
    threads.add((message as { thread: unknown }).thread);
    await eventually("an empty queue", async () => (await cloud.queueCounts())[SAMPLE.queue]?.inFlight === 0);
  }
  expect(threads.size).toBe(1);
});

test("a message that is reported as failed is delivered again, and then moved to the redrive target", async () => {
  await Promise.all([send("fails"), send("fine")]);
  await untilDead(1);
  expect(await triesOf("fails")).toEqual([1, 2]);
  expect(await triesOf("fine")).toEqual([1]);
});

test("a function that throws deletes nothing of its batch", async () => {
  await send("throws");
  await untilDead(2);
  expect(await triesOf("throws")).toEqual([1, 2]);
});

test("a function that times out is killed, and the next invocation gets a new thread", async () => {
  await send("spins");
  await untilDead(3);
  expect(await triesOf("spins")).toEqual([1, 2]);
  await send("after");
  await eventually("the message after", async () => (await triesOf("after")).length === 1);
});

test("a function that exits only fails its batch", async () => {
  await send("dies");
  await untilDead(4);
  await send("after death");
  await eventually("the message after", async () => (await triesOf("after death")).length === 1);
});

test("a killed function fails its invocation, and is not busy afterwards", async () => {
  await send("hangs");
  await eventually("the message at hand", async () => (await triesOf("hangs")).length === 1);
  expect(await cloud.kill(SAMPLE.consumer)).toBe(1);
  await eventually("the message again", async () => (await triesOf("hangs")).length === 2);
  await eventually("an empty queue", async () => (await cloud.queueCounts())[SAMPLE.queue]?.inFlight === 0);
  expect(await cloud.kill(SAMPLE.consumer)).toBe(0);
});

test("messages of a function that died are delivered again after the lease of its claims, failed ones earlier", async () => {
  const consumer = sampleFunction("consumer", "ConsumerRole", { LEASE_SECONDS: "5" });
  const leased = await startLocalCloudProcess({
    assembly: writeSampleAssembly({ consumer: CONSUMER }, { Consumer: consumer }),
    timeFactor: 600,
  });
  const deliveries = async (body: string) =>
    (await leased.logs()).filter((entry) => (entry.message as { body?: string }).body === body).length;
  const sendAndAwait = async (MessageBody: string, count: number) => {
    await leased.sqs.send(new SendMessageCommand({ QueueUrl: leased.queueUrl(SAMPLE.queue), MessageBody }));
    await eventually(`${count} deliveries`, async () => (await deliveries(MessageBody)) === count);
  };
  await sendAndAwait("dies", 1);
  for (const body of ["fails", "throws"]) await sendAndAwait(body, 2);
  expect(await deliveries("dies")).toBe(1);
  await eventually("the dead one's message again", async () => (await deliveries("dies")) === 2);
  await leased.stop();
});

test("an idle thread is reused, and its environment only has variables of the template and the local run", async () => {
  const first = (await cloud.invoke(SAMPLE.producer, { a: 1 })) as Record<string, unknown>;
  const second = (await cloud.invoke(SAMPLE.producer, {})) as Record<string, unknown>;
  expect(second.calls).toBe(Number(first.calls) + 1);
  expect(first.environment).toEqual({
    AWS_ACCESS_KEY_ID: `local-${SAMPLE.producer}`,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: "us-east-1",
    ENVIRONMENT: "dev",
  });
  expect(first).toMatchObject({ event: { a: 1 }, functionName: SAMPLE.producer, awsRequestId: expect.any(String) });
  expect(first.remaining).toBeGreaterThan(0);
});

test("an invocation rejects with the function's own error", async () => {
  const invoking = cloud.invoke(SAMPLE.producer, { fail: true });
  await expect(invoking).rejects.toMatchObject({ name: "RangeError", message: "asked to fail" });
});

describe("An asynchronous invocation over HTTP", () => {
  let lambda: LambdaClient;
  beforeAll(() => {
    lambda = new LambdaClient(cloud.clientConfig);
  });
  afterAll(() => lambda.destroy());
  const invoke = (payload: object) => {
    const Payload = JSON.stringify(payload);
    return lambda.send(new InvokeCommand({ FunctionName: SAMPLE.producer, InvocationType: "Event", Payload }));
  };

  test("is accepted at once, and runs", async () => {
    const before = (await cloud.invoke(SAMPLE.producer, {})) as { calls: number };
    const { StatusCode, Payload } = await invoke({});
    expect([StatusCode, Payload?.length ?? 0]).toEqual([202, 0]);
    await eventually("the invocation's log line", async () =>
      (await cloud.logs()).some((entry) => entry.message === `call ${before.calls + 1}`),
    );
  });

  test("is repeated if it fails, and its caller does not learn of it", async () => {
    const failures = async () =>
      (await cloud.logs()).filter((entry) => JSON.stringify(entry.message).includes("asked to fail")).length;
    const before = await failures();
    expect((await invoke({ fail: true })).FunctionError).toBeUndefined();
    await eventually("its repetitions", async () => (await failures()) >= before + 2);
  });
});

test("the schedule invokes its target with its input", async () => {
  expect(await cloud.fireSchedule()).toMatchObject({ event: { source: "schedule" } });
});

test("the output of functions is in the log, not on the screen", async () => {
  await cloud.invoke(SAMPLE.producer, {});
  const written = await eventually("the raw output", async () => {
    const entries = (await cloud.logs()).filter((entry) => entry.function === SAMPLE.producer);
    return entries.some((entry) => String(entry.message).includes("raw output")) && entries;
  });
  const warning = { function: SAMPLE.producer, level: "WARN", message: "call 1", requestId: expect.any(String) };
  expect(written).toContainEqual(expect.objectContaining(warning));
  expect(cloud.written()).toBe("");
});
