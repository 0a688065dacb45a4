/** The appointments of a run: what the booking system changes, and how its messages reach the queue. */
import type { AppointmentStatus } from "../../../contracts/appointment-status";
import { NOW } from "../../support/data/records";
import type { Choices } from "../services/choices";

/** A state of an appointment, as its system reports it. */
export interface Change {
  /** Its version, or with times the order in which the messages are sent. */
  readonly version: number;
  readonly status: AppointmentStatus;
  /** ISO 8601. */
  readonly appointmentTime: string;
  /** When its message is sent, in ms since the start; undefined for one that is lost. */
  readonly sent: readonly number[];
}

export interface BookedAppointment {
  readonly appointmentId: string;
  readonly patientId: string;
  /** Whether its system gives versions; without them, messages are sent in the order of the changes. */
  readonly versions: boolean;
  /** In the order of the changes. */
  readonly changes: readonly Change[];
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const APPOINTMENTS = 4;
const MAX_CHANGES = 6;
/** Starts, so that an appointment often moves back. */
const STARTS = [10, 11, 14].map((days) => new Date(NOW + days * DAY).toISOString());
const STATUSES: readonly AppointmentStatus[] = ["booked", "booked", "booked", "booked", "cancelled", "noshow"];
/** The share of messages that are sent twice, late, or never. */
const TWICE = 0.3;
const LATE = 0.2;
const LOST = 0.1;
/** ms between two changes of an appointment. */
const PACES = [10 * MINUTE, 10];
/** A message that waits this long meets the reminders that were planned meanwhile. */
const LATEST = 3 * DAY;

export function bookAppointments(choices: Choices): BookedAppointment[] {
  return Array.from({ length: APPOINTMENTS }, (_, index) => {
    const versions = choices.fraction() < 0.7;
    const count = choices.between(1, MAX_CHANGES);
    const pace = choices.oneOf(PACES);
    const changes = Array.from({ length: count }, (__, number): Change => {
      const at = number * pace + choices.between(0, pace - 1);
      return {
        version: number + 1,
        status: number === 0 ? "booked" : choices.oneOf(STATUSES),
        appointmentTime: choices.oneOf(STARTS),
        sent: sends(choices, at, versions, number === count - 1),
      };
    });
    return { appointmentId: `a${index}`, patientId: `p${index}`, versions, changes };
  });
}

/** With versions, a message may be late; its copy comes at any time. The last change always arrives. */
function sends(choices: Choices, at: number, versions: boolean, isLast: boolean): number[] {
  if (!isLast && choices.fraction() < LOST) return [];
  const first = versions && choices.fraction() < LATE ? choices.between(at, LATEST) : at;
  // Without versions, a copy that is sent later is another message, and counts as a later change.
  return versions && choices.fraction() < TWICE ? [first, choices.between(at, LATEST)] : [first];
}

/** The message that reports a change. */
export function bodyOf({ appointmentId, patientId, versions }: BookedAppointment, change: Change): string {
  const { status, version, appointmentTime } = change;
  const appointment = { appointmentId, patientId, appointmentTime, phoneNumber: "(206) 555-0100" };
  return JSON.stringify({ status, ...(versions && { version }), appointment });
}
