/** Makes messages for the appointments and the bookings queue, so that a sender finds a mistake before it sends. */
import { type ContractViolation, checkAppointment } from "../appointment-check";
import { CONTRACT_VERSION } from "../appointment-message";
import { checkBooking, entryPath } from "../bookings/booking-check";
import { BOOKING_CONTRACT_VERSION } from "../bookings/booking-message";
import { MAX_BYTES_SENT, QUEUE_ATTRIBUTES } from "../queue-attributes";
import { InvalidMessageError } from "./invalid-message-error";
import type { AppointmentToBook, AppointmentToSend } from "./message-types";
import { type BookingToSend, type Exactly, FIELDS_OF_BOOKING, FIELDS_TO_BOOK, FIELDS_TO_SEND } from "./sent-fields";

/** What SQS's `SendMessage` takes, besides `QueueUrl`. */
export interface QueueMessage {
  readonly MessageBody: string;
  readonly MessageAttributes?: Record<string, { DataType: "String"; StringValue: string }>;
}

/**
 * Makes a message for the appointments queue: one reminder, sent now. Blank fields and those that are null are left out.
 * Only the deployment can check `clinicId` and `link`: a message with an unknown clinic goes to the DLQ.
 * @returns `MessageBody`, for `new SendMessageCommand({ QueueUrl, ...toMessage(appointment) })`
 * @throws InvalidMessageError with every violation of the contract, and every field that the contract does not have
 */
export function toMessage<Given extends AppointmentToSend>(
  appointment: Exactly<AppointmentToSend, Given>,
): QueueMessage {
  const check = checkAppointment(appointment);
  refuse([...(check.ok ? [] : check.violations), ...unknownFields(appointment, FIELDS_TO_SEND, "")]);
  const body = { schemaVersion: CONTRACT_VERSION, ...(check.ok && check.appointment) };
  return withinSize({ MessageBody: JSON.stringify(body) });
}

/**
 * Makes a message for the bookings queue: what has become of one appointment, or of a list of at most 256 KB.
 * @param now ms since 1970: a `version` that is a time may lie at most a day ahead of it
 * @returns `MessageBody` and `MessageAttributes`, as of {@link toMessage}
 * @throws InvalidMessageError with every violation of the contract, and every field that the contract does not have
 */
export function toBookingMessage<Given extends AppointmentToBook>(
  booking: BookingToSend<Exactly<AppointmentToBook, Given>>,
  now = Date.now(),
): QueueMessage {
  const check = checkBooking(booking, now);
  const violations = check.ok ? check.entries.flatMap((entry) => (entry.ok ? [] : entry.violations)) : check.violations;
  const { appointment } = Object(booking) as Partial<BookingToSend>;
  const given: readonly unknown[] = Array.isArray(appointment) ? appointment : [appointment];
  const unknown = given.flatMap((one, at) => unknownFields(one, FIELDS_TO_BOOK, `${entryPath(appointment, at)}.`));
  refuse([...violations, ...unknownFields(booking, FIELDS_OF_BOOKING, ""), ...unknown]);
  const bookings = check.ok ? check.entries.flatMap((entry) => (entry.ok ? [entry.booking] : [])) : [];
  const appointments = bookings.map((one) => one.appointment);
  const body = {
    schemaVersion: BOOKING_CONTRACT_VERSION,
    ...bookings[0],
    appointment: Array.isArray(appointment) ? appointments : appointments[0],
  };
  const MessageAttributes = { [QUEUE_ATTRIBUTES.format]: { DataType: "String" as const, StringValue: "json" } };
  return withinSize({ MessageBody: JSON.stringify(body), MessageAttributes });
}

/** The contract ignores fields that it does not have; of a sender that uses its types, such a field is a mistake. */
function unknownFields(value: unknown, fields: ReadonlySet<string>, path: string): ContractViolation[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const unknown = Object.keys(value).filter((name) => !fields.has(name));
  const problem = "is not a field that senders write";
  return unknown.map((name) => ({ field: path + name, problem, reason: "CONTRACT_VIOLATION" }));
}

function withinSize(message: QueueMessage): QueueMessage {
  const attributes = Object.entries(message.MessageAttributes ?? {}).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType,
    StringValue,
  ]);
  const bytes = new TextEncoder().encode([message.MessageBody, ...attributes].join("")).length;
  const problem = `has more than ${MAX_BYTES_SENT} bytes: send fewer appointments in one message`;
  if (bytes > MAX_BYTES_SENT) refuse([{ field: "appointment", problem, reason: "CONTRACT_VIOLATION" }]);
  return message;
}

/** @throws InvalidMessageError if there is a violation, with the first of each field */
function refuse(violations: readonly ContractViolation[]): void {
  const byField = new Map([...violations].reverse().map((violation) => [violation.field, violation]));
  if (byField.size > 0) throw new InvalidMessageError([...byField.values()].reverse());
}
