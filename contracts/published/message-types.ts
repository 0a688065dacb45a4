/** What senders may write into a message. Written by `npm run schema`. */

/** An appointment whose patient is to be reminded now: contract v1 of the appointments queue. */
export interface AppointmentToSend {
  /** The patient, as the sending system knows them. */
  readonly patientId: string;
  /** When the appointment starts: ISO 8601, with an offset, or a local time read in `timeZone`. */
  readonly appointmentTime: string;
  /** The appointment. It may have several patients: each is reminded. */
  readonly appointmentId?: string | null;
  /** The clinic, by the id of its profile; the deployment's default if absent. */
  readonly clinicId?: string | null;
  /** As a person writes it, or E.164. Unusable numbers fall back to the email. */
  readonly phoneNumber?: string | null;
  /** Used where the SMS cannot be delivered. */
  readonly email?: string | null;
  /** With or without the title `Dr.`. */
  readonly doctorName?: string | null;
  /** Whom the patient sees, as it is to be shown, with any title. It replaces `doctorName`. */
  readonly practitioner?: string | null;
  /** For families that share a phone. Shown only if the clinic's privacy is `named`. */
  readonly patientFirstName?: string | null;
  /** The patient's language, as a BCP 47 tag such as `es`; the clinic's if absent or not supported. */
  readonly language?: string | null;
  /** Where the patient is expected. */
  readonly location?: string | null;
  /** How the patient meets the practitioner. */
  readonly visit?: "in-person" | "video" | "phone" | "" | null;
  /** Where a video visit takes place: https, at one of the clinic's `linkDomains`. */
  readonly link?: string | null;
  /** What the patient should know beforehand. Shown in emails only. */
  readonly instructions?: string | null;
  /** How the patient wants to be reached: `email` is never texted, `none` is not reminded at all. */
  readonly contactPreference?: "sms" | "email" | "none" | "" | null;
  /**
   * IANA time zone of the appointment, with its region, such as `America/New_York`, or `UTC`; the clinic's where
   * absent. Abbreviations such as `EST` are refused.
   */
  readonly timeZone?: string | null;
  /** What becomes of the appointment: only of one that is `booked`, or has no status, the patient is reminded. */
  readonly status?: "booked" | "cancelled" | "arrived" | "fulfilled" | "noshow" | "entered-in-error" | "" | null;
  /** Raised to have the same appointment at the same time reminded again; absent means 0. */
  readonly revision?: number | null;
  /** The version of this contract; absent means 1. */
  readonly schemaVersion?: 1 | null;
}

/** An appointment as it is now, in a booking. */
export interface AppointmentToBook {
  /** The patient, as the sending system knows them. */
  readonly patientId: string;
  /** When the appointment starts: ISO 8601, with an offset, or a local time read in `timeZone`. */
  readonly appointmentTime: string;
  /** The appointment. It may have several patients: each has bookings of their own. */
  readonly appointmentId: string;
  /** The clinic, by the id of its profile; the deployment's default if absent. */
  readonly clinicId?: string | null;
  /** As a person writes it, or E.164. Unusable numbers fall back to the email. */
  readonly phoneNumber?: string | null;
  /** Used where the SMS cannot be delivered. */
  readonly email?: string | null;
  /** With or without the title `Dr.`. */
  readonly doctorName?: string | null;
  /** Whom the patient sees, as it is to be shown, with any title. It replaces `doctorName`. */
  readonly practitioner?: string | null;
  /** For families that share a phone. Shown only if the clinic's privacy is `named`. */
  readonly patientFirstName?: string | null;
  /** The patient's language, as a BCP 47 tag such as `es`; the clinic's if absent or not supported. */
  readonly language?: string | null;
  /** Where the patient is expected. */
  readonly location?: string | null;
  /** How the patient meets the practitioner. */
  readonly visit?: "in-person" | "video" | "phone" | "" | null;
  /** Where a video visit takes place: https, at one of the clinic's `linkDomains`. */
  readonly link?: string | null;
  /** What the patient should know beforehand. Shown in emails only. */
  readonly instructions?: string | null;
  /** How the patient wants to be reached: `email` is never texted, `none` is not reminded at all. */
  readonly contactPreference?: "sms" | "email" | "none" | "" | null;
  /**
   * IANA time zone of the appointment, with its region, such as `America/New_York`, or `UTC`; the clinic's where
   * absent. Abbreviations such as `EST` are refused.
   */
  readonly timeZone?: string | null;
  /**
   * When the patient is reminded, such as `7d@10:00, 2d@10:00, 3h`; the clinic's plan if absent. It counts in bookings
   * and in the appointments table; a message on the appointments queue is one reminder, now.
   */
  readonly reminderPlan?: string | null;
  /** Raised to have the same appointment at the same time reminded again; absent means 0. */
  readonly revision?: number | null;
  /** The version of this contract; absent means 1. */
  readonly schemaVersion?: 1 | null;
}
