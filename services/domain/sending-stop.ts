/** What an operator's stop means to the consumers: nothing of the channel is sent, nothing fails, nothing is lost. */
import type { Channel } from "../../contracts/delivery-log";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../contracts/sending-stops";
import { SendingStopped } from "./failure";
import type { Stops } from "./ports";
import { putOff, type WaitDependencies } from "./postpone";
import { type Ending, isTriedElsewhere, type Reminder } from "./reminder";

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
 * Takes up a reminder of a stopped channel: the log then shows why it waits, and what has ended is acknowledged.
 * @param takeUp claims it, and releases it again where it is free
 * @throws what the log answered
 */
export async function holdBack(
  code: string,
  reminder: Reminder,
  takeUp: () => Promise<Ending>,
  deps: WaitDependencies,
): Promise<Ending> {
  try {
    return await takeUp();
  } catch (error) {
    // Left to SQS, it would be moved on after a few times.
    if (isTriedElsewhere(error)) return putOff(reminder, code, deps);
    throw error;
  }
}
