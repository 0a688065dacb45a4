/** The run-time check of the message on the bookings queue, contract v1. */
import { type ContractViolation, checkAppointment } from "../appointment-check";
import { APPOINTMENT_STATUSES } from "../appointment-status";
import { INTERNAL_ID_PROBLEM, isInternalId } from "../tables/appointments-table";
import {
  BOOKING_CONTRACT_VERSION,
  type Booking,
  bookingEnvelopeSchema,
  FIRST_TIME_VERSION,
  MAX_VERSION_AHEAD,
} from "./booking-message";

type Violations = readonly [ContractViolation, ...ContractViolation[]];

/** The check of one appointment of a message. */
export type BookingEntry =
  | { readonly ok: true; readonly booking: Booking }
  /** `value`: the appointment as it was sent. */
  | { readonly ok: false; readonly violations: Violations; readonly value: unknown };

export type BookingCheck =
  /** In the order of the message; a message without a list has one entry, which is well-formed. */
  | { readonly ok: true; readonly entries: readonly [BookingEntry, ...BookingEntry[]] }
  | { readonly ok: false; readonly violations: Violations };

/**
 * Checks a value against contract v1 of bookings. Each appointment of a list is checked by itself.
 * @param value anything, such as a parsed message body
 * @param now ms since 1970, with which versions that are times are compared
 * @returns the bookings with known fields only, and every violation by field path, such as `appointment[3].patientId`; it
 * never throws
 */
export function checkBooking(value: unknown, now: number): BookingCheck {
  if (!isObject(value)) return { ok: false, violations: [violation("", "must be a JSON object")] };
  const problems = envelopeProblems(value, now);
  const { appointment } = value;
  const list = Array.isArray(appointment);
  if (isNothing(appointment)) problems.push(violation("appointment", "is required"));
  if (list && appointment.length === 0) problems.push(violation("appointment", "must not be an empty list"));
  const [problem, ...others] = problems.sort((a, b) => Number(isOfVersion(b)) - Number(isOfVersion(a)));
  if (problem) return { ok: false, violations: [problem, ...others] };
  const { status, version } = value as Pick<Booking, "status" | "version">;
  // JSON has a -0, which is the same version as 0.
  const envelope = { status, ...(typeof version === "number" && { version: version + 0 }) };
  const checked = (list ? appointment : [appointment]).map((one: unknown, index) =>
    checkEntry(one, entryPath(appointment, index), envelope),
  ) as [BookingEntry, ...BookingEntry[]];
  const [first] = checked;
  if (!list) return first.ok ? { ok: true, entries: [first] } : { ok: false, violations: first.violations };
  return { ok: true, entries: withoutContradictions(checked, appointment) };
}

/** An appointment that a list has twice with the same version, and with other fields: nobody can say which one holds. */
function withoutContradictions(
  entries: readonly [BookingEntry, ...BookingEntry[]],
  values: readonly unknown[],
): readonly [BookingEntry, ...BookingEntry[]] {
  const seen = new Map<string, string>();
  return entries.map((entry, index): BookingEntry => {
    if (!entry.ok) return entry;
    const { appointment } = entry.booking;
    const key = JSON.stringify([appointment.appointmentId, appointment.patientId]);
    const fields = JSON.stringify(Object.entries(appointment).sort());
    const before = seen.get(key) ?? fields;
    seen.set(key, before);
    if (before === fields) return entry;
    const field = `${entryPath(values, index)}.appointmentId`;
    const problem = "is in the list before, of the same patient and with other fields";
    return { ok: false, violations: [violation(field, problem)], value: values[index] };
  }) as [BookingEntry, ...BookingEntry[]];
}

/**
 * Where an entry is in its message, in the fields of violations.
 * @param appointment of the message: one, or a list
 */
export function entryPath(appointment: unknown, index: number): string {
  return Array.isArray(appointment) ? `appointment[${index}]` : "appointment";
}

/**
 * Checks a message body, which must be JSON that conforms to contract v1 of bookings.
 * @param body the text of a queue message
 */
export function parseBooking(body: string, now: number): BookingCheck {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { ok: false, violations: [{ field: "", problem: "must be JSON", reason: "INVALID_JSON" }] };
  }
  return checkBooking(value, now);
}

function envelopeProblems(value: Readonly<Record<string, unknown>>, now: number): ContractViolation[] {
  const parsed = bookingEnvelopeSchema.safeParse(value);
  const fields = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0] ?? "")));
  const { version } = value;
  const isTime = typeof version === "number" && version >= FIRST_TIME_VERSION;
  const ahead = !fields.has("version") && isTime && version > now + MAX_VERSION_AHEAD;
  const problems = [...fields].map((field) => explain(field, value[field]));
  return [...problems, ...(ahead ? [violation("version", AHEAD)] : [])];
}

const AHEAD = "is a time more than a day ahead: no later change could have a higher version";

function explain(field: string, value: unknown): ContractViolation {
  switch (field) {
    case "schemaVersion":
      return {
        field,
        problem: `must be ${BOOKING_CONTRACT_VERSION} or absent`,
        reason: "UNSUPPORTED_SCHEMA_VERSION",
      };
    case "status":
      return violation(field, isNothing(value) ? "is required" : `must be one of ${APPOINTMENT_STATUSES.join(", ")}`);
    case "version":
      return violation(field, `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, or absent`);
    default:
      return violation(field, "breaks the contract");
  }
}

function checkEntry(value: unknown, path: string, envelope: Omit<Booking, "appointment">): BookingEntry {
  if (isNothing(value)) return { ok: false, violations: [violation(path, "must be an appointment")], value };
  const check = checkAppointment(value);
  const { appointmentId, status, reminder, ...fields } = check.ok ? check.appointment : ({} as Record<string, never>);
  const problems: ContractViolation[] = check.ok ? [] : [...check.violations];
  const found = (field: string) => problems.some((problem) => problem.field === field || problem.field === "");
  const add = (field: string, problem: string) => {
    if (!found(field)) problems.push(violation(field, problem));
  };
  const given = isObject(value) ? value : {};
  if (check.ok ? appointmentId === undefined : isBlank(given.appointmentId)) {
    add("appointmentId", "is required in a booking");
  }
  if (check.ok && appointmentId !== undefined && isInternalId(appointmentId)) {
    add("appointmentId", INTERNAL_ID_PROBLEM);
  }
  if (!isBlank(given.status)) add("status", "must be left out: the message has it, for all its appointments");
  if (!isBlank(given.reminder)) add("reminder", "is written by the pipeline: leave it out");
  const [first, ...others] = problems.map((problem) => ({ ...problem, field: inside(path, problem.field) }));
  if (first) return { ok: false, violations: [first, ...others], value };
  return { ok: true, booking: { ...envelope, appointment: { ...fields, appointmentId } as Booking["appointment"] } };
}

function inside(path: string, field: string): string {
  return field === "" ? path : `${path}.${field}`;
}

function violation(field: string, problem: string): ContractViolation {
  return { field, problem, reason: "CONTRACT_VIOLATION" };
}

function isOfVersion({ reason }: ContractViolation): boolean {
  return reason === "UNSUPPORTED_SCHEMA_VERSION";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isBlank(value: unknown): boolean {
  return isNothing(value) || (typeof value === "string" && value.trim() === "");
}
