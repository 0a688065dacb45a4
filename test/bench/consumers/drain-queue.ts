/** Sends messages to a queue of the local run, and waits until its consumer has processed them. */
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { totalOf } from "../../../services/domain/queue-counts";
import type { LocalCloudProcess } from "../../support/servers/local-cloud";

export interface Drained {
  /** From the first message sent until the queue is empty. */
  readonly seconds: number;
  /** The consumer's calls to DynamoDB and SQS. */
  readonly calls: number;
}

export interface Rates {
  readonly perSecond: number;
  /** For each of what was processed. */
  readonly calls: number;
}

/** @param count how many bookings or receipts the messages had */
export function ratesOf({ seconds, calls }: Drained, count: number): Rates {
  return { perSecond: count / seconds, calls: calls / count };
}

export async function drainQueue(
  cloud: LocalCloudProcess,
  queueName: string,
  consumer: string,
  bodies: readonly string[],
): Promise<Drained> {
  const QueueUrl = cloud.queueUrl(queueName);
  const before = await callsOf(cloud, consumer);
  const started = performance.now();
  for (const batch of inBatches(bodies)) {
    const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await cloud.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
  const counts = async () => (await cloud.queueCounts())[queueName];
  for (let left = await counts(); left && totalOf(left) > 0; left = await counts()) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { seconds: (performance.now() - started) / 1_000, calls: (await callsOf(cloud, consumer)) - before };
}

/** The consumer's calls so far that read or write something. */
async function callsOf(cloud: LocalCloudProcess, consumer: string): Promise<number> {
  const { granted } = await cloud.permissions();
  const own = granted.filter(
    ({ functionName, action }) => functionName === consumer && /^(?:dynamodb:|sqs:SendMessage)/.test(action),
  );
  return own.reduce((sum, { used }) => sum + used, 0);
}
