/** Polls a queue for a function as Lambda does: some pollers, each with a thread of its own. */
import { setTimeout as wait } from "node:timers/promises";
import { ENV } from "../../../contracts/environment";
import type { Queues } from "../emulators/queues/queues";
import type { EventSourceSwitch } from "./event-source-switch";
import type { FunctionThread } from "./function-thread";
import type { LocalFunction } from "./local-function";
import { failedMessageIds, type ReceivedMessage, sqsEvent } from "./sqs-event";

const LONG_POLL_SECONDS = 20;
/** Longer than any invocation: while one runs, its messages stay with it, however slow this machine is. */
const HELD_SECONDS = 12 * 60 * 60;
const RESTART_MS = 1000;
/** What was claimed by a function that then died comes again so long after the end of its lease, at the earliest. */
const AFTER_LEASE_SECONDS = 1;
/** Permissions do not change while the local run stands; AWS polls on, too. */
const ASK_AGAIN_MS = 1000;

export interface EventSource {
  /** Resolves when the pollers have ended; a long poll must be ended from outside. */
  stop(): Promise<void>;
}

/**
 * Starts polling once a thread for each poller is loaded.
 * @param may does the function's role allow this action on the queue? Lambda polls in its name
 * @param timeFactor divides the time until a message that failed comes back. It counts from the end of the invocation.
 *   Where the function died, the message comes back after the lease of what it may have claimed, as on AWS: leases are
 *   not divided, for they outlast functions, whose time is not divided either.
 * @throws {FunctionError} where the bundle does not load
 */
export async function startEventSource(
  source: EventSourceSwitch,
  fn: LocalFunction,
  queues: Pick<Queues, "operate">,
  may: (action: string) => boolean,
  timeFactor: number,
): Promise<EventSource> {
  const { mapping } = source;
  let stopped = false;
  const operate = <T>(operation: string, parameters: Record<string, unknown>) =>
    queues.operate<T>(operation, mapping.queueName, parameters);
  const { Attributes } = await operate<{ Attributes: { VisibilityTimeout: string } }>("GetQueueAttributes", {
    AttributeNames: ["VisibilityTimeout"],
  });
  const backAfterFailure = Number(Attributes.VisibilityTimeout) / timeFactor;
  const leaseSeconds = Number(fn.resource.environment[ENV.leaseSeconds] ?? 0);
  const backAfterDeath = Math.max(backAfterFailure, leaseSeconds > 0 ? leaseSeconds + AFTER_LEASE_SECONDS : 0);

  const receive = async () => {
    if (!may("sqs:ReceiveMessage")) {
      await wait(ASK_AGAIN_MS);
      return [];
    }
    const { Messages = [] } = await operate<{ Messages?: ReceivedMessage[] }>("ReceiveMessage", {
      MaxNumberOfMessages: mapping.batchSize,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      VisibilityTimeout: HELD_SECONDS,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    return Messages;
  };
  const handle = async (thread: FunctionThread, messages: readonly ReceivedMessage[]) => {
    const ids = messages.map((message) => message.MessageId);
    const failed = await thread.invoke(sqsEvent(messages, mapping.queueArn)).then(
      (answer) => (mapping.reportsBatchItemFailures ? failedMessageIds(answer, ids) : new Set<string>()),
      () => new Set(ids),
    );
    // What it may not delete comes again, done or not.
    const mayDelete = failed.size === ids.length || may("sqs:DeleteMessage");
    const entries = (kept: boolean, more: Record<string, unknown>) =>
      messages.flatMap(({ MessageId, ReceiptHandle }, index) =>
        (failed.has(MessageId) || !mayDelete) === kept ? [{ Id: String(index), ReceiptHandle, ...more }] : [],
      );
    const done = entries(false, {});
    const back = entries(true, { VisibilityTimeout: thread.alive ? backAfterFailure : backAfterDeath });
    if (done.length > 0) await operate("DeleteMessageBatch", { Entries: done });
    if (back.length > 0) await operate("ChangeMessageVisibilityBatch", { Entries: back });
  };
  const poll = async (first: FunctionThread) => {
    let thread: FunctionThread | undefined = first;
    while (!stopped) {
      try {
        const loaded: FunctionThread = thread ?? (await fn.acquire());
        thread = loaded;
        const receiveAndHandle = async () => {
          const messages = await receive();
          if (messages.length > 0 && !stopped) await handle(loaded, messages);
        };
        await source.whileEnabled(receiveAndHandle, () => stopped);
      } catch {
        // A thread died and the bundle does not load again.
        await wait(RESTART_MS);
      }
      if (thread && !thread.alive) {
        fn.release(thread);
        thread = undefined;
      }
    }
  };
  if (!may("sqs:GetQueueAttributes")) return { stop: async () => {} };
  const threads = await Promise.all(Array.from({ length: mapping.maximumConcurrency }, () => fn.acquire()));
  const pollers = threads.map(poll);
  return {
    async stop() {
      stopped = true;
      source.wake();
      await Promise.all(pollers);
    },
  };
}
