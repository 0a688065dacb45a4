/** What can become of a reminder, in the words of those who pay for it. `npm start` uses the same words. */
import type { NotificationStatus } from "../../../../contracts/delivery-log";
import type { Reply } from "../../../../contracts/replies/meanings";

export const GROUPS = [
  "delivered",
  "accepted",
  "undelivered",
  "failed",
  "noContact",
  "declined",
  "expired",
  "cancelled",
  "open",
  "others",
] as const;
export type Group = (typeof GROUPS)[number];

/** The groups of reminders that did not reach the patient although they should have. */
export const NOT_REACHED = ["undelivered", "failed", "noContact"] as const satisfies readonly Group[];
/** The groups for which nothing had to be sent. */
export const NOT_SENT = ["declined", "expired", "cancelled"] as const satisfies readonly Group[];

interface Words {
  readonly name: string;
  /** What the number counts. */
  readonly meaning: string;
}

export const GROUP_WORDS: Readonly<Record<Group, Words>> = {
  delivered: {
    name: "Delivered",
    meaning: "A receipt says that the text was delivered, or that the mail server accepted the email.",
  },
  accepted: { name: "Accepted", meaning: "A carrier accepted it, and no receipt has come." },
  undelivered: { name: "Undelivered", meaning: "Accepted, but not delivered, and nothing else could be sent." },
  failed: { name: "Failed", meaning: "It could be sent neither by text nor by email." },
  noContact: { name: "No contact", meaning: "There is no usable phone number or email address." },
  declined: { name: "Declined", meaning: "The patient wants no reminders: nothing was sent." },
  expired: {
    name: "Expired",
    meaning: "The appointment was over, or only hours of the night were left: nothing was sent.",
  },
  cancelled: {
    name: "Cancelled",
    meaning: "The appointment was cancelled or changed first, or the patient had cancelled it: nothing was sent.",
  },
  open: { name: "Open", meaning: "It has not ended: it is being sent, is tried again, or waits." },
  others: { name: "Others", meaning: "The patient's data were erased, and the outcome with them." },
};

export const REPLY_WORDS: Readonly<Record<Reply, Words>> = {
  CONFIRM: { name: "Confirmed", meaning: "The patient confirmed the appointment." },
  CANCEL: { name: "To cancel", meaning: "The patient asked to cancel the appointment." },
  RESCHEDULE: { name: "Other time", meaning: "The patient asked for another time." },
};

const GROUP_OF: Readonly<Record<NotificationStatus, Group>> = {
  SMS_SENDING: "open",
  SMS_RETRYING: "open",
  SMS_WAITING: "open",
  SMS_SENT: "accepted",
  SMS_DELIVERED: "delivered",
  EMAIL_PENDING: "open",
  EMAIL_SENDING: "open",
  EMAIL_SENT: "accepted",
  EMAIL_DELIVERED: "delivered",
  UNDELIVERED: "undelivered",
  ALL_FAILED: "failed",
  NO_CONTACT: "noContact",
  DECLINED: "declined",
  EXPIRED: "expired",
  CANCELLED: "cancelled",
  SUPERSEDED: "cancelled",
  ERASED: "others",
};

/** A state of another version counts among the others. */
export function groupOf(status: NotificationStatus): Group {
  return GROUP_OF[status] ?? "others";
}
