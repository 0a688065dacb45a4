/** What an operator's stop means to the consumers: nothing of the channel is sent, nothing fails, nothing is lost. */
import type { Channel } from "../../../contracts/delivery-log";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/sending-stops";
import { RetryLater, SendingStopped } from "../retry/failure";
import type { Stops } from "../stops/stops";
import { putOff, type WaitDependencies } from "./postpone";
import {
  type AttemptResult,
  type HeldReminder,
  isTriedElsewhere,
  type NotTaken,
  type Reminder,
  type TakenUp,
} from "./reminder";

export interface StopDependencies {
  readonly stops: Stops;
}

/**
 * Why nothing of a channel may be sent now. Where the table cannot be read, nothing is sent either: the delivery log lies
 * in the same service, and a stop that could be missed would be none.
 * @returns undefined if it may be sent
 */
export async function stopOf(channel: Channel, { stops }: StopDependencies): Promise<string | undefined> {
  try {
    return (await stops.isStopped(channel)) ? STOPPED_CODE : undefined;
  } catch {
    return UNREADABLE_CODE;
  }
}

/**
 * The last look before a send.
 * @throws SendingStopped if nothing of the channel may be sent
 */
export async function refuseIfStopped(channel: Channel, deps: StopDependencies): Promise<void> {
  const code = await stopOf(channel, deps);
  if (code) throw new SendingStopped(code);
}

/**
 * Claims a reminder of a stopped channel, to be released at once: the log then shows why it waits, and what has ended is
 * acknowledged. Where the log does not let it be claimed, because another message holds it or because the log is out of
 * reach, it waits all the same: left to SQS, it would be moved on after a few times. But a message may have ended its
 * notification without having published it, and only the message itself can make up for that, no copy of it: one that
 * came before while the log does not answer, or that holds the notification by another delivery, is left to SQS.
 * @param consumer what it does with a reminder of its channel
 */
export async function holdBack(
  code: string,
  reminder: Reminder,
  consumer: {
    readonly claim: () => Promise<TakenUp>;
    readonly handledBefore: (before: NotTaken) => Promise<AttemptResult>;
    readonly recordFailure: (held: HeldReminder, error: SendingStopped) => Promise<AttemptResult>;
  },
  deps: WaitDependencies,
): Promise<AttemptResult> {
  const isFirst = (reminder.message.receives ?? 1) === 1;
  const taken = await consumer.claim().catch((error: unknown) => {
    const isAnothers = error instanceof RetryLater && isTriedElsewhere(error) ? !error.isHeldByItself : isFirst;
    if (isAnothers) return undefined;
    throw error;
  });
  if (!taken) return putOff(reminder, code, deps);
  if (!taken.taken) return consumer.handledBefore(taken);
  return consumer.recordFailure({ ...reminder, held: taken.item }, new SendingStopped(code));
}
