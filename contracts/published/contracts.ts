/**
 * What the package offers to senders and subscribers, as `appointment-reminder-pipeline/contracts`: types, checks, JSON
 * Schemas and the makers of messages. Nothing here needs the CDK or an SDK.
 */
export { type ContractCheck, type ContractViolation, checkAppointment, parseAppointment } from "../appointment-check";
export { type AppointmentMessage, appointmentJsonSchema } from "../appointment-message";
export { APPOINTMENT_STATUSES, type AppointmentStatus } from "../appointment-status";
export { type BookingCheck, type BookingEntry, checkBooking, parseBooking } from "../bookings/booking-check";
export { type BookedAppointment, type Booking, bookingJsonSchema } from "../bookings/booking-message";
export { CHANNELS, type Channel, OUTCOMES, type Outcome } from "../delivery-log";
export { CLOUD_EVENT_ATTRIBUTES, CLOUD_EVENT_TYPES, OUTCOME_ATTRIBUTES } from "../events/event-attributes";
export { eventId } from "../events/event-id";
export { outcomeEventJsonSchema, replyEventJsonSchema } from "../events/event-schemas";
export type { OutcomeEvent, ReplyEvent } from "../events/event-types";
export { QUEUE_ATTRIBUTES } from "../queue-attributes";
export { REPLY_STATUSES, type ReplyStatus } from "../replies/meanings";
export { InvalidMessageError } from "./invalid-message-error";
export type { AppointmentToBook, AppointmentToSend } from "./message-types";
export { type EventCheck, parseEvent } from "./parse-event";
export type { BookingToSend } from "./sent-fields";
export { type QueueMessage, toBookingMessage, toMessage } from "./to-message";
