/** How many messages a queue has, as SQS reports it. */

/** Approximate: SQS needs a minute or more to show every change (GetQueueAttributes, SQS API Reference). */
export interface QueueCounts {
  /** Ready to be received. */
  readonly visible: number;
  /** Received, and hidden from other receivers until the visibility timeout ends. */
  readonly inFlight: number;
  /** Not received yet, because their delay has not ended. */
  readonly delayed: number;
}

/** The queue attributes of GetQueueAttributes that have the counts. */
export const QUEUE_COUNT_ATTRIBUTES = {
  visible: "ApproximateNumberOfMessages",
  inFlight: "ApproximateNumberOfMessagesNotVisible",
  delayed: "ApproximateNumberOfMessagesDelayed",
} as const satisfies Record<keyof QueueCounts, string>;

/** @param attributes of the queue, as GetQueueAttributes returns them */
export function queueCounts(attributes: Readonly<Partial<Record<string, string>>>): QueueCounts {
  const count = (name: keyof QueueCounts) => Number(attributes[QUEUE_COUNT_ATTRIBUTES[name]] ?? 0);
  return { visible: count("visible"), inFlight: count("inFlight"), delayed: count("delayed") };
}

/** All messages of a queue. */
export function totalOf({ visible, inFlight, delayed }: QueueCounts): number {
  return visible + inFlight + delayed;
}
