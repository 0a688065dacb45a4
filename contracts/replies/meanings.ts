/** What an answer to a text means, and what it becomes: codes only, never the patient's words. */

/** What a patient can say of an appointment. */
export const REPLIES = ["CONFIRM", "CANCEL", "RESCHEDULE"] as const;
export type Reply = (typeof REPLIES)[number];

/**
 * `STOP`: no more texts. `START`: texts again. `HELP`: who writes, and whom to call. `COURTESY`: thanks, a greeting, or
 * a laughing face, and nothing else.
 */
export const MEANINGS = [...REPLIES, "STOP", "START", "HELP", "COURTESY", "UNCLEAR"] as const;
export type Meaning = (typeof MEANINGS)[number];

/** The `status` of the event of an answer. */
export const REPLY_STATUSES = [
  "CONFIRMED",
  "CANCEL_REQUESTED",
  "RESCHEDULE_REQUESTED",
  "OPTED_OUT",
  "OPTED_IN",
  "REPLY_UNCLEAR",
] as const;
export type ReplyStatus = (typeof REPLY_STATUSES)[number];

/** Why an answer is unclear, as a code. */
export const UNCLEAR_REASONS = [
  /** Its words have no meaning that is certain. */
  "UNCLEAR_WORDS",
  /** No reminder of an appointment ahead went to this phone. */
  "NO_APPOINTMENT",
  /** Several appointments, or patients, are reminded by this phone. */
  "SEVERAL_APPOINTMENTS",
  /** The appointment that it answers has begun. */
  "APPOINTMENT_BEGUN",
  /** The appointment that it answers has another time by now. */
  "APPOINTMENT_MOVED",
  /** The appointment that it answers is cancelled, or has ended in another way. */
  "APPOINTMENT_ENDED",
  /** The appointment that it answers has another phone by now: the old one may be a stranger's. */
  "PHONE_CHANGED",
  /** The phone has sent more answers in one day than are read: this one stands for all that follow. */
  "TOO_MANY_ANSWERS",
  /** The phone could not be put on the account's opt-out list, or taken off it. */
  "OPT_OUT_LIST_REFUSED",
] as const;
export type UnclearReason = (typeof UNCLEAR_REASONS)[number];
