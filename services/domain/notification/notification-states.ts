/**
 * The states of a notification: what may follow each, on what evidence, and what a message may do that finds it there.
 * The conditional writes of the delivery log, the consumers' decisions and docs/states.md are built from these two
 * tables, and nothing else decides.
 */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";

export type ConsumerName = "sms" | "email";
/** Who writes to the log. */
export type Writer = ConsumerName | "operator";

/** A write to the delivery log that brings a notification to a state. */
export interface Move {
  /** Who makes it; the daily run, too, finds appointments over. */
  readonly by: readonly Writer[];
  readonly to: NotificationStatus;
  /** When it is made. */
  readonly when: string;
  /** Takes the notification for a try to send, with a lease. */
  readonly claims?: true;
  /** What becomes of the item's reason; without it the move's code, where it has one, becomes the reason. */
  readonly reason?: "kept" | "forgotten";
  /** What becomes of the count of the email's tries. It is given back where the try only waited for a quota. */
  readonly emailTries?: "one more" | "given back" | "from the start";
  /** It was published that the patient was not reminded. */
  readonly endsFailed?: true;
  /** An operator ends it for good, even if copies arrive. */
  readonly drops?: true;
}

export const MOVES = {
  // The SMS consumer has a message.
  claimSms: { by: ["sms"], to: "SMS_SENDING", when: "there is a usable phone", claims: true },
  routeToEmail: {
    by: ["sms"],
    to: "EMAIL_PENDING",
    when: "there is a usable email, and no usable phone or a fixed line only",
  },
  endWithoutContact: { by: ["sms"], to: "NO_CONTACT", when: "there is no usable contact", endsFailed: true },
  // It holds the notification. Why an SMS had to be tried again is told no longer once it was sent.
  recordSmsSent: { by: ["sms"], to: "SMS_SENT", when: "the carrier accepted it", reason: "forgotten" },
  retrySms: { by: ["sms"], to: "SMS_RETRYING", when: "a transient error, or out of time" },
  fallBackToEmail: {
    by: ["sms"],
    to: "EMAIL_PENDING",
    when: "a permanent error, or it still waits near the appointment",
  },
  // The email consumer has a message.
  claimEmail: {
    by: ["email"],
    to: "EMAIL_SENDING",
    when: "there is a usable email",
    claims: true,
    emailTries: "one more",
  },
  // A redriven message has all its tries again.
  endWithoutEmail: {
    by: ["email"],
    to: "ALL_FAILED",
    when: "there is no usable email",
    emailTries: "from the start",
    endsFailed: true,
  },
  // It holds the notification. Why there is an email at all is told on.
  recordEmailSent: { by: ["email"], to: "EMAIL_SENT", when: "the carrier accepted it" },
  retryEmail: {
    by: ["email"],
    to: "EMAIL_PENDING",
    when: "a transient error, or out of time",
    reason: "kept",
    emailTries: "given back",
  },
  fallBackToSms: {
    by: ["email"],
    to: "SMS_RETRYING",
    when: "it began with the email of a fixed line: a permanent error, the last try failed, or it still waits near the appointment",
    emailTries: "given back",
  },
  giveUp: {
    by: ["email"],
    to: "ALL_FAILED",
    when: "a permanent error, or the last try failed",
    emailTries: "from the start",
    endsFailed: true,
  },
  // Either consumer, or the daily run.
  expire: { by: ["sms", "email"], to: "EXPIRED", when: "the appointment is over" },
  // An operator has its message of the DLQ before them. What it was made of stays in the item.
  drop: { by: ["operator"], to: "ALL_FAILED", when: "it is not to be sent", emailTries: "from the start", drops: true },
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof MOVES;

/** What a message can show that finds a notification in some state. */
export type Evidence =
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

export type Answer =
  /** The move may be made. */
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
  /** The moves that it is about; without them all. */
  readonly moves?: readonly MoveName[];
  readonly by?: Writer;
  readonly on?: Evidence;
  readonly answer: Answer;
}

export interface State {
  readonly meaning: string;
  /** Moves of the claim that holds it, and of no other. */
  readonly held?: readonly MoveName[];
  readonly rules: readonly Rule[];
  /** What a move that takes the notification out of this state on evidence leaves in the item. */
  readonly whenTaken?: {
    /** The code of the line in history, before the move's own. */
    readonly code?: string;
    /** Its owner may have sent, and whoever takes it over sends again. */
    readonly mayHaveBeenSent?: true;
    /** What failed before is told no longer. */
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

/** Where a move may be made without a look at the item first. */
export interface Ways {
  /** Where the log does not know the notification. */
  readonly opens: boolean;
  readonly from: readonly NotificationStatus[];
  /** By the claim that holds the notification only. */
  readonly held: boolean;
}

/** The ways of a move: its conditional write is built from them. */
export function waysOf(move: MoveName): Ways {
  return WAYS[move];
}

const WAYS = Object.fromEntries(Object.keys(MOVES).map((move) => [move, findWays(move as MoveName)])) as Readonly<
  Record<MoveName, Ways>
>;

function findWays(move: MoveName): Ways {
  const states = Object.keys(STATES) as NotificationStatus[];
  const from = states.filter((status) => STATES[status].held?.includes(move));
  if (from.length > 0) return { opens: false, from, held: true };
  return { opens: isFree(NEW, move), from: states.filter((status) => isFree(STATES[status], move)), held: false };
}

function isFree({ rules }: State, move: MoveName): boolean {
  return rules.some(({ moves, by, on, answer }) => answer === "move" && !by && !on && moves?.includes(move));
}

/** A message that could not make its move without a look at the item. */
export interface Asking {
  readonly move: MoveName;
  readonly by: Writer;
  /** ms since 1970. */
  readonly now: number;
  readonly queueMessageId: string;
  /** It comes from the DLQ. */
  readonly redriven: boolean;
  /** The drop that it undoes, see {@link DeliveryLogItem.droppedAt}. */
  readonly reopens?: string;
  /** See {@link DeliveryLogItem.contactDigest}; of the message at hand. */
  readonly contactDigest: string;
}

/**
 * Judges what a message may do with a notification.
 * @param item as it stands in the log
 */
export function judge(item: DeliveryLogItem, asking: Asking): Answer {
  const shown: Readonly<Record<Evidence, boolean>> = {
    "lease lapsed": (item.leaseUntil ?? 0) < asking.now,
    "own message": item.queueMessageId === asking.queueMessageId,
    redriven: asking.redriven,
    "another contact": item.contactDigest !== asking.contactDigest,
    dropped: item.droppedAt !== undefined,
    reopened: item.droppedAt !== undefined && item.droppedAt === asking.reopens,
  };
  // A status that only another version knows is left to that: the message comes again, or waits in the DLQ.
  const rules = STATES[item.status]?.rules ?? [];
  const rule = rules.find(
    ({ moves = [asking.move], by = asking.by, on }) =>
      moves.includes(asking.move) && by === asking.by && (!on || shown[on]),
  );
  return rule?.answer ?? "in-progress";
}
