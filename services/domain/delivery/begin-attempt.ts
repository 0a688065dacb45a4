/** How an attempt begins, on either channel. */
import type { ConsumerName, TransitionName } from "../notification/transitions";
import { type AttemptResult, publishedAgain } from "./attempt-result";
import { type Claim, claimOrDecide, type Refused, type TransitionDetails } from "./claim";
import type { WaitDependencies } from "./postpone";
import type { Reminder } from "./reminder";
import { claimWhileStopped, type StopDependencies, stopOf } from "./sending-stop";

/** What an attempt does first, by its message and the operators' stops alone. */
export interface FirstStep<Name extends TransitionName = TransitionName> {
  readonly transition: Name;
  readonly code?: string;
  /** The code of the stop, if nothing of its channel may be sent now. */
  readonly stopped?: string;
}

const CHANNELS = { sms: "SMS", email: "EMAIL" } as const;

/** The first step of a reminder that its own channel is to send. */
export async function sendStep<Name extends TransitionName>(
  transition: Name,
  consumer: ConsumerName,
  deps: StopDependencies,
): Promise<FirstStep<Name>> {
  const stopped = await stopOf(CHANNELS[consumer], deps);
  return { transition, ...(stopped && { stopped }) };
}

/**
 * Takes the first step.
 * @returns undefined if the message is to wait because of a stop, see {@link claimWhileStopped}
 * @throws RetryLater if another attempt holds the notification
 */
export function takeStep(
  step: FirstStep,
  reminder: Reminder,
  consumer: ConsumerName,
  deps: WaitDependencies,
): Promise<Claim | undefined> {
  const isClaim = step.transition === "claimSms" || step.transition === "claimEmail";
  const details: TransitionDetails = isClaim
    ? { channel: CHANNELS[consumer], notAttempted: step.stopped !== undefined }
    : { code: step.code };
  const claim = () => claimOrDecide(step.transition, reminder, consumer, details, deps);
  return step.stopped ? claimWhileStopped(claim, reminder) : claim();
}

/** The result for a message whose notification has ended. */
export function endedBefore({ decision, item }: Refused): AttemptResult {
  return decision === "publish-again" ? publishedAgain(item) : { kind: "duplicate" };
}
