/** Decides what follows from an answer. */
import type { Meaning, Reply, ReplyStatus, UnclearReason } from "../../../contracts/replies/meanings";
import type { ReplyMessage } from "../../../contracts/texts/messages";

export interface ReplyDecision {
  /** The status of the event; absent if there is none. */
  readonly status?: ReplyStatus;
  readonly reason?: UnclearReason;
  /** What the appointment has from now on. */
  readonly reply?: Reply;
  /** Whether a person must read it. */
  readonly waits: boolean;
  /** The text with which it is acknowledged. */
  readonly text?: ReplyMessage;
}

const OF_APPOINTMENT: Readonly<Record<Reply, ReplyDecision>> = {
  CONFIRM: { status: "CONFIRMED", reply: "CONFIRM", waits: false, text: "replyConfirmed" },
  CANCEL: { status: "CANCEL_REQUESTED", reply: "CANCEL", waits: false, text: "replyCancel" },
  // No booking system knows which other time the patient can come.
  RESCHEDULE: { status: "RESCHEDULE_REQUESTED", reply: "RESCHEDULE", waits: true, text: "replyReschedule" },
};

export interface Answered {
  readonly meaning: Meaning;
  /** Why it cannot be applied to an appointment; undefined if it can. */
  readonly reason: UnclearReason | undefined;
  /** Whether the patient has answered about this appointment before. */
  readonly hasReplied: boolean;
  /** Whether the number that texts come from has self-managed opt-outs: otherwise AWS answers STOP and HELP. */
  readonly selfManagedOptOuts: boolean;
}

export function decideReply({ meaning, reason, hasReplied, selfManagedOptOuts }: Answered): ReplyDecision {
  switch (meaning) {
    case "STOP":
      return { status: "OPTED_OUT", waits: false, ...(selfManagedOptOuts && { text: "replyOptedOut" }) };
    case "START":
      return { status: "OPTED_IN", waits: false, text: "replyOptedIn" };
    case "HELP":
      return selfManagedOptOuts ? { waits: false, text: "replyHelp" } : unclear("UNCLEAR_WORDS");
    case "COURTESY":
      return hasReplied ? { waits: false } : unclear("UNCLEAR_WORDS");
    case "UNCLEAR":
      return unclear("UNCLEAR_WORDS");
    default:
      return reason ? unclear(reason) : OF_APPOINTMENT[meaning];
  }
}

export function unclear(reason: UnclearReason): ReplyDecision {
  return { status: "REPLY_UNCLEAR", reason, waits: true, text: "replyUnclear" };
}
