/** How a reminder gets from one channel to the other. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { TransitionName } from "../notification/transitions";
import type { Clock, Queue } from "../ports";
import { LONGEST_CALL, retryWhile } from "../retry/retry";
import { isStop } from "./postpone";
import { type RecordDependencies, recordTry } from "./record-try";
import type { AttemptResult, HeldReminder, Reminder, TransitionDetails } from "./reminder";

export interface ChannelSwitch {
  readonly clock: Clock;
  /** ms before the appointment at which what still waits for its carrier goes to the other channel. */
  readonly channelSwitchMs: number;
}

/** Is the appointment so near that the other channel should bring what still waits, while that can be read in time? */
export function isNear({ key }: Reminder, { clock, channelSwitchMs }: ChannelSwitch): boolean {
  return key.timestamp - clock.now() < channelSwitchMs;
}

/** Why the other channel did not bring it, as far as the message says. One that was only stopped still has its turn. */
export function otherFailedBy({ message: { attributes } }: Reminder): string | undefined {
  const reason = attributes[QUEUE_ATTRIBUTES.fallbackReason];
  return reason !== undefined && isStop(reason) ? undefined : reason;
}

/**
 * Puts the message on the other channel's queue.
 * @param code why this one does not bring it
 */
export async function handOver({ message }: Reminder, code: string, other: Queue): Promise<AttemptResult> {
  await other.send({ body: message.body, attributes: { [QUEUE_ATTRIBUTES.fallbackReason]: code } });
  return { kind: "handed-over" };
}

/**
 * Ends the claim of a reminder and hands it over to the other channel.
 * @param details why this channel does not bring it. If nothing was tried, because the channel is stopped, the message
 * is handed over again for as long as there is time: such a message is not to fail.
 */
export async function fallBack(
  transition: Extract<TransitionName, "fallBackToEmail" | "fallBackToSms">,
  reminder: HeldReminder,
  details: TransitionDetails,
  other: Queue,
  deps: RecordDependencies,
): Promise<AttemptResult> {
  const fallen = await recordTry(transition, reminder, details, deps);
  if (!fallen.applied) return { kind: "duplicate" };
  const mayPass = () => details.notTried === true;
  const deadline = reminder.deadline - LONGEST_CALL;
  return retryWhile(() => handOver(reminder, details.code ?? "", other), mayPass, deadline, deps);
}
