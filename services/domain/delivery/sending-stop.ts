/** What an operator's stop means to the consumers: nothing that is stopped is sent, nothing fails, nothing is lost. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Channel } from "../../../contracts/delivery-log";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/tables/sending-stops";
import { FEED_FLOOD_CODE } from "../../../contracts/tables/sms-rate-limit";
import { PHONE_FLOOD_CODE } from "../../../contracts/tables/texted-phones";
import { APPOINTMENT_UNREADABLE } from "../lookup/reasons";
import { RetryLater, SendingStopped } from "../retry/failure";
import type { Stops } from "../stops/stops";
import { type Claim, isClaimedElsewhere } from "./claim";
import type { Reminder } from "./reminder";

export interface StopDependencies {
  readonly stops: Stops;
}

/**
 * Why nothing of a clinic's channel may be sent now. If the table cannot be read, nothing is sent either: the delivery log is in
 * the same service, and a stop that can be missed is no stop.
 * @returns undefined if it may be sent
 */
export async function stopOf(
  channel: Channel,
  { id }: Pick<Clinic, "id">,
  { stops }: StopDependencies,
): Promise<string | undefined> {
  try {
    return (await stops.isStopped(channel, id)) ? STOPPED_CODE : undefined;
  } catch {
    return UNREADABLE_CODE;
  }
}

/**
 * The last check before a send.
 * @throws SendingStopped if nothing of the channel may be sent
 */
export async function refuseIfStopped(
  channel: Channel,
  clinic: Pick<Clinic, "id">,
  deps: StopDependencies,
): Promise<void> {
  const code = await stopOf(channel, clinic, deps);
  if (code) throw new SendingStopped(code);
}

/** Whether a code says that nothing was handed to the carrier: because of a stop, a flood or an unreadable table. */
export function isStop(code: string): boolean {
  return code === STOPPED_CODE || code === UNREADABLE_CODE || code === APPOINTMENT_UNREADABLE || isFlood(code);
}

/** Whether a code says that a text waits because there are too many. */
export function isFlood(code: string): boolean {
  return code === PHONE_FLOOD_CODE || code === FEED_FLOOD_CODE;
}

/**
 * Claims a reminder that must not be sent now. It is claimed only to be released: the log then shows why it waits, and what
 * has ended is acknowledged.
 *
 * If it cannot be claimed, because another message holds it or the log cannot be reached, it waits all the same: if it
 * were left to SQS, SQS would move it on after a few receives. There is one exception. A message may have ended its
 * notification without having published the outcome, and only the message itself can make up for that, not a copy of it.
 * So a message is left to SQS if another delivery of it holds the notification, or if it was received before and the log
 * does not answer.
 * @returns undefined if a copy of the message is to wait in its place
 */
export async function claimWhileStopped(
  claim: () => Promise<Claim>,
  { message }: Reminder,
): Promise<Claim | undefined> {
  const isFirst = (message.receives ?? 1) === 1;
  try {
    return await claim();
  } catch (error) {
    const isAnothers = error instanceof RetryLater && isClaimedElsewhere(error) ? !error.isHeldByItself : isFirst;
    if (isAnothers) return undefined;
    throw error;
  }
}
