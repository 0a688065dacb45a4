import { QUEUE_ATTRIBUTES } from "../../contracts/queue-attributes";
import { OutOfTime, ProviderError } from "./failure";
import type { MoveName } from "./notification-states";
import { ownAttributes } from "./own-attributes";
import type { Queue } from "./ports";
import { applyHeld } from "./record-try";
import { type Ending, entryFor, type HeldReminder, type LogDependencies } from "./reminder";

/** Seconds until a message that waits comes again; doubled each time. */
const FIRST_DELAY = 60;
/** The longest that SQS takes. */
const LONGEST_DELAY = 900;

/**
 * The code of a reminder that waits because of the provider's quota or the configuration, not because of itself.
 * @returns undefined if the error concerns the reminder
 */
export function waitingCode(error: unknown): string | undefined {
  if (error instanceof OutOfTime) return "POSTPONED";
  return error instanceof ProviderError && error.failure === "configuration" ? error.code : undefined;
}

/**
 * Postpones a reminder that waits for the provider's quota, or for a fault of the configuration to be corrected. A fresh
 * copy goes to the end of the queue: such a wait uses up no attempts. A copy whose appointment has begun
 * expires, so the wait ends.
 * @param code see {@link waitingCode}
 */
export async function postpone(
  release: Extract<MoveName, "retrySms" | "retryEmail">,
  reminder: HeldReminder,
  code: string,
  deps: LogDependencies & { readonly ownQueue: Queue },
): Promise<Ending> {
  const channel = release === "retrySms" ? "SMS" : "EMAIL";
  await applyHeld(release, entryFor(reminder, { channel, code, costsNoTry: true }), deps.log);
  const { body, attributes } = reminder.message;
  const before = Number(attributes[QUEUE_ATTRIBUTES.postponed]);
  const postponed = Number.isInteger(before) && before > 0 ? before + 1 : 1;
  await deps.ownQueue.send({
    body,
    attributes: { ...ownAttributes(attributes), [QUEUE_ATTRIBUTES.postponed]: String(postponed) },
    delaySeconds: Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (postponed - 1)),
  });
  return code === "POSTPONED" ? { kind: "postponed" } : { kind: "blocked", code };
}
