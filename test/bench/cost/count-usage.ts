/** Counts the usage of reminders in the local run: calls, DynamoDB request units, log lines. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type ResourceNames, resourceNames } from "../../../contracts/resource-names";
import { type LocalCloud, startLocalCloud } from "../../../infra/local/local-cloud";
import { readResources } from "../../../infra/local/template/resources";
import { lastDays } from "../../../services/domain/appointment/appointment-time";
import type { QueueMessage } from "../../../services/domain/ports";
import { sqsEvent } from "../../support/lambda";
import { queued } from "../consumers/queued-messages";
import { BOOKING, counted } from "./counted";
import { OtherPaths } from "./other-paths";
import { TableMeter } from "./table-meter";
import { FULL_BATCH, type Usage } from "./usage";

const CLINIC_TIME_ZONE = "America/New_York";

/** @param batches number of batches of each size */
export async function measureUsage(assembly: string, batches: number): Promise<Usage> {
  const resources = readResources(assembly, "http://127.0.0.1");
  const meter = new TableMeter(resources.tables);
  const cloud = await startLocalCloud({
    ...{ assembly, port: 0, faults: "none" },
    wrapTables: (tables) => meter.over(tables),
  });
  const names = resourceNames(cloud.environment);
  const count = batches * FULL_BATCH;
  try {
    const stored = await counted(cloud, meter, BOOKING, count, () => store(count, cloud, names));
    const queuedByRun = await counted(cloud, meter, names.producer, count, () => cloud.fireSchedule());
    await drained(cloud, names);
    const ofSize = (size: number) => Array.from({ length: batches }, () => queued(size));
    const work = (worked: readonly (readonly QueueMessage[])[]) =>
      counted(cloud, meter, names.smsConsumer, worked.flat().length, async () => {
        for (const batch of worked) await workBatch(batch, cloud, names);
      });
    const fullBatches = ofSize(FULL_BATCH);
    const full = await work(fullBatches);
    const single = await work(ofSize(1));
    const again = fullBatches.map((batch) => batch.map((message) => ({ ...message, id: randomUUID() })));
    const duplicates = await work(again);
    const memory = new Map(resources.functions.map(({ name, memoryMb }) => [name, memoryMb]));
    const others = await new OtherPaths(cloud, meter, count).measure();
    return { names, stored, queued: queuedByRun, full, single, duplicates, others, memory };
  } finally {
    await cloud.stop();
  }
}

async function store(count: number, { endpoint }: LocalCloud, { appointmentsTable }: ResourceNames): Promise<void> {
  const credentials = { accessKeyId: BOOKING, secretAccessKey: "none" };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "us-east-1", credentials }));
  const [reminderDate] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
  try {
    for (const { body } of queued(count)) {
      await client.send(new PutCommand({ TableName: appointmentsTable, Item: { ...JSON.parse(body), reminderDate } }));
    }
  } finally {
    client.destroy();
  }
}

/** A batch as SQS would deliver it. */
async function workBatch(
  batch: readonly QueueMessage[],
  cloud: LocalCloud,
  { smsConsumer }: ResourceNames,
): Promise<void> {
  const { batchItemFailures } = (await cloud.invoke(smsConsumer, sqsEvent(...batch))) as {
    batchItemFailures: readonly unknown[];
  };
  if (batchItemFailures.length > 0) throw new Error("the consumer left messages to retry");
}

async function drained(cloud: LocalCloud, { appointmentsQueue }: ResourceNames): Promise<void> {
  for (;;) {
    const { visible = 0, inFlight = 0 } = (await cloud.queueCounts())[appointmentsQueue] ?? {};
    if (visible + inFlight === 0) return;
    await sleep(50);
  }
}
