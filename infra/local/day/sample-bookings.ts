/** What a booking system reports by SQS on a sample day, before the schedules fire: booked, moved, moved back, cancelled. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { AppointmentStatus } from "../../../contracts/appointment-status";
import type { StoredAppointment } from "../../../contracts/tables/appointments-table";
import type { RandomChoices } from "../faults/random-choices";
import type { SamplePatient } from "./sample-network";

/** A message of the bookings queue. */
export interface SampleBooking {
  readonly schemaVersion?: 1;
  readonly status: AppointmentStatus;
  readonly version: number;
  readonly appointment: AppointmentMessage | readonly AppointmentMessage[];
}

export interface SampleBookings {
  /** Messages by phase: those of a phase may be processed in any order, after those of the phase before. */
  readonly phases: readonly (readonly SampleBooking[])[];
  /** The appointments that are due after the last phase, one reminder each. */
  readonly due: readonly AppointmentMessage[];
  /** Those that were cancelled before anything of them was queued. */
  readonly cancelled: readonly AppointmentMessage[];
}

export interface BookingsMaker {
  /** A new appointment tomorrow, at the clinic's time. */
  booked(patient: SamplePatient): AppointmentMessage;
  /** The same appointment tomorrow at another start. */
  moved(given: AppointmentMessage): AppointmentMessage;
}

const BOOKED = 60;
/** Of the booked. */
const MOVED = 16;
/** Of the moved. */
const MOVED_BACK = 6;
const CANCELLED = 10;
/** Appointments that one message has. */
const LIST = 12;

/**
 * The bookings of a sample day.
 * @param stored appointments of the table that are moved, and others that are cancelled
 */
export function sampleBookings(
  random: RandomChoices,
  nextPatient: () => SamplePatient,
  maker: BookingsMaker,
  stored: { readonly moved: readonly StoredAppointment[]; readonly cancelled: readonly StoredAppointment[] },
): SampleBookings {
  const message = (version: number, appointment: SampleBooking["appointment"], status: AppointmentStatus = "booked") =>
    ({ status, version, appointment }) as const;
  const booked = Array.from({ length: BOOKED }, () => maker.booked(nextPatient()));
  const moving = booked.slice(0, MOVED).map((first) => ({ first, second: maker.moved(first) }));
  const staying = booked.slice(MOVED);
  const cancelling = staying.slice(0, CANCELLED);
  const fromTable = stored.moved.map((item) => maker.moved(bookedAs(item)));
  const endedInTable = stored.cancelled.map(bookedAs);
  const [back, away] = [moving.slice(0, MOVED_BACK), moving.slice(MOVED_BACK)];
  return {
    phases: [
      [message(1, booked.slice(-LIST)), ...booked.slice(0, -LIST).map((one) => message(1, one))],
      [
        ...moving.map(({ second }) => message(2, second)),
        ...fromTable.map((one) => message(1, one)),
        ...endedInTable.map((one) => message(1, one, "cancelled")),
      ],
      [
        ...back.map(({ first }) => message(3, first)),
        ...cancelling.map((one) => message(2, one, "cancelled")),
        // SQS delivers a message late, or twice.
        ...away.map(({ first }) => message(1, first)),
        ...staying.slice(CANCELLED).map((one) => message(1, one)),
      ],
    ].map((phase) => random.shuffled(phase)),
    due: [
      ...staying.slice(CANCELLED),
      ...away.map(({ second }) => ({ ...second, revision: 1 })),
      ...back.map(({ first }) => ({ ...first, revision: 2 })),
      ...fromTable.map((one) => ({ ...one, revision: 1 })),
    ],
    cancelled: [...cancelling, ...endedInTable],
  };
}

/** A booking says nothing of when its reminders are due. */
function bookedAs({ reminderDate: _due, ...appointment }: StoredAppointment): AppointmentMessage {
  return appointment;
}
