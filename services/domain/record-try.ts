import { RetryLater } from "./failure";
import type { MoveName } from "./notification-states";
import type { LogAnswer } from "./ports";
import { entryFor, type LogDependencies, type MoveDetails, type Reminder } from "./reminder";
import { type TryAgainDependencies, tryAgain } from "./try-again";

export type RecordDependencies = LogDependencies & TryAgainDependencies;

/** ms that one write may take that hangs, with all of the SDK's tries. */
const LONGEST_WRITE = 10_000;

/**
 * Writes what became of a try to send, and again for as long as the function's time allows: an outcome that nobody wrote
 * down is a second message to the patient once the lease is over.
 * @param move one of the claim's holder
 * @throws what the log threw last
 */
export function recordTry(
  move: MoveName,
  reminder: Reminder,
  details: MoveDetails,
  deps: RecordDependencies,
): Promise<LogAnswer> {
  const entry = entryFor(reminder, details);
  const mayPass = (error: unknown) => !(error instanceof RetryLater);
  return tryAgain(() => deps.log.apply(move, entry), mayPass, reminder.deadline - LONGEST_WRITE, deps);
}
