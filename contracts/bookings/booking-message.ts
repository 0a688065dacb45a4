/**
 * The message on the bookings queue, contract v1: what has become of one appointment, or of several. This declaration is
 * the only one: the TypeScript types, the run-time check and the published JSON Schema (`booking-message.v1.schema.json`)
 * all come from it and from the declaration of the appointment.
 */
import * as z from "zod/mini";
import { type AppointmentMessage, appointmentMessageSchema, LENGTHS, trimmed } from "../appointment-message";
import { APPOINTMENT_STATUSES, type AppointmentStatus } from "../appointment-status";
import { isInternalId } from "../tables/appointments-table";

export const BOOKING_CONTRACT_VERSION = 1;

/** A version from here on is read as a time: ms since 1970, since September 2001. */
export const FIRST_TIME_VERSION = 1_000_000_000_000;
/** ms that the time in a version may lie ahead: no later change could overtake one of next year. */
export const MAX_VERSION_AHEAD = 24 * 60 * 60 * 1_000;

/** Fields of an appointment that are not part of a booking. */
const absent = (description: string) =>
  z.nullish(z.string().check(z.regex(/^\s*$/))).check(z.meta({ description: `Left out: ${description}` }));

const bookedAppointmentSchema = z
  .object({
    ...appointmentMessageSchema.shape,
    appointmentId: z.string().check(
      z.maxLength(LENGTHS.appointmentId),
      z.regex(/\S/),
      z.refine((id) => !isInternalId(trimmed(id))),
      z.meta({ description: "The appointment. It may have several patients: each has bookings of their own." }),
    ),
    status: absent("the message says what has become of the appointment."),
    reminder: absent("the pipeline writes it."),
  })
  .check(z.meta({ id: "appointment", description: "An appointment (contract v1). Unknown fields are ignored." }));

/** The message without its appointments, which are checked one by one. */
export const bookingEnvelopeSchema = z.object({
  schemaVersion: z
    .nullish(z.literal(BOOKING_CONTRACT_VERSION))
    .check(z.meta({ description: "The version of this contract; absent means 1." })),
  status: z.enum(APPOINTMENT_STATUSES).check(
    z.meta({
      description: "What has become of the appointment: `booked` also after a move. Every other status ends it.",
    }),
  ),
  version: z.nullish(z.int().check(z.minimum(0))).check(
    z.meta({
      description:
        "A number that grows with every change, such as the time of the change in ms since 1970. If it is absent, the " +
        "time at which the message first reached SQS is used. An appointment has either its sender's versions or times.",
      examples: [1_795_602_600_000, 7],
    }),
  ),
});

export const bookingMessageSchema = z
  .object({
    ...bookingEnvelopeSchema.shape,
    appointment: z
      .union([bookedAppointmentSchema, z.array(bookedAppointmentSchema).check(z.minLength(1))])
      .check(z.meta({ description: "The whole appointment as it is now, or a list of appointments." })),
  })
  .check(
    z.meta({
      title: "Booking message v1",
      description: "What has become of an appointment, or of a list of appointments. Unknown fields are ignored.",
    }),
  );

/** An appointment of a booking. */
export type BookedAppointment = Omit<AppointmentMessage, "appointmentId" | "status" | "reminder"> & {
  readonly appointmentId: string;
};

/** What a message says about one appointment. */
export interface Booking {
  readonly status: AppointmentStatus;
  /** The sender's; see {@link bookingEnvelopeSchema}. */
  readonly version?: number;
  readonly appointment: BookedAppointment;
}

/** The JSON Schema of bookings, contract v1, as it is published. */
export function bookingJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(bookingMessageSchema, { io: "input", target: "draft-2020-12" });
  return { $id: "booking-message.v1.schema.json", ...schema };
}
