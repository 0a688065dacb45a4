import { waysOf } from "../notification/decide";
import type { DeliveryLog, LogAnswer, LogEntry } from "../notification/delivery-log";
import type { TransitionName } from "../notification/transitions";
import { RetryLater } from "../retry/failure";
import { LONGEST_CALL, type RetryDependencies, retryWhile } from "../retry/retry";
import { entryFor, type HeldReminder, type LogDependencies, type TransitionDetails } from "./reminder";

export type RecordDependencies = LogDependencies & RetryDependencies;

/**
 * Writes what became of a try to send, and again for as long as the function's time allows: an outcome that nobody wrote
 * down is a second message to the patient once the lease is over.
 * @param move one of the claim's holder
 * @throws what the log threw last
 */
export function recordTry(
  move: TransitionName,
  reminder: HeldReminder,
  details: TransitionDetails,
  deps: RecordDependencies,
): Promise<LogAnswer> {
  const entry = entryFor(reminder, details);
  const mayPass = (error: unknown) => !(error instanceof RetryLater);
  return retryWhile(() => applyHeld(move, entry, deps.log), mayPass, reminder.deadline - LONGEST_CALL, deps);
}

/**
 * Makes a transition of the claim's holder. If the claim was written a second time, by its own write that came late, the
 * holder still holds it, and gets the item as it is now.
 */
export async function applyHeld(move: TransitionName, entry: LogEntry, log: DeliveryLog): Promise<LogAnswer> {
  const answer = await log.apply(move, entry);
  const { item } = answer;
  const isHeld = item.claimId === entry.claimId && waysOf(move).from.includes(item.status);
  return answer.applied || !isHeld ? answer : log.apply(move, { ...entry, held: item });
}
