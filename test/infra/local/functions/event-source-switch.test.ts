/** Stopping and starting a consumer and the schedule, with the calls in docs/runbook.md. */
import { isDeepStrictEqual } from "node:util";
import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from "@aws-sdk/client-scheduler";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { SAMPLE, writeSampleAssembly } from "../../../support/data/sample-assembly";
import { eventually } from "../../../support/eventually";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../../support/servers/local-cloud";

const consumer = `export const handler = async ({ Records }) => {
  for (const { body, attributes } of Records) {
    if (body === "slow") await new Promise((done) => setTimeout(done, 1000));
    console.log(JSON.stringify({ body, received: Number(attributes.ApproximateReceiveCount) }));
  }
  return { batchItemFailures: [] };
};`;

let cloud: LocalCloudProcess;
let lambda: LambdaClient;
let UUID: string;
beforeAll(async () => {
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly({ consumer }) });
  lambda = new LambdaClient(cloud.clientConfig);
  const listed = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: SAMPLE.consumer }));
  UUID = listed.EventSourceMappings?.[0]?.UUID ?? "";
});
afterAll(async () => {
  lambda.destroy();
  await cloud.stop();
});

const switchTo = async (Enabled: boolean) =>
  (await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }))).State;
const state = async () => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State;
const put = (MessageBody: string) =>
  cloud.sqs.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl(SAMPLE.queue), MessageBody }));
const hasHandled = (body: string) =>
  eventually(`${body} is handled, received once`, async () =>
    (await cloud.logs()).find(({ message }) => isDeepStrictEqual(JSON.parse(String(message)), { body, received: 1 })),
  );
const isDisabled = () => eventually("it is disabled", async () => (await state()) === "Disabled" || undefined);
const counts = async () => (await cloud.queueCounts())[SAMPLE.queue];

describe("A disabled event source mapping", () => {
  afterEach(() => switchTo(true));

  test("leaves messages in the queue, even with open polls, and uses up none of their receives", async () => {
    await put("before");
    await hasHandled("before");
    expect(await switchTo(false)).toBe("Disabling");
    for (const body of ["first", "second", "third"]) await put(body);
    // An active poller would have received one by now: the emulator delivers within 20 ms.
    await cloud.invoke(SAMPLE.consumer, { Records: [{ body: "slow", attributes: {} }] });
    expect(await counts()).toEqual({ visible: 3, inFlight: 0, delayed: 0 });
    await isDisabled();
    expect(await switchTo(true)).toBe("Enabling");
    for (const body of ["first", "second", "third"]) await hasHandled(body);
    expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test("finishes invocations in progress, and is Disabling until then", async () => {
    await put("slow");
    await eventually("it is in flight", async () => (await counts())?.inFlight === 1 || undefined);
    await switchTo(false);
    expect(await state()).toBe("Disabling");
    await isDisabled();
    await hasHandled("slow");
    expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test("does not prevent the local run from stopping", async () => {
    const other = await startLocalCloudProcess({ assembly: writeSampleAssembly() });
    const client = new LambdaClient(other.clientConfig);
    const listed = await client.send(new ListEventSourceMappingsCommand({}));
    const id = listed.EventSourceMappings?.[0]?.UUID;
    await client.send(new UpdateEventSourceMappingCommand({ UUID: id, Enabled: false }));
    client.destroy();
    await other.stop();
  });
});

test("the local run changes nothing else in a mapping, and does not find an unknown one", async () => {
  await expect(lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 }))).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "The local run cannot change BatchSize",
  });
  const none = "00000000-0000-0000-0000-000000000000";
  for (const command of [
    new UpdateEventSourceMappingCommand({ UUID: none, Enabled: false }),
    new GetEventSourceMappingCommand({ UUID: none }),
  ]) {
    await expect(lambda.send(command as never)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  }
});

describe("A schedule", () => {
  const Name = "daily-dev";
  const read = () => new SchedulerClient(cloud.clientConfig).send(new GetScheduleCommand({ Name }));
  /** As in the runbook: what was read, with another state. */
  const update = async (change: object) => {
    const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target } = await read();
    const same = { Name, ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target };
    return new SchedulerClient(cloud.clientConfig).send(new UpdateScheduleCommand({ ...same, ...change }));
  };

  test("starts no run while it is disabled", async () => {
    await update({ State: "DISABLED" });
    expect(await read()).toMatchObject({ State: "DISABLED" });
    await expect(cloud.fireSchedule()).rejects.toMatchObject({ name: "ScheduleDisabled" });
    await update({ State: "ENABLED" });
    expect(await cloud.fireSchedule()).toMatchObject({ source: "schedule" });
  });

  test("is enabled by an update without a state, as on AWS", async () => {
    await update({ State: "DISABLED" });
    await update({});
    expect(await read()).toMatchObject({ State: "ENABLED" });
  });

  test("keeps all other properties of the template", async () => {
    const other = {
      name: "ValidationException",
      message: expect.stringContaining("ScheduleExpression must not change"),
    };
    await expect(update({ ScheduleExpression: "rate(1 minute)" })).rejects.toMatchObject(other);
    await expect(update({ State: "OFF" as "DISABLED" })).rejects.toMatchObject({ name: "ValidationException" });
  });
});
