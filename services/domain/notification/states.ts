/** The states of a notification: which transitions lead out of each, under which guard, and what else a message may do. */
import type { NotificationStatus } from "../../../contracts/delivery-log";
import type { TransitionName, Writer } from "./transitions";

/** A condition, besides the state, under which a rule applies to a message. */
export type Guard =
  /** The claim's lease is over: its owner is dead, since a lease is longer than any function runs. */
  | "lease expired"
  /** The last write was made on behalf of this very message. */
  | "own message"
  /** It comes from the DLQ. */
  | "redriven"
  /** It has another phone number or email than those that failed. */
  | "another contact"
  /** It says how the patient wants to be reached, and the log does not have that: not at all, or by email only. */
  | "another wish"
  /** It waits for the appointments table, which cannot be read, and which may have another contact or wish. */
  | "unread"
  /** An operator dropped the notification. */
  | "dropped"
  /** An operator redrove the message to undo this drop. */
  | "reopened";

export type Decision =
  /** The transition may be made. */
  | "apply"
  /** This message, or the one it was redriven from, ended it, and the event may be lost: publish again, acknowledge. */
  | "publish-again"
  /** It has ended: acknowledge the message and count it. */
  | "duplicate"
  /** Another attempt holds it, or will: leave the message to SQS, which delivers it again or moves it to the email queue. */
  | "in-progress"
  /** This message reached the log but may not have reached the next queue: send it there. */
  | "hand-over-again"
  /** Its text waits for the send window: write again what it waits as. */
  | "hold-again";

/** Of a state's rules, the first one that fits applies. */
export interface Rule {
  /** The transitions that it applies to; all if absent. */
  readonly transitions?: readonly TransitionName[];
  readonly by?: Writer;
  readonly on?: Guard;
  readonly decision: Decision;
}

export interface State {
  readonly meaning: string;
  /** Transitions that only the claim that holds the notification may make. */
  readonly held?: readonly TransitionName[];
  readonly rules: readonly Rule[];
  /** What a guarded transition out of this state writes to the item. */
  readonly onTakeover?: {
    /** The code of the line in the history, in place of the transition's own. */
    readonly code?: string;
    /** The previous owner may have sent it: this send may be the second. */
    readonly mayHaveBeenSent?: true;
    /** The reason of the earlier failure is removed. */
    readonly clearsReason?: true;
  };
}

const OPENING = [
  "claimSms",
  "waitForWindow",
  "routeToEmail",
  "endWithoutContact",
  "claimEmail",
  "endWithoutEmail",
  "expire",
  "decline",
  "cancel",
  "supersede",
  "drop",
] as const;
/** The transitions of a notification that it is the email's turn to send. */
const EMAILS_TURN = ["claimEmail", "endWithoutEmail", "expire", "decline", "cancel", "supersede", "drop"] as const;
/** The transitions that begin another attempt to send. */
const ANOTHER_ATTEMPT = ["claimSms", "waitForWindow", "routeToEmail", "claimEmail"] as const;
const OWNER_DIED = { code: "LEASE_EXPIRED", mayHaveBeenSent: true } as const;
const ENDED_BY_IT: readonly Rule[] = [
  { on: "own message", decision: "publish-again" },
  // A redriven message has a new id, so it is not an "own message".
  { on: "redriven", decision: "publish-again" },
];
const ENDED: readonly Rule[] = [...ENDED_BY_IT, { decision: "duplicate" }];
/** Of a notification that failed: what the appointments table says may still bring it to another end. */
const FAILED: readonly Rule[] = [...ENDED_BY_IT, { on: "unread", decision: "in-progress" }, { decision: "duplicate" }];

/** An erasure does not wait for the claim on a notification to end: when the send is recorded, it finds `ERASED`. */
const ERASE: Rule = { transitions: ["erase"], decision: "apply" };

/** Of a notification that only another contact can help. */
const FOR_ANOTHER_CONTACT: readonly Rule[] = [
  { transitions: ["drop"], on: "redriven", decision: "apply" },
  { transitions: ["decline"], on: "another wish", decision: "apply" },
  { transitions: ANOTHER_ATTEMPT, on: "another contact", decision: "apply" },
  { transitions: ["endWithoutEmail"], on: "another contact", decision: "hand-over-again" },
  ...FAILED,
];

/** Of a notification that the log does not know. */
export const NEW: State = { meaning: "not in the log", rules: [{ transitions: OPENING, decision: "apply" }, ERASE] };

export const STATES: Readonly<Record<NotificationStatus, State>> = {
  SMS_SENDING: {
    meaning: "a claim holds it, to send an SMS",
    held: ["recordSmsSent", "retrySms", "fallBackToEmail", "cancelHeld", "supersedeHeld"],
    rules: [ERASE, { transitions: OPENING, on: "lease expired", decision: "apply" }, { decision: "in-progress" }],
    onTakeover: OWNER_DIED,
  },
  SMS_RETRYING: {
    meaning:
      "no claim holds it; SQS delivers its message again or, after the last attempt, moves it to the email queue",
    rules: [ERASE, { transitions: OPENING, decision: "apply" }],
  },
  SMS_WAITING: {
    meaning:
      "no claim holds it; its text waits for the send window, at whose opening the sweep queues its message again",
    rules: [
      ERASE,
      { transitions: OPENING.filter((transition) => transition !== "waitForWindow"), decision: "apply" },
      { decision: "hold-again" },
    ],
  },
  SMS_SENT: { meaning: "the SMS was accepted", rules: [ERASE, ...ENDED] },
  SMS_DELIVERED: { meaning: "the carrier reported the SMS as delivered", rules: [ERASE, ...ENDED] },
  EMAIL_PENDING: {
    meaning: "it is the email's turn",
    rules: [
      ERASE,
      { transitions: EMAILS_TURN, decision: "apply" },
      { by: "sms", on: "own message", decision: "hand-over-again" },
      { decision: "in-progress" },
    ],
  },
  EMAIL_SENDING: {
    meaning: "a claim holds it, to send an email",
    held: ["recordEmailSent", "retryEmail", "fallBackToSms", "giveUp", "cancelHeld", "supersedeHeld"],
    rules: [
      ERASE,
      { by: "sms", decision: "in-progress" },
      { transitions: EMAILS_TURN, on: "lease expired", decision: "apply" },
      { decision: "in-progress" },
    ],
    onTakeover: OWNER_DIED,
  },
  EMAIL_SENT: { meaning: "the email was accepted", rules: [ERASE, ...ENDED] },
  EMAIL_DELIVERED: { meaning: "the patient's mail server accepted the email", rules: [ERASE, ...ENDED] },
  UNDELIVERED: {
    meaning: "a carrier accepted it and could not deliver it; staff see it, and no message of it is in a DLQ",
    rules: [ERASE, ...FOR_ANOTHER_CONTACT],
    onTakeover: { clearsReason: true },
  },
  ALL_FAILED: {
    meaning: "nothing could be sent; its message is in the DLQ, or an operator dropped it",
    rules: [
      ERASE,
      { transitions: ["drop"], on: "redriven", decision: "apply" },
      { transitions: ANOTHER_ATTEMPT, on: "reopened", decision: "apply" },
      // An earlier message in the DLQ is not sent any more, even if an operator dropped it and reopens it.
      { transitions: ["decline"], on: "another wish", decision: "apply" },
      // A dropped notification stays ended, even if copies arrive.
      { on: "dropped", decision: "duplicate" },
      // The patient wants emails only, and has no usable address: an earlier message in the DLQ is not texted any more.
      { transitions: ["endWithoutContact"], on: "another wish", decision: "apply" },
      // If its message was delivered again, it may not be in the DLQ yet: it goes there before another attempt.
      { by: "email", on: "own message", decision: "hand-over-again" },
      { transitions: ANOTHER_ATTEMPT, on: "redriven", decision: "apply" },
      { transitions: ANOTHER_ATTEMPT, on: "another contact", decision: "apply" },
      // No email can be sent to it: it goes to the DLQ, from which a redrive tries its phone, without a second outcome.
      { transitions: ["endWithoutEmail"], on: "redriven", decision: "hand-over-again" },
      { transitions: ["endWithoutEmail"], on: "another contact", decision: "hand-over-again" },
      ...FAILED,
    ],
    onTakeover: { clearsReason: true },
  },
  NO_CONTACT: {
    meaning: "no usable phone and no usable email",
    rules: [ERASE, ...FOR_ANOTHER_CONTACT],
    onTakeover: { clearsReason: true },
  },
  DECLINED: { meaning: "the patient wants no reminders", rules: [ERASE, ...ENDED] },
  EXPIRED: {
    meaning: "the appointment began first, or only hours of the night were left before it",
    rules: [ERASE, ...ENDED],
  },
  CANCELLED: {
    meaning: "the appointment was cancelled, or had ended, first, or the patient asked to cancel it",
    rules: [ERASE, ...ENDED],
  },
  SUPERSEDED: { meaning: "the appointment was changed first: it has another notification", rules: [ERASE, ...ENDED] },
  ERASED: {
    meaning: "an operator erased its patient's data; nothing of it is sent or recorded again",
    rules: [{ decision: "duplicate" }],
  },
};
