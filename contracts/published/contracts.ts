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
export { OUTCOME_ATTRIBUTES, type OutcomeEvent } from "../outcome-event";
export { QUEUE_ATTRIBUTES } from "../queue-attributes";
export { REPLY_STATUSES, type ReplyStatus } from "../replies/meanings";
export type { ReplyEvent } from "../replies/reply-event";
export { InvalidMessageError } from "./invalid-message-error";
export type { AppointmentToBook, AppointmentToSend, BookingToSend } from "./sent-fields";
export { type QueueMessage, toBookingMessage, toMessage } from "./to-message";
