/** The events of the topic. Written by `npm run schema`. */

/** What has become of a notification. A later event of the same notification may make it truer. */
export interface OutcomeEvent {
  /** The version of this contract. */
  readonly schemaVersion: 1;
  /** The notification: one message that is owed to one patient. */
  readonly notificationId: string;
  /** The patient, as the sending system knows them. */
  readonly patientId: string;
  /** The appointment, if its message has an id. */
  readonly appointmentId?: string;
  /** The clinic of the appointment; `default` in a deployment without clinic profiles. */
  readonly clinicId?: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp: number;
  /**
   * The number of the transition to the outcome, counted for each notification. The same event may be published more
   * than once: its `notificationId` and `transition` identify it. SNS may deliver events in any order: the highest is
   * the latest.
   */
  readonly transition: number;
  /** What has become of the notification. */
  readonly status:
    | "SMS_SENT"
    | "SMS_DELIVERED"
    | "EMAIL_SENT"
    | "EMAIL_DELIVERED"
    | "UNDELIVERED"
    | "ALL_FAILED"
    | "NO_CONTACT"
    | "DECLINED"
    | "EXPIRED"
    | "CANCELLED"
    | "SUPERSEDED";
  /** What the message tells the patient; absent for a reminder. */
  readonly kind?: "moved" | "cancelled";
  /** By which it was sent; absent if nothing was. */
  readonly channel?: "SMS" | "EMAIL";
  /** The provider's id of the accepted message. */
  readonly messageId?: string;
  /** ISO 8601, UTC: when the carrier accepted it; absent if that was never recorded, since its response was lost. */
  readonly sentAt?: string;
  /** Message parts of an SMS, by which it is charged: with `SMS_SENT` only, so that they can be added up. */
  readonly smsParts?: number;
  /** An error code or a reason, if there is one. */
  readonly reason?: string;
  /** ISO 8601, UTC: when the notification ended so. */
  readonly occurredAt: string;
}

/** What a patient has answered to a text, without its words. */
export interface ReplyEvent {
  /** The version of this contract. */
  readonly schemaVersion: 1;
  /** What the answer asks for. */
  readonly status:
    | "CONFIRMED"
    | "CANCEL_REQUESTED"
    | "RESCHEDULE_REQUESTED"
    | "OPTED_OUT"
    | "OPTED_IN"
    | "REPLY_UNCLEAR";
  /** The carrier's id of the answer. The same event may be published more than once: this identifies it. */
  readonly replyId: string;
  /** The reminder that it answers; absent, with the ids and the start of its appointment, if that is not certain. */
  readonly notificationId?: string;
  /** Also known if it is the only patient to whom texts went by this phone. */
  readonly patientId?: string;
  /** The appointment, if its message has an id. */
  readonly appointmentId?: string;
  /** Of that appointment, or else of the text that went to the phone last. */
  readonly clinicId?: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp?: number;
  /** Answers come by SMS only. */
  readonly channel: "SMS";
  /** Why a person must read it; with `REPLY_UNCLEAR` only. */
  readonly reason?:
    | "UNCLEAR_WORDS"
    | "NO_APPOINTMENT"
    | "SEVERAL_APPOINTMENTS"
    | "APPOINTMENT_BEGUN"
    | "APPOINTMENT_MOVED"
    | "APPOINTMENT_ENDED"
    | "PHONE_CHANGED"
    | "TOO_MANY_ANSWERS"
    | "OPT_OUT_LIST_REFUSED";
  /** ISO 8601, UTC: when the answer reached the queue. Of two answers about an appointment, the later one holds. */
  readonly occurredAt: string;
}
