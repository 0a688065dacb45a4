/** How a reminder gets from one channel to the other. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { QUIET_HOURS } from "../../../contracts/tables/held-texts";
import { firstSentAttribute } from "../dead-letters/own-attributes";
import type { TransitionName } from "../notification/transitions";
import type { Clock, Queue } from "../ports";
import { MAX_CALL_MS, retryWhile } from "../retry/retry";
import type { AttemptResult } from "./attempt-result";
import type { TransitionDetails } from "./claim";
import { type RecordDependencies, recordAttempt } from "./record-attempt";
import type { HeldReminder, Reminder } from "./reminder";
import { isStop } from "./sending-stop";

/** Why a reminder goes by email at once, in the item and the message. */
export const NO_USABLE_PHONE = "NO_USABLE_PHONE";
/** The patient wants emails, and is never texted. */
export const EMAIL_PREFERRED = "EMAIL_PREFERRED";
/** There is no address left to try: of a failed text, or of a patient who prefers email. */
export const NO_USABLE_EMAIL = "NO_USABLE_EMAIL";
export const FIXED_LINE_NUMBER = "FIXED_LINE_NUMBER";

export interface ChannelSwitch {
  readonly clock: Clock;
  /** ms before the appointment at which a reminder that still waits for its carrier goes to the other channel. */
  readonly channelSwitchMs: number;
}

/** Whether the appointment is so near that a reminder that still waits should go by the other channel. */
export function isNear({ key }: Reminder, { clock, channelSwitchMs }: ChannelSwitch): boolean {
  return key.timestamp - clock.now() < channelSwitchMs;
}

/** Whether a code says that a channel was left without an attempt to send: it may still be tried. */
export function isUnsent(code: string): boolean {
  return isStop(code) || code === QUIET_HOURS;
}

/**
 * The code with which the other channel failed, as far as the message says.
 * @returns undefined if it did not fail, or was left without an attempt
 */
export function otherFailedBy({ message: { attributes } }: Reminder): string | undefined {
  const reason = attributes[QUEUE_ATTRIBUTES.fallbackReason];
  return reason !== undefined && isUnsent(reason) ? undefined : reason;
}

/** Whether a reminder that goes by SMS has a usable email that has not failed. */
export function isEmailUntried(reminder: Reminder): boolean {
  const isRefused = reminder.message.attributes[QUEUE_ATTRIBUTES.deadLetterReason] === "EMAIL_REFUSED";
  return reminder.contact.email !== undefined && !isRefused && otherFailedBy(reminder) === undefined;
}

/**
 * Sends the message to the other channel's queue.
 * @param code why this channel does not send it
 */
export async function handOver({ message }: Reminder, code: string, other: Queue): Promise<AttemptResult> {
  await other.send({
    body: message.body,
    attributes: { [QUEUE_ATTRIBUTES.fallbackReason]: code, ...firstSentAttribute(message) },
  });
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
