/** How a reminder waits on its queue without using up an attempt: a fresh copy at the end of the queue replaces it. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { QUIET_HOURS } from "../../../contracts/tables/held-texts";
import { STOPPED_CODE } from "../../../contracts/tables/sending-stops";
import { ownAttributes } from "../dead-letters/own-attributes";
import type { TransitionName } from "../notification/transitions";
import { MAX_DELAY_SECONDS, type OutgoingMessage, type Queue, type QueueMessage } from "../ports";
import { OutOfTime, ProviderError, SendingStopped, WindowClosed } from "../retry/failure";
import { MAX_CALL_MS, retryWhile } from "../retry/retry";
import type { AttemptResult } from "./attempt-result";
import { isUnsent } from "./other-channel";
import { type RecordDependencies, recordAttempt } from "./record-attempt";
import type { HeldReminder, Reminder } from "./reminder";
import { isFlood, isStop } from "./sending-stop";

/** Seconds until a postponed message is delivered again; doubled each time. */
const FIRST_DELAY = 60;
/**
 * Seconds until a reminder of a stopped channel, or of a flood, is delivered again: after a start, the last one goes out this much later.
 * Half of it would double what a stop costs (docs/costs.md).
 */
const STOP_DELAY = 300;

export type WaitDependencies = RecordDependencies & {
  /** The queue that the message came from. */
  readonly ownQueue: Queue;
};

/**
 * The code of a reminder that waits because of the provider's quota, the configuration, an operator's stop, an unreadable
 * table or the hour.
 * @returns undefined if the error concerns the reminder itself
 */
export function waitingCode(error: unknown): string | undefined {
  if (error instanceof OutOfTime) return "POSTPONED";
  if (error instanceof SendingStopped) return error.code;
  if (error instanceof WindowClosed) return QUIET_HOURS;
  return error instanceof ProviderError && error.failure === "configuration" ? error.code : undefined;
}

/**
 * Releases a claim and postpones its reminder: it waits for the provider's quota, for somebody to correct the
 * configuration, or for an operator to start sending again.
 * @param code see {@link waitingCode}
 */
export async function postpone(
  release: Extract<TransitionName, "retrySms" | "retryEmail">,
  reminder: HeldReminder,
  code: string,
  deps: WaitDependencies,
): Promise<AttemptResult> {
  const channel = release === "retrySms" ? "SMS" : "EMAIL";
  const details = { channel, code, uncounted: true, notAttempted: isUnsent(code) } as const;
  const recorded = recordAttempt(release, reminder, details, deps);
  // A claim that cannot be released expires before the copy is delivered, and a stopped message must not fail.
  await (isStop(code) ? recorded.catch(() => {}) : recorded);
  return sendCopy(reminder, code, deps);
}

/**
 * Sends a fresh copy to the end of the queue: the wait uses up no attempts, and the queue's retention period starts
 * again. The wait ends when the appointment begins, since the copy then expires.
 * @param code see {@link waitingCode}
 */
export async function sendCopy(
  { message, deadline }: Reminder,
  code: string,
  deps: WaitDependencies,
): Promise<AttemptResult> {
  // An operator ends both.
  const isStopped = code === STOPPED_CODE || isFlood(code);
  const copy = isStopped ? stoppedCopy(message) : waitingCopy(message);
  // While sending is stopped no message must fail: SQS counts its receives, and moves it on after a few.
  const mayRetry = () => isStopped;
  await retryWhile(() => deps.ownQueue.send(copy), mayRetry, deadline - MAX_CALL_MS, deps);
  if (isStopped) return { kind: isFlood(code) ? "flood-held" : "stopped" };
  return code === "POSTPONED" || code === QUIET_HOURS ? { kind: "postponed" } : { kind: "blocked", code };
}

function stoppedCopy(message: QueueMessage): OutgoingMessage {
  return { body: message.body, attributes: ownAttributes(message), delaySeconds: STOP_DELAY };
}

function waitingCopy(message: QueueMessage): OutgoingMessage {
  const before = Number(message.attributes[QUEUE_ATTRIBUTES.postponed]);
  const postponed = Number.isInteger(before) && before > 0 ? before + 1 : 1;
  return {
    body: message.body,
    attributes: { ...ownAttributes(message), [QUEUE_ATTRIBUTES.postponed]: String(postponed) },
    delaySeconds: Math.min(MAX_DELAY_SECONDS, FIRST_DELAY * 2 ** (postponed - 1)),
  };
}
