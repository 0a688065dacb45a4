/** The process of the producer function: its handler as on Lambda, or a loop like that of the original system. */
import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";

import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../../contracts/environment";
import { SCHEDULE_SOURCE } from "../../../contracts/producer-event";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { dynamoDocuments } from "../../../services/adapters/dynamodb/dynamo-document-client";
import { sqs } from "../../../services/adapters/sqs-client";
import { producerDependencies } from "../../../services/handlers/producer-dependencies";
import { producerHandler } from "../../../services/handlers/producer-handler";
import { lambdaContext } from "../../support/lambda";
import type { ProducerReport, ProducerTask } from "./plan";

type GcEntry = PerformanceEntry & { readonly detail?: { readonly kind?: number } };

/** The producer's time-out; one minute of it is reserved for the last batches. */
const FUNCTION_TIME = 900_000;

async function scheduled(): Promise<number> {
  const handler = producerHandler(producerDependencies());
  const { enqueued } = await handler({ source: SCHEDULE_SOURCE }, lambdaContext(FUNCTION_TIME));
  return enqueued;
}

/** One write and one send per appointment, one after the other. */
async function sequential(day: string): Promise<number> {
  const dynamo: DynamoDBDocumentClient = dynamoDocuments();
  const queue = sqs();
  const table = process.env[ENV.appointmentsTable];
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: APPOINTMENTS_TABLE.dueIndex,
      KeyConditionExpression: "reminderDate = :due",
      ExpressionAttributeValues: { ":due": day },
      Limit: 1_000,
    }),
  );
  for (const item of Items) {
    await queue.send(
      new SendMessageCommand({ QueueUrl: process.env[ENV.appointmentsQueue], MessageBody: JSON.stringify(item) }),
    );
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: { appointmentId: item.appointmentId, patientId: item.patientId },
        UpdateExpression: "REMOVE reminderDate",
        ConditionExpression: "reminderDate = :due AND appointmentTime = :time",
        ExpressionAttributeValues: { ":due": day, ":time": item.appointmentTime },
      }),
    );
  }
  return Items.length;
}

process.once("message", async (task: ProducerTask) => {
  const peak = { rss: 0, heap: 0, live: 0 };
  const look = setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    peak.rss = Math.max(peak.rss, rss);
    peak.heap = Math.max(peak.heap, heapUsed);
  }, 20);
  const collections = new PerformanceObserver((list) => {
    const whole = (list.getEntries() as GcEntry[]).some(
      ({ detail }) => detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR,
    );
    if (whole) peak.live = Math.max(peak.live, process.memoryUsage().heapUsed);
  });
  collections.observe({ entryTypes: ["gc"] });
  const cpu = process.cpuUsage();
  const started = performance.now();
  const enqueued = await (task.run === "scheduled" ? scheduled() : sequential(task.day));
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(look);
  collections.disconnect();
  const report: ProducerReport = {
    enqueued,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakRss: peak.rss / 1e6,
    peakHeap: peak.heap / 1e6,
    liveHeap: peak.live / 1e6,
  };
  process.send?.(report, () => process.exit());
});
process.send?.("ready");

// Whoever started it is gone.
process.once("disconnect", () => process.exit());
