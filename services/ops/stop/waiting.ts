/** How much waits for a start: SQS only estimates it. */
import type { Channel } from "../../../contracts/delivery-log";
import type { Asked } from "../aws/inspection/asked";
import { inspectQueue, type QueueDepth } from "../aws/inspection/inspect-queue";
import { explain } from "../output/explain";
import { counted } from "../output/table";
import type { Environment } from "../shared/environment";

export type Waiting = readonly {
  readonly queue: string;
  readonly channel: Channel;
  readonly depth: Asked<QueueDepth>;
}[];

export async function inspectWaiting(channels: readonly Channel[], environment: Environment): Promise<Waiting> {
  const { names, sqs, queueUrl } = environment;
  const queues: Readonly<Record<Channel, string>> = { SMS: names.appointmentsQueue, EMAIL: names.emailQueue };
  return Promise.all(
    channels.map(async (channel) => {
      const queue = queues[channel];
      return { queue, channel, depth: await inspectQueue(sqs, queueUrl, queue) };
    }),
  );
}

export function waitingLines(waiting: Waiting, environment: string): string[] {
  return waiting.map(({ queue, depth }) => {
    if (depth.how === "missing") return `There is no queue ${queue}.`;
    if (depth.how === "unknown")
      return `What waits in ${queue} is not known: ${explain(depth.error, environment).message}.`;
    const { waiting: visible, inWork, putOff } = depth.value;
    const total = visible + inWork + putOff;
    if (total === 0) return `Nothing waits in ${queue}.`;
    return `About ${counted(total, "message")} in ${queue}: ${visible} visible, ${inWork} in flight, ${putOff} delayed.`;
  });
}

/** By channel; null where it is not known. */
export function waitingJson(waiting: Waiting) {
  return Object.fromEntries(
    waiting.map(({ channel, depth }) => {
      if (depth.how !== "known") return [channel, null];
      const { waiting: visible, inWork: inFlight, putOff: delayed } = depth.value;
      return [channel, { visible, inFlight, delayed }];
    }),
  );
}
