/** What senders may write into a message: the fields of the contract without those that are the pipeline's. */
import { appointmentMessageSchema } from "../appointment-message";
import type { AppointmentStatus } from "../appointment-status";
import type { BOOKING_CONTRACT_VERSION } from "../bookings/booking-message";
import type { AppointmentToBook } from "./message-types";

/** What has become of an appointment, or of several: contract v1 of the bookings queue. */
export interface BookingToSend<Appointment extends AppointmentToBook = AppointmentToBook> {
  readonly schemaVersion?: typeof BOOKING_CONTRACT_VERSION | null;
  /** `booked` also after a move. Every other status ends the appointment. */
  readonly status: AppointmentStatus;
  /** Grows with every change of the appointment: a counter, or the time of the change in ms since 1970. */
  readonly version?: number | null;
  /** The whole appointment as it is now, or a list of appointments that share `status` and `version`. */
  readonly appointment: Appointment | readonly Appointment[];
}

declare const nothing: unique symbol;
/** No value has this type: the compiler names it where a field is given that the contract does not have. */
export interface IsNoFieldOfTheContract {
  readonly [nothing]: never;
}

/** `Given` if it has no field that `Allowed` does not have: the compiler then finds a misspelt field in a variable, too. */
export type Exactly<Allowed, Given> = Given & {
  readonly [Name in Exclude<keyof Given, keyof Allowed>]: IsNoFieldOfTheContract;
};

const FIELDS = Object.keys(appointmentMessageSchema.shape);
const without = (...names: string[]) => new Set(FIELDS.filter((name) => !names.includes(name)));

/** The fields of an {@link AppointmentToSend}. */
export const FIELDS_TO_SEND = without("reminder", "reminderPlan");
/** The fields of an {@link AppointmentToBook}. */
export const FIELDS_TO_BOOK = without("reminder", "status");
/** The fields of a {@link BookingToSend}. */
export const FIELDS_OF_BOOKING = new Set(["schemaVersion", "status", "version", "appointment"]);
