/** The events of the topic `healthcare-appointment-notifications-<env>` about answers: one for each, without its words. */
import type { ReplyStatus, UnclearReason } from "./meanings";

/** Its message attributes are those of outcomes: `status`, and `channel`, which is `SMS`. */
export interface ReplyEvent {
  readonly schemaVersion: 1;
  readonly status: ReplyStatus;
  /** The carrier's id of the answer. The same event may be published more than once: this identifies it. */
  readonly replyId: string;
  /** The reminder that it answers; absent, with the ids and the start of its appointment, if that is not certain. */
  readonly notificationId?: string;
  /** Also known if it is the only patient to whom texts went by this phone. */
  readonly patientId?: string;
  readonly appointmentId?: string;
  /** Of that appointment, or else of the text that went to the phone last. */
  readonly clinicId?: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp?: number;
  readonly channel: "SMS";
  /** Why a person must read it; with `REPLY_UNCLEAR` only. */
  readonly reason?: UnclearReason;
  /** ISO 8601, UTC: when the answer reached the queue. Of two answers about an appointment, the later one holds. */
  readonly occurredAt: string;
}
