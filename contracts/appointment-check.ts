/** The run-time check of the message on the appointments queue, contract v1. */
import {
  type AppointmentMessage,
  appointmentMessageSchema,
  CONTACT_PREFERENCES,
  CONTRACT_VERSION,
  LENGTHS,
  MAX_REVISION,
  trimmed,
  VISITS,
  type Wire,
} from "./appointment-message";
import { APPOINTMENT_STATUSES } from "./appointment-status";
import { PLAN_RULE } from "./reminder-plan";

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
      return violation(field, `must be a whole number from 0 to ${MAX_REVISION}, or absent`);
    case "timeZone":
      return violation(field, "must be an IANA time zone with a region, such as America/New_York, or UTC");
    case "visit":
      return violation(field, `must be one of ${VISITS.join(", ")}, or absent`);
    case "contactPreference":
      return violation(field, `must be one of ${CONTACT_PREFERENCES.join(", ")}, or absent`);
    case "status":
      return violation(field, `must be one of ${APPOINTMENT_STATUSES.join(", ")}, or absent`);
    case "reminderPlan":
      return violation(field, `${PLAN_RULE}, or absent`);
    case "reminder":
      return violation(field, "is written by the pipeline: leave it out");
    case "link":
      return violation(field, `must be an https address of at most ${LENGTHS.link} characters`);
    default: {
      const max = LENGTHS[field as keyof typeof LENGTHS];
      return violation(field, `must be a string of ${required ? "1" : "0"} to ${max} characters`);
    }
  }
}

/** They are compared, so what copying adds at their ends is removed. */
const IDS: readonly string[] = ["patientId", "appointmentId", "clinicId"];

function withoutBlanks(wire: Wire): AppointmentMessage {
  const present = Object.entries(wire).filter(([, value]) => trimmed(String(value ?? "")) !== "");
  const wellFormed = present.map(([field, value]) => {
    // JSON has a -0, which is the same revision as 0.
    if (typeof value === "number") return [field, value + 0];
    if (typeof value !== "string") return [field, value];
    return [field, withoutRefused(IDS.includes(field) ? trimmed(value) : value)];
  });
  return Object.fromEntries(wellFormed) as unknown as AppointmentMessage;
}

/** Replaces characters that SQS does not accept, such as half of a surrogate pair, by the replacement character. */
function withoutRefused(text: string): string {
  return text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\ufffd");
}
