/** How many messages wait for a start, as SQS estimates. */
import type { Channel } from "../../../contracts/delivery-log";
import type { StopTarget } from "../../../contracts/tables/sending-stops";
import { type QueueCounts, totalOf } from "../../domain/queue-counts";
import { partsOf } from "../../domain/stops/change-stops";
import { inspectQueue } from "../aws/inspection/inspect-queue";
import type { Lookup } from "../aws/inspection/lookup";
import { explain } from "../output/explain";
import { counted } from "../output/table";
import type { Environment } from "../shared/environment";

export type Waiting = readonly {
  readonly queue: string;
  readonly channel: Channel;
  readonly counts: Lookup<QueueCounts>;
}[];

/** @param stopped the queues of its channels have the reminders of all clinics */
export async function inspectWaiting(stopped: readonly StopTarget[], environment: Environment): Promise<Waiting> {
  const { names, sqs, queueUrl } = environment;
  const queues: Readonly<Record<Channel, string>> = { SMS: names.appointmentsQueue, EMAIL: names.emailQueue };
  return Promise.all(
    partsOf(stopped).channels.map(async (channel) => {
      const queue = queues[channel];
      return { queue, channel, counts: await inspectQueue(sqs, queueUrl, queue) };
    }),
  );
}

export function waitingLines(waiting: Waiting, environment: string): string[] {
  return waiting.map(({ queue, counts }) => {
    if (counts.how === "missing") return `There is no queue ${queue}.`;
    if (counts.how === "unknown")
      return `The number of messages in ${queue} is unknown: ${explain(counts.error, environment).message}.`;
    const { visible, inFlight, delayed } = counts.value;
    const total = totalOf(counts.value);
    if (total === 0) return `No messages in ${queue}.`;
    return `About ${counted(total, "message")} in ${queue}: ${visible} visible, ${inFlight} in flight, ${delayed} delayed.`;
  });
}

/** By channel; null if the counts are unknown. */
export function waitingJson(waiting: Waiting) {
  return Object.fromEntries(
    waiting.map(({ channel, counts }) => [channel, counts.how === "known" ? counts.value : null]),
  );
}
