/** How a reminder waits on its queue without using up a try: a fresh copy at the queue's end takes its message's place. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/sending-stops";
import { ownAttributes } from "../dead-letters/own-attributes";
import type { TransitionName } from "../notification/transitions";
import type { OutgoingMessage, Queue, QueueMessage } from "../ports";
import { OutOfTime, ProviderError, SendingStopped } from "../retry/failure";
import { LONGEST_CALL, retryWhile } from "../retry/retry";
import { type RecordDependencies, recordTry } from "./record-try";
import type { AttemptResult, HeldReminder, Reminder } from "./reminder";

/** Seconds until a message that waits comes again; doubled each time. */
const FIRST_DELAY = 60;
/** The longest that SQS takes. */
const LONGEST_DELAY = 900;
/**
 * Seconds after which a reminder of a stopped channel comes again: the last one goes out so long after the start. Half
 * of it would double what a stop costs (docs/costs.md).
 */
const STOP_DELAY = 300;

export type WaitDependencies = RecordDependencies & {
  /** The queue that the message came from. */
  readonly ownQueue: Queue;
};

/**
 * The code of a reminder that waits because of the provider's quota, the configuration or an operator's stop, not because
 * of itself.
 * @returns undefined if the error concerns the reminder
 */
export function waitingCode(error: unknown): string | undefined {
  if (error instanceof OutOfTime) return "POSTPONED";
  if (error instanceof SendingStopped) return error.code;
  return error instanceof ProviderError && error.failure === "configuration" ? error.code : undefined;
}

/** Nothing was handed to the carrier, since an operator has stopped it, or may have. */
export function isStop(code: string): boolean {
  return code === STOPPED_CODE || code === UNREADABLE_CODE;
}

/**
 * Releases a claim and puts its reminder off: it waits for the provider's quota, for a fault of the configuration to be
 * corrected, or for an operator to start sending again.
 * @param code see {@link waitingCode}
 */
export async function postpone(
  release: Extract<TransitionName, "retrySms" | "retryEmail">,
  reminder: HeldReminder,
  code: string,
  deps: WaitDependencies,
): Promise<AttemptResult> {
  const channel = release === "retrySms" ? "SMS" : "EMAIL";
  const recorded = recordTry(release, reminder, { channel, code, uncounted: true, notTried: isStop(code) }, deps);
  // A claim that cannot be released is over before the copy comes, and a stopped message is not to fail.
  await (isStop(code) ? recorded.catch(() => {}) : recorded);
  return putOff(reminder, code, deps);
}

/**
 * Sends a fresh copy to the end of the queue: such a wait uses up no attempts, and the queue's retention does not end
 * it. A copy whose appointment has begun expires, so the wait ends.
 * @param code see {@link waitingCode}
 */
export async function putOff(
  { message, deadline }: Reminder,
  code: string,
  deps: WaitDependencies,
): Promise<AttemptResult> {
  const isStopped = code === STOPPED_CODE;
  const copy = isStopped ? stoppedCopy(message) : waitingCopy(message);
  // While sending is stopped no message is to fail: SQS would count it, and move it on after a few times.
  const mayPass = () => isStopped;
  await retryWhile(() => deps.ownQueue.send(copy), mayPass, deadline - LONGEST_CALL, deps);
  if (isStopped) return { kind: "stopped" };
  return code === "POSTPONED" ? { kind: "postponed" } : { kind: "blocked", code };
}

function stoppedCopy({ body, attributes }: QueueMessage): OutgoingMessage {
  return { body, attributes: ownAttributes(attributes), delaySeconds: STOP_DELAY };
}

function waitingCopy({ body, attributes }: QueueMessage): OutgoingMessage {
  const before = Number(attributes[QUEUE_ATTRIBUTES.postponed]);
  const postponed = Number.isInteger(before) && before > 0 ? before + 1 : 1;
  return {
    body,
    attributes: { ...ownAttributes(attributes), [QUEUE_ATTRIBUTES.postponed]: String(postponed) },
    delaySeconds: Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (postponed - 1)),
  };
}
