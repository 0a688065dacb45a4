/** The version of a booking: which of two messages about an appointment is the later one. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { VersionKind } from "../../../contracts/tables/appointments-table";
import type { QueueMessage } from "../ports";
import type { Stored } from "../stored-appointment/stored-appointment";

export interface BookingVersion {
  readonly kind: VersionKind;
  readonly value: number;
}

/**
 * When a message first reached SQS, in ms since 1970: a copy in the DLQ, and one that was redriven from there, carry that
 * time. A later time than the message's own is not possible, and is not believed.
 * @param now ms since 1970, for a message without a time
 */
export function firstSentAt({ attributes, sentAt = Number.NaN }: QueueMessage, now: number): number {
  const carried = attributes[QUEUE_ATTRIBUTES.firstSentAt];
  const known = [carried && /^\d{1,15}$/.test(carried) ? Number(carried) : Number.NaN, sentAt];
  const times = known.filter((time) => time >= 0);
  return times.length > 0 ? Math.min(...times) : now;
}

/** The version of a stored item; undefined if no booking has reached it by the queue. */
export function storedVersion({ version, versionKind }: Stored): BookingVersion | undefined {
  const isKind = versionKind === "sender" || versionKind === "time";
  return isKind && typeof version === "number" ? { kind: versionKind, value: version } : undefined;
}
