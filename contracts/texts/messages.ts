/** The messages of a catalogue, what each can say, and the form in which the functions have them. */

/**
 * A placeholder. `always` has a value. `optional` may have none: it stands inside a `select` on itself, whose options are
 * `none` and `other`. A list has the options of a `select`, besides `other`; the placeholder itself cannot be shown.
 */
export type Placeholder = "always" | "optional" | readonly string[];

interface MessageDescription {
  /** The catalogue file that has it. */
  readonly channel: Channel;
  readonly placeholders: Readonly<Record<string, Placeholder>>;
  /** Placeholders that the message shows in every case. */
  readonly needs: readonly string[];
}

/** Each is a file in the catalogue of a language: `sms.json`, `email.json`. */
export const CHANNELS = ["sms", "email"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a text can say about an appointment. */
const REMINDER = {
  /** The clinic's name. */
  clinic: "optional",
  /** The number that patients call. */
  clinicPhone: "optional",
  /** The patient's first name. */
  firstName: "optional",
  /** With any title. */
  practitioner: "optional",
  place: "optional",
  date: "always",
  time: "always",
  visit: ["video", "phone"],
  /** Where a video visit takes place. */
  link: "optional",
  wording: ["keys", "reply"],
  /** Whether the country of the phone number asks for a line that says how to opt out. */
  optOut: ["yes"],
} as const satisfies MessageDescription["placeholders"];

/** What the answer to a patient's answer can say: nothing about the patient, the practitioner and the place. */
const REPLY = {
  clinic: REMINDER.clinic,
  clinicPhone: REMINDER.clinicPhone,
} as const satisfies MessageDescription["placeholders"];

const DATED_REPLY = {
  ...REPLY,
  date: REMINDER.date,
  time: REMINDER.time,
} as const satisfies MessageDescription["placeholders"];

/** What the subject of an email can say, which phones show while they are locked. */
const EMAIL_SUBJECT = {
  clinic: REMINDER.clinic,
  date: REMINDER.date,
  time: REMINDER.time,
} as const satisfies MessageDescription["placeholders"];

const EMAIL_OPENING = {
  ...EMAIL_SUBJECT,
  firstName: REMINDER.firstName,
  practitioner: REMINDER.practitioner,
  visit: REMINDER.visit,
} as const satisfies MessageDescription["placeholders"];

/** How an email says whom to call or write to. */
const EMAIL_CONTACT = {
  clinic: REMINDER.clinic,
  clinicPhone: REMINDER.clinicPhone,
  /** Whether somebody reads the answers to the email. */
  answers: ["read"],
} as const satisfies MessageDescription["placeholders"];

export const MESSAGES = {
  reminder: { channel: "sms", placeholders: REMINDER, needs: ["date", "time"] },
  /** The appointment has another time, or is booked again after it was cancelled. */
  moved: { channel: "sms", placeholders: REMINDER, needs: ["date", "time"] },
  cancelled: { channel: "sms", placeholders: REMINDER, needs: ["date", "time"] },
  /** The patient's answer was understood, and is with the booking system. */
  replyConfirmed: { channel: "sms", placeholders: DATED_REPLY, needs: ["date", "time"] },
  replyCancel: { channel: "sms", placeholders: DATED_REPLY, needs: ["date", "time"] },
  replyReschedule: { channel: "sms", placeholders: DATED_REPLY, needs: ["date", "time"] },
  /** A person reads the answer. With `ask`, an answer C or X would be understood, since the appointment is certain. */
  replyUnclear: { channel: "sms", placeholders: { ...REPLY, ask: ["again"] }, needs: [] },
  /** The last text to a phone that has opted out; it says how to opt in. */
  replyOptedOut: { channel: "sms", placeholders: REPLY, needs: [] },
  replyOptedIn: { channel: "sms", placeholders: REPLY, needs: [] },
  /** Who writes, whom to call, and how to opt out. */
  replyHelp: { channel: "sms", placeholders: REPLY, needs: [] },
  emailSubject: { channel: "email", placeholders: EMAIL_SUBJECT, needs: [] },
  emailOpening: { channel: "email", placeholders: EMAIL_OPENING, needs: ["date", "time"] },
  emailMovedSubject: { channel: "email", placeholders: EMAIL_SUBJECT, needs: [] },
  emailMovedOpening: { channel: "email", placeholders: EMAIL_OPENING, needs: ["date", "time"] },
  emailCancelledSubject: { channel: "email", placeholders: EMAIL_SUBJECT, needs: [] },
  /** All that the email says, with how to get another appointment. */
  emailCancelledOpening: {
    channel: "email",
    placeholders: { ...EMAIL_OPENING, clinicPhone: REMINDER.clinicPhone },
    needs: ["date", "time"],
  },
  /** One each of what is known: a name, and the value. */
  emailPlace: { channel: "email", placeholders: { place: "always" }, needs: ["place"] },
  emailLink: { channel: "email", placeholders: { link: "always" }, needs: ["link"] },
  emailInstructions: { channel: "email", placeholders: { instructions: "always" }, needs: ["instructions"] },
  emailAppointment: { channel: "email", placeholders: { appointmentId: "always" }, needs: ["appointmentId"] },
  emailContact: { channel: "email", placeholders: EMAIL_CONTACT, needs: [] },
  /** The name and the description of the appointment in a calendar, which others may see. */
  calendarSummary: { channel: "email", placeholders: { clinic: "optional" }, needs: [] },
  calendarContact: {
    channel: "email",
    placeholders: { clinic: "optional", clinicPhone: "optional" },
    needs: [],
  },
} as const satisfies Readonly<Record<string, MessageDescription>>;

export type MessageName = keyof typeof MESSAGES;

/** The texts that answer a patient's answer. */
export type ReplyMessage = Extract<MessageName, `reply${string}`>;

const NAMES = Object.keys(MESSAGES) as MessageName[];

export const REPLY_MESSAGES: readonly ReplyMessage[] = NAMES.filter((name) =>
  name.startsWith("reply"),
) as ReplyMessage[];

/** The messages of a reminder. The others are of appointments that were moved or cancelled, and of answers. */
export const REMINDER_MESSAGES: readonly MessageName[] = NAMES.filter((name) => !/moved|cancelled|^reply/i.test(name));

/** A value for each placeholder of a message; "" if there is none. */
export type ValuesOf<Name extends MessageName> = {
  readonly [Placeholder in keyof (typeof MESSAGES)[Name]["placeholders"]]: string;
};

/** A part of a compiled message: text, a placeholder, or a choice by a placeholder. */
export type MessagePart =
  | string
  | { readonly value: string }
  | { readonly select: string; readonly options: Readonly<Record<string, CompiledMessage>> };

/** A message as the functions have it: data, without syntax. */
export type CompiledMessage = readonly MessagePart[];

export type CompiledMessages = Readonly<Record<MessageName, CompiledMessage>>;

/** The folder in a function's bundle with the messages of each language: `<language>.json`. */
export const TEXTS_FOLDER = "texts";
