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
 * The code of a reminder that waits for nothing of its own: the provider's quota, or the configuration's repair.
 * @returns undefined where the error is the reminder's
 */
export function waitingCode(error: unknown): string | undefined {
  if (error instanceof OutOfTime) return "POSTPONED";
  return error instanceof ProviderError && error.failure === "configuration" ? error.code : undefined;
}

/**
 * Puts a reminder off that waits for the provider's quota, or for a fault of the configuration to be put right. A fresh
 * copy goes to the end of the queue: such a wait uses up none of the message's tries. A copy whose appointment has begun
 * expires, so this has an end.
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
