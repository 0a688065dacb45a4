import { QUEUE_ATTRIBUTES } from "../../contracts/queue-attributes";
import type { MoveName } from "./notification-states";
import { ownAttributes } from "./own-attributes";
import type { Queue } from "./ports";
import { type Ending, entryFor, type LogDependencies, type Reminder } from "./reminder";

/** Seconds until a message that waited in vain for the provider's quota comes again; doubled each time. */
const FIRST_DELAY = 60;
/** The longest that SQS takes. */
const LONGEST_DELAY = 900;

/**
 * Puts a reminder off whose time ran out while it waited for the provider's quota. A fresh copy goes to the end of the
 * queue: waiting for a quota uses up none of the message's tries. A copy whose appointment has begun expires, so this
 * has an end.
 */
export async function postpone(
  release: Extract<MoveName, "retrySms" | "retryEmail">,
  reminder: Reminder,
  deps: LogDependencies & { readonly ownQueue: Queue },
): Promise<Ending> {
  const channel = release === "retrySms" ? "SMS" : "EMAIL";
  await deps.log.apply(release, entryFor(reminder, { channel, code: "POSTPONED", costsNoTry: true }));
  const { body, attributes } = reminder.message;
  const before = Number(attributes[QUEUE_ATTRIBUTES.postponed]);
  const postponed = Number.isInteger(before) && before > 0 ? before + 1 : 1;
  await deps.ownQueue.send({
    body,
    attributes: { ...ownAttributes(attributes), [QUEUE_ATTRIBUTES.postponed]: String(postponed) },
    delaySeconds: Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (postponed - 1)),
  });
  return { kind: "postponed" };
}
