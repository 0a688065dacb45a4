/** The states of a notification: what may follow each, under which guard, and what a message may do that finds it there. */
import type { NotificationStatus } from "../../../contracts/delivery-log";
import type { TransitionName, Writer } from "./transitions";

/** A condition, besides the state, under which a rule applies to a message. */
export type Guard =
  /** The time of the claim in the log is over: its owner is dead, since a claim outlasts every function's time. */
  | "lease lapsed"
  /** The last write was made on behalf of this very message. */
  | "own message"
  /** It comes from the DLQ. */
  | "redriven"
  /** It brings another phone number or email than those that failed. */
  | "another contact"
  /** An operator ended the notification by hand. */
  | "dropped"
  /** An operator redrove the message to undo this drop. */
  | "reopened";

export type Decision =
  /** The transition may be made. */
  | "move"
  /** This message, or the one it was redriven from, ended it, and the event may be lost: publish again, acknowledge. */
  | "publish-again"
  /** It ended: acknowledge and count. Nowhere else: a write may arrive long after its message is gone. */
  | "duplicate"
  /** Another try holds it, or should: leave the message to SQS, which brings it again, or to the email's queue. */
  | "in-progress"
  /** This message got as far as the log but not to the next queue: put it there. */
  | "hand-over-again";

/** The first rule of a state that fits holds. */
export interface Rule {
  /** The transitions that it applies to; all if absent. */
  readonly moves?: readonly TransitionName[];
  readonly by?: Writer;
  readonly on?: Guard;
  readonly answer: Decision;
}

export interface State {
  readonly meaning: string;
  /** Transitions that only the claim that holds it may make. */
  readonly held?: readonly TransitionName[];
  readonly rules: readonly Rule[];
  /** What a guarded transition out of this state leaves in the item. */
  readonly whenTaken?: {
    /** The code of the line in the history, in place of the transition's own. */
    readonly code?: string;
    /** Its owner may have sent it, and the message that takes it over sends it again. */
    readonly mayHaveBeenSent?: true;
    /** The reason of the earlier failure is removed. */
    readonly forgetsReason?: true;
  };
}

const OPENING = [
  "claimSms",
  "routeToEmail",
  "endWithoutContact",
  "claimEmail",
  "endWithoutEmail",
  "expire",
  "drop",
] as const;
/** The ways to send after all. */
const AFRESH = ["claimSms", "routeToEmail", "claimEmail"] as const;
const OWNER_DIED = { code: "LEASE_LAPSED", mayHaveBeenSent: true } as const;
const ENDED: readonly Rule[] = [
  { on: "own message", answer: "publish-again" },
  // It has another id than the message that SQS moved to the DLQ after its consumers died.
  { on: "redriven", answer: "publish-again" },
  { answer: "duplicate" },
];

/** Of a notification that the log does not know. */
export const NEW: State = { meaning: "not in the log", rules: [{ moves: OPENING, answer: "move" }] };

export const STATES: Readonly<Record<NotificationStatus, State>> = {
  SMS_SENDING: {
    meaning: "a claim holds it, to send an SMS",
    held: ["recordSmsSent", "retrySms", "fallBackToEmail"],
    rules: [{ moves: OPENING, on: "lease lapsed", answer: "move" }, { answer: "in-progress" }],
    whenTaken: OWNER_DIED,
  },
  SMS_RETRYING: {
    meaning: "nobody holds it; its message comes again, by SMS or, after the last try, by email",
    rules: [{ moves: OPENING, answer: "move" }],
  },
  SMS_SENT: { meaning: "the SMS was accepted", rules: ENDED },
  EMAIL_PENDING: {
    meaning: "it is the email's turn",
    rules: [
      { moves: ["claimEmail", "endWithoutEmail", "expire", "drop"], answer: "move" },
      { by: "sms", on: "own message", answer: "hand-over-again" },
      { answer: "in-progress" },
    ],
  },
  EMAIL_SENDING: {
    meaning: "a claim holds it, to send an email",
    held: ["recordEmailSent", "retryEmail", "fallBackToSms", "giveUp"],
    rules: [
      { by: "sms", answer: "in-progress" },
      { moves: ["claimEmail", "endWithoutEmail", "expire", "drop"], on: "lease lapsed", answer: "move" },
      { answer: "in-progress" },
    ],
    whenTaken: OWNER_DIED,
  },
  EMAIL_SENT: { meaning: "the email was accepted", rules: ENDED },
  ALL_FAILED: {
    meaning: "nothing could be sent; its message lies in the DLQ, or an operator dropped it",
    rules: [
      { moves: ["drop"], on: "redriven", answer: "move" },
      { moves: AFRESH, on: "reopened", answer: "move" },
      // What an operator ended stays ended, even if copies arrive.
      { on: "dropped", answer: "duplicate" },
      // Its message, come again, may not be in the DLQ yet: that comes before a new try.
      { by: "email", on: "own message", answer: "hand-over-again" },
      { moves: AFRESH, on: "redriven", answer: "move" },
      { moves: AFRESH, on: "another contact", answer: "move" },
      // Nothing can be done for it here: to the DLQ, from which a redrive tries its phone, without a second outcome.
      { moves: ["endWithoutEmail"], on: "redriven", answer: "hand-over-again" },
      { moves: ["endWithoutEmail"], on: "another contact", answer: "hand-over-again" },
      ...ENDED,
    ],
    whenTaken: { forgetsReason: true },
  },
  NO_CONTACT: {
    meaning: "no usable phone and no usable email",
    rules: [
      { moves: ["drop"], on: "redriven", answer: "move" },
      { moves: AFRESH, on: "another contact", answer: "move" },
      { moves: ["endWithoutEmail"], on: "another contact", answer: "hand-over-again" },
      ...ENDED,
    ],
    whenTaken: { forgetsReason: true },
  },
  EXPIRED: { meaning: "the appointment was over first", rules: ENDED },
};
