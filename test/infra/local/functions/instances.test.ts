/** How many instances of a function run, and how many messages each invocation has. */
import { setTimeout as wait } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { LocalCloudOptions } from "../../../../infra/local/local-cloud-types";
import { SAMPLE, writeSampleAssembly } from "../../../support/data/sample-assembly";
import { eventually } from "../../../support/eventually";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../../support/servers/local-cloud";

const CONSUMER = `
  const instance = Math.random();
  export const handler = async ({ Records }) => {
    console.log({ instance, records: Records.length });
    await new Promise((done) => setTimeout(done, 300));
  };`;

const mapping = (BatchSize: number, MaximumConcurrency: number) => ({
  Type: "AWS::Lambda::EventSourceMapping",
  Properties: {
    BatchSize,
    EventSourceArn: { "Fn::GetAtt": ["Work", "Arn"] },
    FunctionName: { Ref: "Consumer" },
    ScalingConfig: { MaximumConcurrency },
  },
});

let cloud: LocalCloudProcess;
afterEach(() => cloud.stop());

const start = async (options: Partial<LocalCloudOptions>, Mapping = mapping(1, 5)) => {
  const assembly = writeSampleAssembly({ consumer: CONSUMER }, { Mapping });
  cloud = await startLocalCloudProcess({ assembly, ...options });
};
const invocations = async () =>
  (await cloud.logs()).map(({ message }) => message as { instance: number; records: number });
const handled = (messages: number) =>
  eventually(`${messages} messages are handled`, async () => {
    const all = await invocations();
    return all.reduce((sum, { records }) => sum + records, 0) === messages && all;
  });
const sendTogether = (count: number) =>
  cloud.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: cloud.queueUrl(SAMPLE.queue),
      Entries: Array.from({ length: count }, (_, index) => ({ Id: String(index), MessageBody: String(index) })),
    }),
  );
const instancesOf = (all: readonly { instance: number }[]) => new Set(all.map(({ instance }) => instance)).size;

test("a queue with many messages gets as many instances as the machine has use for, if the template allows more", async () => {
  await start({ instances: 2 });
  await sendTogether(6);
  expect(instancesOf(await handled(6))).toBe(2);
});

test("a queue with many messages gets no more instances than the template allows", async () => {
  await start({ instances: 4 }, mapping(1, 2));
  await sendTogether(6);
  expect(instancesOf(await handled(6))).toBe(2);
});

test("messages that come one after the other within the batching window are one batch", async () => {
  await start({ instances: 2, batchingWindowMs: 2000 }, mapping(10, 5));
  for (const MessageBody of ["first", "second", "third"]) {
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl(SAMPLE.queue), MessageBody }));
  }
  expect(await handled(3)).toEqual([{ instance: expect.any(Number), records: 3 }]);
});

test("a batching window makes no batch larger than the template allows", async () => {
  await start({ instances: 1, batchingWindowMs: 200 }, mapping(4, 5));
  await sendTogether(3);
  await sendTogether(7);
  for (const { records } of await handled(10)) expect(records).toBeLessThanOrEqual(4);
});

test("events for a function wait, rather than use more instances than the machine has use for", async () => {
  const PRODUCER = `
    const instance = Math.random();
    export const handler = async ({ event }) => {
      console.log({ instance, event });
      await new Promise((done) => setTimeout(done, 100));
    };`;
  const assembly = writeSampleAssembly({ consumer: CONSUMER, producer: PRODUCER }, {});
  cloud = await startLocalCloudProcess({ assembly, instances: 2 });
  const lambda = new LambdaClient(cloud.clientConfig);
  const events = [0, 1, 2, 3, 4, 5];
  for (const event of events) {
    const Payload = JSON.stringify({ event });
    await lambda.send(new InvokeCommand({ FunctionName: SAMPLE.producer, InvocationType: "Event", Payload }));
  }
  lambda.destroy();
  const all = await eventually("all events are handled", async () => {
    const logged = (await cloud.logs()).map(({ message }) => message as { instance: number; event: number });
    return logged.length === events.length && logged;
  });
  expect(instancesOf(all)).toBe(2);
  expect(all.map(({ event }) => event).sort()).toEqual(events);
});

test("an instance that has been idle for long is stopped, and the next invocation gets a new one", async () => {
  await start({ idleMs: 100 });
  let sent = 0;
  const handle = async () => {
    sent += 1;
    await sendTogether(1);
    return (await handled(sent)).at(-1)?.instance;
  };
  const first = await handle();
  await eventually("another instance", async () => {
    await wait(500);
    return (await handle()) !== first || undefined;
  });
});

test("an instance that is used again in time stays", async () => {
  await start({ idleMs: 60_000 });
  await sendTogether(1);
  await handled(1);
  await eventually("the first is done", async () => (await cloud.queueCounts())[SAMPLE.queue]?.inFlight === 0);
  await sendTogether(1);
  expect(instancesOf(await handled(2))).toBe(1);
});
