/**
 * Texts that wait for their clinic's send window: each is one item of the appointments table, in the index of what is due,
 * where the sweep finds it.
 */
import type { APPOINTMENTS_TABLE } from "./appointments-table";

/** The code of a text that may not go out at this hour. */
export const QUIET_HOURS = "QUIET_HOURS";

/** The code of a text that may not go out at this hour, and waits on its queue because its item could not be written. */
export const NOT_HELD_CODE = "HOLD_NOT_WRITTEN";

/** The `appointmentId` of these items begins with it, which no appointment's does. */
export const HELD_PREFIX = "#hold:";

/** The item of one notification: its keys, and the message that is queued again. */
export interface HeldText {
  readonly [APPOINTMENTS_TABLE.partitionKey]: `${typeof HELD_PREFIX}${string}`;
  readonly [APPOINTMENTS_TABLE.sortKey]: string;
  /** A part of the quarter in which the sweep queues it. */
  readonly [APPOINTMENTS_TABLE.dueDate]: string;
  /** ISO 8601, UTC. */
  readonly [APPOINTMENTS_TABLE.dueSortKey]: string;
  /** Of the message; contract v1. */
  readonly body: string;
  /** Of the message. */
  readonly attributes: Readonly<Record<string, string>>;
  /** ms since 1970: it is not queued to be delivered earlier. */
  readonly opensAt: number;
  /** Names this write: a later one is not deleted when this one was queued. */
  readonly holdId: string;
  /** Seconds since 1970: when DynamoDB deletes the item. */
  readonly [APPOINTMENTS_TABLE.expiryAttribute]: number;
}

/** Reads an item of the table; undefined if it is not one of these. */
export function readHeldText(item: Readonly<Record<string, unknown>>): HeldText | undefined {
  const { appointmentId, patientId, reminderDate, appointmentTime, body, attributes, opensAt, holdId, ttl } = item;
  const texts = [appointmentId, patientId, reminderDate, appointmentTime, body, holdId];
  if (!texts.every((text) => typeof text === "string") || typeof opensAt !== "number") return undefined;
  if (!String(appointmentId).startsWith(HELD_PREFIX) || !attributes || typeof attributes !== "object") return undefined;
  return {
    appointmentId,
    patientId,
    reminderDate,
    appointmentTime,
    body,
    attributes,
    opensAt,
    holdId,
    ttl,
  } as HeldText;
}
