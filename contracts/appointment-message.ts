/**
 * The message on the appointments queue, contract v1. This declaration is the only one: the TypeScript type, the
 * run-time check and the published JSON Schema (`appointment-message.v1.schema.json`) all come from it.
 */
import * as z from "zod/mini";
import { isTimeZone } from "./time-zone";

export const CONTRACT_VERSION = 1;

/** ISO 8601 date and time of day; seconds, fraction and offset are optional. */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** The maximum length of each text field, in characters. */
const LENGTHS = { patientId: 256, appointmentId: 256, phoneNumber: 64, email: 320, doctorName: 200, location: 500 };

const optionalText = (field: keyof typeof LENGTHS, description: string) =>
  z.nullish(z.string().check(z.maxLength(LENGTHS[field]))).check(z.meta({ description }));

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
    phoneNumber: optionalText(
      "phoneNumber",
      "As a person writes it, or E.164. Unusable numbers fall back to the email.",
    ),
    email: optionalText("email", "Used where the SMS cannot be delivered."),
    doctorName: optionalText("doctorName", "With or without the title `Dr.`."),
    location: optionalText("location", "Where the patient is expected."),
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
    revision: z.nullish(z.int().check(z.minimum(0))).check(
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

type Wire = z.infer<typeof appointmentMessageSchema>;

/** A checked appointment. Optional fields that came as `null` or blank are absent. */
export type AppointmentMessage = { [Field in keyof Wire]: Exclude<Wire[Field], null> };

/** A violation of the contract: the field (`""` for the message as a whole) and what it must be. Never the value. */
export interface ContractViolation {
  readonly field: string;
  readonly problem: string;
  readonly reason: "INVALID_JSON" | "CONTRACT_VIOLATION" | "UNSUPPORTED_SCHEMA_VERSION";
}

export type ContractCheck =
  | { readonly ok: true; readonly appointment: AppointmentMessage }
  | { readonly ok: false; readonly violations: readonly [ContractViolation, ...ContractViolation[]] };

/**
 * Checks a value against contract v1.
 * @param value anything, such as a parsed message body
 * @returns the appointment with known fields only, or every violation by field name; it never throws
 */
export function checkAppointment(value: unknown): ContractCheck {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, violations: [violation("", "must be a JSON object")] };
  }
  const parsed = appointmentMessageSchema.safeParse(value);
  if (parsed.success) return { ok: true, appointment: withoutBlanks(parsed.data) };
  const fields = new Map<string, ContractViolation>();
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? "");
    if (!fields.has(field)) fields.set(field, explain(field, (value as Record<string, unknown>)[field]));
  }
  // A message of another version may violate other rules too: its version is reported first.
  const [first, ...others] = [...fields.values()].sort((a, b) => Number(isOfVersion(b)) - Number(isOfVersion(a)));
  return { ok: false, violations: [first ?? violation("", "breaks the contract"), ...others] };
}

/**
 * Checks a message body, which must be JSON that conforms to contract v1.
 * @param body the text of a queue message
 */
export function parseAppointment(body: string): ContractCheck {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { ok: false, violations: [{ field: "", problem: "must be JSON", reason: "INVALID_JSON" }] };
  }
  return checkAppointment(value);
}

/** The JSON Schema of contract v1, as it is published. */
export function appointmentJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(appointmentMessageSchema, { io: "input", target: "draft-2020-12" });
  return { $id: "appointment-message.v1.schema.json", ...schema };
}

function violation(field: string, problem: string): ContractViolation {
  return { field, problem, reason: "CONTRACT_VIOLATION" };
}

function isOfVersion({ reason }: ContractViolation): boolean {
  return reason === "UNSUPPORTED_SCHEMA_VERSION";
}

/** Describes what `field` must be, without its value. */
function explain(field: string, value: unknown): ContractViolation {
  const required = field === "patientId" || field === "appointmentTime";
  if (required && (value === undefined || value === null)) return violation(field, "is required");
  switch (field) {
    case "schemaVersion":
      return { field, problem: `must be ${CONTRACT_VERSION} or absent`, reason: "UNSUPPORTED_SCHEMA_VERSION" };
    case "appointmentTime":
      return violation(field, "must be an ISO 8601 date and time that exists, such as 2026-12-01T14:30:00-05:00");
    case "revision":
      return violation(field, "must be a whole number from 0, or absent");
    case "timeZone":
      return violation(field, "must be an IANA time zone with a region, such as America/New_York, or UTC");
    default: {
      const max = LENGTHS[field as keyof typeof LENGTHS];
      return violation(field, `must be a string of ${required ? "1" : "0"} to ${max} characters`);
    }
  }
}

/** Whether the day exists in its month: the pattern alone accepts 30 February. */
function isRealDate(dateTime: string): boolean {
  const day = dateTime.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function withoutBlanks(wire: Wire): AppointmentMessage {
  const present = Object.entries(wire).filter(([, value]) => trimmed(String(value ?? "")) !== "");
  const wellFormed = present.map(([field, value]) => {
    // JSON has a -0, which is the same revision as 0.
    if (typeof value !== "string") return [field, Number(value) + 0];
    return [field, withoutRefused(field === "patientId" || field === "appointmentId" ? trimmed(value) : value)];
  });
  return Object.fromEntries(wellFormed) as unknown as AppointmentMessage;
}

/** Removes spaces, control and invisible characters at both ends, which copying adds: ids are compared exactly. */
function trimmed(text: string): string {
  const characters = [...text];
  const isVisible = (character: string) => /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(character);
  return characters.slice(characters.findIndex(isVisible), characters.findLastIndex(isVisible) + 1).join("");
}

/** Replaces characters that SQS does not accept, such as half of a surrogate pair, by the replacement character. */
function withoutRefused(text: string): string {
  return text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\ufffd");
}
