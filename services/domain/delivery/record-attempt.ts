/** What the holder of a claim writes to the log. */
import { sourcesOf } from "../notification/decide";
import type { ApplyResult, DeliveryLog, LogEntry } from "../notification/delivery-log";
import type { TransitionName } from "../notification/transitions";
import { RetryLater } from "../retry/failure";
import { MAX_CALL_MS, type RetryDependencies, retryWhile } from "../retry/retry";
import { entryFor, type LogDependencies, type TransitionDetails } from "./claim";
import type { HeldReminder } from "./reminder";

export type RecordDependencies = LogDependencies & RetryDependencies;

/**
 * Records the result of an attempt to send, and retries for as long as the function's time allows: if the result is not
 * recorded, the patient gets a second message once the lease is over.
 * @param transition one of the claim's holder
 * @throws the log's last error
 */
export function recordAttempt(
  transition: TransitionName,
  reminder: HeldReminder,
  details: TransitionDetails,
  deps: RecordDependencies,
): Promise<ApplyResult> {
  const entry = entryFor(reminder, details);
  const isTransient = (error: unknown) => !(error instanceof RetryLater);
  return retryWhile(() => applyHeld(transition, entry, deps.log), isTransient, reminder.deadline - MAX_CALL_MS, deps);
}

/**
 * Makes a transition of the claim's holder. If the claim was written a second time, because the first write arrived
 * late, the holder still holds it: the transition is made on the item as it is now.
 */
export async function applyHeld(transition: TransitionName, entry: LogEntry, log: DeliveryLog): Promise<ApplyResult> {
  const result = await log.apply(transition, entry);
  const { item } = result;
  const isHeld = item.claimId === entry.claimId && sourcesOf(transition).from.includes(item.status);
  return result.applied || !isHeld ? result : log.apply(transition, { ...entry, held: item });
}
