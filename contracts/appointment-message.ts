/**
 * The message on the appointments queue, contract v1. This declaration is the only one: the TypeScript type, the
 * run-time check and the published JSON Schema (`appointment-message.v1.schema.json`) all come from it.
 */
import * as z from "zod/mini";
import { APPOINTMENT_STATUSES, type AppointmentStatus } from "./appointment-status";
import { type ReminderMark, reminderMarkSchema } from "./reminder-mark";
import { isPlan, MAX_PLAN_LENGTH, PLAN_PATTERN } from "./reminder-plan";
import { isTimeZone } from "./time-zone";

export const CONTRACT_VERSION = 1;

/** ISO 8601 date and time of day; seconds, fraction and offset are optional. */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** The maximum length of each text field, in characters. */
export const LENGTHS = {
  patientId: 256,
  appointmentId: 256,
  clinicId: 64,
  phoneNumber: 64,
  email: 320,
  language: 35,
  doctorName: 200,
  practitioner: 200,
  patientFirstName: 60,
  location: 500,
  link: 500,
  instructions: 1_000,
};

/** It is the `SEQUENCE` of the calendar file, an INTEGER: RFC 5545, sections 3.3.8 and 3.8.7.4. */
export const MAX_REVISION = 2_147_483_647;

/** How the patient meets the practitioner. */
export const VISITS = ["in-person", "video", "phone"] as const;
/** How a patient wants to be reached. */
export const CONTACT_PREFERENCES = ["sms", "email", "none"] as const;

/**
 * https, a host, and the ASCII characters of RFC 3986: no spaces, no signs at which a phone or a mail client could end the
 * link, and no characters that turn or hide the text after it.
 */
export const LINK = /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:[/?#][!#-&(-;=?-[\]_a-z~]*)?$/;

const optionalText = (field: keyof typeof LENGTHS, description: string) =>
  z.nullish(z.string().check(z.maxLength(LENGTHS[field]))).check(z.meta({ description }));

/** In place of a value that is not known. */
const blank = z.string().check(z.regex(/^\s*$/));

export const appointmentMessageSchema = z
  .object({
    patientId: z.string().check(
      z.maxLength(LENGTHS.patientId),
      z.regex(/\S/),
      z.refine((id) => trimmed(id) !== ""),
      z.meta({ description: "The patient, as the sending system knows them.", examples: ["patient-1042"] }),
    ),
    appointmentTime: z.string().check(
      z.regex(DATE_TIME),
      z.refine(isRealDate),
      z.meta({
        description: "When the appointment starts: ISO 8601, with an offset, or a local time read in `timeZone`.",
        examples: ["2026-12-01T14:30:00-05:00", "2026-12-01T14:30"],
      }),
    ),
    appointmentId: optionalText("appointmentId", "The appointment. It may have several patients: each is reminded."),
    clinicId: optionalText("clinicId", "The clinic, by the id of its profile; the deployment's default if absent."),
    phoneNumber: optionalText(
      "phoneNumber",
      "As a person writes it, or E.164. Unusable numbers fall back to the email.",
    ),
    email: optionalText("email", "Used where the SMS cannot be delivered."),
    doctorName: optionalText("doctorName", "With or without the title `Dr.`."),
    practitioner: optionalText(
      "practitioner",
      "Whom the patient sees, as it is to be shown, with any title. It replaces `doctorName`.",
    ),
    patientFirstName: optionalText(
      "patientFirstName",
      "For families that share a phone. Shown only if the clinic's privacy is `named`.",
    ),
    language: optionalText(
      "language",
      "The patient's language, as a BCP 47 tag such as `es`; the clinic's if absent or not supported.",
    ),
    location: optionalText("location", "Where the patient is expected."),
    visit: z
      .nullish(z.union([z.enum(VISITS), blank]))
      .check(z.meta({ description: "How the patient meets the practitioner." })),
    link: z
      .nullish(z.union([z.string().check(z.maxLength(LENGTHS.link), z.regex(LINK)), blank]))
      .check(z.meta({ description: "Where a video visit takes place: https, at one of the clinic's `linkDomains`." })),
    instructions: optionalText("instructions", "What the patient should know beforehand. Shown in emails only."),
    contactPreference: z.nullish(z.union([z.enum(CONTACT_PREFERENCES), blank])).check(
      z.meta({
        description: "How the patient wants to be reached: `email` is never texted, `none` is not reminded at all.",
      }),
    ),
    timeZone: z
      .nullish(
        z.string().check(
          z.maxLength(64),
          // The part of the rule that JSON Schema can express.
          z.regex(/^\s*$|^[A-Za-z]+\/|^[Uu][Tt][Cc]$/),
          z.refine((zone) => zone.trim() === "" || isTimeZone(zone)),
        ),
      )
      .check(
        z.meta({
          description:
            "IANA time zone of the appointment, with its region, such as `America/New_York`, or `UTC`; the clinic's " +
            "where absent. Abbreviations such as `EST` are refused.",
          examples: ["America/New_York"],
        }),
      ),
    status: z.nullish(z.union([z.enum(APPOINTMENT_STATUSES), blank])).check(
      z.meta({
        description:
          "What becomes of the appointment: only of one that is `booked`, or has no status, the patient is reminded.",
      }),
    ),
    reminderPlan: z
      .nullish(
        z.union([z.string().check(z.maxLength(MAX_PLAN_LENGTH), z.regex(PLAN_PATTERN), z.refine(isPlan)), blank]),
      )
      .check(
        z.meta({
          description:
            "When the patient is reminded, such as `7d@10:00, 2d@10:00, 3h`; the clinic's plan if absent. It counts in " +
            "bookings and in the appointments table; a message on the appointments queue is one reminder, now.",
        }),
      ),
    reminder: z.nullish(z.union([reminderMarkSchema, blank])).check(
      z.meta({
        description:
          "Written by the pipeline: which step of the plan the message is, what it says, and that the appointments table " +
          "has the appointment. Other systems leave it out.",
      }),
    ),
    revision: z.nullish(z.int().check(z.minimum(0), z.maximum(MAX_REVISION))).check(
      z.meta({
        description: "Raised to have the same appointment at the same time reminded again; absent means 0.",
      }),
    ),
    schemaVersion: z
      .nullish(z.literal(CONTRACT_VERSION))
      .check(z.meta({ description: "The version of this contract; absent means 1." })),
  })
  .check(
    z.meta({
      title: "Appointment message v1",
      description: "One appointment that a patient is to be reminded of. Unknown fields are ignored.",
    }),
  );

export type Wire = z.infer<typeof appointmentMessageSchema>;

/** A checked appointment. Optional fields that came as `null` or blank are absent. */
export type AppointmentMessage = {
  [Field in keyof Omit<Wire, "visit" | "contactPreference" | "status" | "reminder">]: Exclude<Wire[Field], null>;
} & {
  status?: AppointmentStatus;
  reminder?: ReminderMark;
  visit?: (typeof VISITS)[number];
  contactPreference?: (typeof CONTACT_PREFERENCES)[number];
};

/** The JSON Schema of contract v1, as it is published. */
export function appointmentJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(appointmentMessageSchema, { io: "input", target: "draft-2020-12" });
  return { $id: "appointment-message.v1.schema.json", ...schema };
}

/** Whether the day exists in its month: the pattern alone accepts 30 February. */
function isRealDate(dateTime: string): boolean {
  const day = dateTime.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Removes spaces, control and invisible characters at both ends, which copying adds: ids are compared exactly. */
export function trimmed(text: string): string {
  const visible = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
  const first = text.search(visible);
  if (first < 0) return "";
  let end = text.length;
  const last = () => [...text.slice(Math.max(first, end - 2), end)].at(-1) ?? "";
  while (!visible.test(last())) end -= last().length;
  return text.slice(first, end);
}
