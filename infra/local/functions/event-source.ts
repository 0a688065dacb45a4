/** Polls a queue for a function as Lambda does: several pollers, each with a thread while it has messages. */
import { availableParallelism } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { ENV } from "../../../contracts/environment";
import type { Queues } from "../emulators/queues/queues";
import type { EventSourceSwitch } from "./event-source-switch";
import type { FunctionThread } from "./function-thread";
import type { LocalFunction } from "./local-function";
import { failedMessageIds, type ReceivedMessage, sqsEvent } from "./sqs-event";
import { Turns } from "./turns";
import { visibleAgainAfter } from "./visibility";

const LONG_POLL_SECONDS = 20;
/** Longer than any invocation, however slow the machine: its messages stay invisible while it runs. */
const VISIBILITY_SECONDS = 12 * 60 * 60;
const RESTART_MS = 1000;
/** A message of a function that died is received again at the earliest this long after the lease of its claim. */
const AFTER_LEASE_SECONDS = 1;
/** Permissions do not change during a local run, but AWS continues to poll too. */
const RETRY_MS = 1000;

/** How a queue is polled. */
export interface Polling {
  /** Divides the time until a failed message is visible again, counted from the end of the invocation. */
  readonly timeFactor: number;
  /** How long a poller waits for more messages if a batch is not full, in ms: Lambda's batching window. 0 for none. */
  readonly batchingWindowMs: number;
  /** Instances of the function, unless the template allows fewer. */
  readonly instances: number;
}

/** As many as can run at the same time; two, so that one instance can work while another waits for a carrier. */
export function usefulInstances(): number {
  return Math.max(2, availableParallelism());
}

export interface EventSource {
  /** Resolves when the pollers have stopped; the caller must end long polls. */
  stop(): Promise<void>;
}

/**
 * Starts polling once one thread is loaded; others start while {@link Turns} lets several batches be handled.
 *
 * If the function died, a message is visible again only after the lease of its claim, as on AWS: leases are not divided,
 * because they must outlast functions, whose time is not divided either.
 * @param may whether the function's role, with which Lambda polls, allows this action on the queue
 * @throws {FunctionError} if the bundle does not load
 */
export async function startEventSource(
  source: EventSourceSwitch,
  fn: LocalFunction,
  queues: Pick<Queues, "operate">,
  may: (action: string) => boolean,
  { timeFactor, batchingWindowMs, instances }: Polling,
): Promise<EventSource> {
  const { mapping } = source;
  let stopped = false;
  const operate = <T>(operation: string, parameters: Record<string, unknown>) =>
    queues.operate<T>(operation, mapping.queueName, parameters);
  type Answered = { Attributes: { VisibilityTimeout: string; RedrivePolicy?: string } };
  const { Attributes } = await operate<Answered>("GetQueueAttributes", {
    AttributeNames: ["VisibilityTimeout", "RedrivePolicy"],
  });
  const visibleAfterFailure = Number(Attributes.VisibilityTimeout) / timeFactor;
  const { maxReceiveCount } = JSON.parse(Attributes.RedrivePolicy ?? "{}") as { maxReceiveCount?: number };
  const leaseSeconds = Number(fn.resource.environment[ENV.leaseSeconds] ?? 0);
  const visibleAfterDeath = Math.max(visibleAfterFailure, leaseSeconds > 0 ? leaseSeconds + AFTER_LEASE_SECONDS : 0);

  const receive = async (MaxNumberOfMessages: number, WaitTimeSeconds: number) => {
    const { Messages = [] } = await operate<{ Messages?: ReceivedMessage[] }>("ReceiveMessage", {
      MaxNumberOfMessages,
      WaitTimeSeconds,
      VisibilityTimeout: VISIBILITY_SECONDS,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    return Messages;
  };
  const receiveBatch = async () => {
    if (stopped || !source.isEnabled) return [];
    if (!may("sqs:ReceiveMessage")) {
      await wait(RETRY_MS);
      return [];
    }
    const first = await receive(mapping.batchSize, LONG_POLL_SECONDS);
    const free = mapping.batchSize - first.length;
    if (batchingWindowMs === 0 || first.length === 0 || free === 0) return first;
    await wait(batchingWindowMs);
    return stopped || !source.isEnabled ? first : [...first, ...(await receive(free, 0).catch(() => []))];
  };
  const waitOf = ({ Attributes }: ReceivedMessage, thread: FunctionThread | undefined) => {
    if (thread && !thread.alive) return visibleAfterDeath;
    const waits = { usual: visibleAfterFailure, lease: visibleAfterDeath };
    return visibleAgainAfter(Number(Attributes?.ApproximateReceiveCount), maxReceiveCount, waits);
  };
  const giveBack = (messages: readonly ReceivedMessage[], thread?: FunctionThread) =>
    operate("ChangeMessageVisibilityBatch", {
      Entries: messages.map((message, index) => ({
        Id: String(index),
        ReceiptHandle: message.ReceiptHandle,
        VisibilityTimeout: waitOf(message, thread),
      })),
    });
  const handle = async (thread: FunctionThread, messages: readonly ReceivedMessage[]) => {
    const ids = messages.map((message) => message.MessageId);
    const failed = await thread.invoke(sqsEvent(messages, mapping.queueArn)).then(
      (answer) => (mapping.reportsBatchItemFailures ? failedMessageIds(answer, ids) : new Set<string>()),
      () => new Set(ids),
    );
    // Messages that the role may not delete are received again, even if they succeeded.
    const mayDelete = failed.size === ids.length || may("sqs:DeleteMessage");
    const back = messages.filter(({ MessageId }) => failed.has(MessageId) || !mayDelete);
    const done = messages.filter((message) => !back.includes(message));
    if (done.length > 0) {
      const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await operate("DeleteMessageBatch", { Entries });
    }
    if (back.length > 0) await giveBack(back, thread);
  };
  const handleBatch = async (messages: readonly ReceivedMessage[]) => {
    if (stopped) return;
    const thread = await fn.acquire().catch(() => undefined);
    try {
      if (thread) await handle(thread, messages);
      else await giveBack(messages);
    } finally {
      if (thread) fn.release(thread);
    }
    // The bundle, which has been loaded before, cannot be loaded again.
    if (!thread) await wait(RESTART_MS);
  };
  const pollers = Math.min(mapping.maximumConcurrency, instances);
  const turns = new Turns<ReceivedMessage>(mapping.batchSize, pollers);
  const receiveAndHandle = () => turns.receiveAndHandle(receiveBatch, handleBatch);
  const poll = async () => {
    while (!stopped) {
      await source.whileEnabled(receiveAndHandle, () => stopped).catch(() => wait(RESTART_MS));
    }
  };
  if (!may("sqs:GetQueueAttributes")) return { stop: async () => {} };
  fn.release(await fn.acquire());
  const polling = Array.from({ length: pollers }, poll);
  return {
    async stop() {
      stopped = true;
      source.wake();
      await Promise.all(polling);
    },
  };
}
