/** How a reminder gets from one channel to the other. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { TransitionName } from "../notification/transitions";
import type { Clock, Queue } from "../ports";
import { MAX_CALL_MS, retryWhile } from "../retry/retry";
import type { AttemptResult } from "./attempt-result";
import type { TransitionDetails } from "./claim";
import { type RecordDependencies, recordAttempt } from "./record-attempt";
import type { HeldReminder, Reminder } from "./reminder";
import { isStop } from "./sending-stop";

export interface ChannelSwitch {
  readonly clock: Clock;
  /** ms before the appointment at which a reminder that still waits for its carrier goes to the other channel. */
  readonly channelSwitchMs: number;
}

/** Whether the appointment is so near that a reminder that still waits should go by the other channel. */
export function isNear({ key }: Reminder, { clock, channelSwitchMs }: ChannelSwitch): boolean {
  return key.timestamp - clock.now() < channelSwitchMs;
}

/**
 * The code with which the other channel failed, as far as the message says.
 * @returns undefined if it did not fail, or was only stopped: it may still be tried
 */
export function otherFailedBy({ message: { attributes } }: Reminder): string | undefined {
  const reason = attributes[QUEUE_ATTRIBUTES.fallbackReason];
  return reason !== undefined && isStop(reason) ? undefined : reason;
}

/**
 * Sends the message to the other channel's queue.
 * @param code why this channel does not send it
 */
export async function handOver({ message }: Reminder, code: string, other: Queue): Promise<AttemptResult> {
  await other.send({ body: message.body, attributes: { [QUEUE_ATTRIBUTES.fallbackReason]: code } });
  return { kind: "handed-over" };
}

/**
 * Ends the claim of a reminder and hands it over to the other channel.
 * @param details why this channel does not send it. If the channel is stopped, handing over is retried for as long as
 * there is time, since such a message must not fail.
 */
export async function fallBack(
  transition: Extract<TransitionName, "fallBackToEmail" | "fallBackToSms">,
  reminder: HeldReminder,
  details: TransitionDetails,
  other: Queue,
  deps: RecordDependencies,
): Promise<AttemptResult> {
  const recorded = await recordAttempt(transition, reminder, details, deps);
  if (!recorded.applied) return { kind: "duplicate" };
  const mayRetry = () => details.notAttempted === true;
  const deadline = reminder.deadline - MAX_CALL_MS;
  return retryWhile(() => handOver(reminder, details.code ?? "", other), mayRetry, deadline, deps);
}
