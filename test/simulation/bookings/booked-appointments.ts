/** The appointments of a run: what the booking system changes, and how its messages reach the queue. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
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
  /** Fields of the appointment from this change on, besides those of the appointment; a booking has all of them. */
  readonly fields?: Partial<AppointmentMessage>;
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
  /** Other fields of the appointment. */
  readonly fields?: Partial<AppointmentMessage>;
}

/** How appointments are booked and changed. Times in ms since the start of the run. */
export interface Feed {
  readonly appointments: number;
  /** When appointments start: few, so that one often moves back. */
  readonly starts: readonly number[];
  /** ms between two changes of an appointment. */
  readonly paces: readonly number[];
  /** The latest time at which a message is sent. */
  readonly latest: number;
  /** When a change is made that is drawn for some time. */
  readonly at?: (time: number, choices: Choices) => number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const MAX_CHANGES = 6;
const STATUSES: readonly AppointmentStatus[] = ["booked", "booked", "booked", "booked", "cancelled", "noshow"];
/** The share of messages that are sent twice, late, or never. */
const TWICE = 0.3;
const LATE = 0.2;
const LOST = 0.1;
/** Changes in a few minutes or at once, of appointments that are days ahead. */
export const FEED: Feed = {
  appointments: 4,
  starts: [10 * DAY, 11 * DAY, 14 * DAY],
  paces: [10 * MINUTE, 10],
  // A message that waits this long meets the reminders that were planned meanwhile.
  latest: 3 * DAY,
};

const PHONE_ONLY = { phoneNumber: "(206) 555-0100" };

export function bookAppointments(choices: Choices, feed: Feed): BookedAppointment[] {
  const starts = feed.starts.map((after) => new Date(NOW + after).toISOString());
  const { at: madeAt = (time: number) => time } = feed;
  return Array.from({ length: feed.appointments }, (_, index) => {
    const versions = choices.fraction() < 0.7;
    const count = choices.between(1, MAX_CHANGES);
    const pace = choices.oneOf(feed.paces);
    let last = -1;
    const changes = Array.from({ length: count }, (__, number): Change => {
      const at = Math.max(last + 1, madeAt(number * pace + choices.between(0, pace - 1), choices));
      last = at;
      return {
        version: number + 1,
        status: number === 0 ? "booked" : choices.oneOf(STATUSES),
        appointmentTime: choices.oneOf(starts),
        sent: sends(choices, at, versions, number === count - 1, feed.latest),
      };
    });
    return { appointmentId: `a${index}`, patientId: `p${index}`, versions, changes };
  });
}

/** With versions, a message may be late; its copy comes at any time. The last change always arrives. */
function sends(choices: Choices, at: number, versions: boolean, isLast: boolean, latest: number): number[] {
  if (!isLast && choices.fraction() < LOST) return [];
  const first = versions && choices.fraction() < LATE ? choices.between(at, latest) : at;
  // Without versions, a copy that is sent later is another message, and counts as a later change.
  return versions && choices.fraction() < TWICE ? [first, choices.between(at, latest)] : [first];
}

/** The message that reports a change. Every other system speaks FHIR, if FHIR has an element for each field. */
export function bodyOf(
  { appointmentId, patientId, versions, fields = PHONE_ONLY }: BookedAppointment,
  change: Change,
): string {
  const { status, version, appointmentTime } = change;
  const shown = { ...fields, ...change.fields };
  const speaksFhir = /[13579]$/.test(appointmentId) && Object.keys(shown).every((field) => IN_FHIR.includes(field));
  if (speaksFhir) return fhirBody({ appointmentId, patientId, appointmentTime, ...shown }, status, versions && version);
  const appointment = { appointmentId, patientId, appointmentTime, ...shown };
  return JSON.stringify({ status, ...(versions && { version }), appointment });
}

const IN_FHIR: readonly string[] = ["phoneNumber", "email"];

function fhirBody(
  { appointmentId: id, patientId, appointmentTime, phoneNumber, email }: AppointmentMessage,
  status: AppointmentStatus,
  version: number | false,
): string {
  const meta = version === false ? undefined : { versionId: String(version) };
  const participant = [{ actor: { reference: `Patient/${patientId}` }, status: "accepted" }];
  const telecom = [
    ...(phoneNumber ? [{ system: "phone", value: phoneNumber, use: "mobile" }] : []),
    ...(email ? [{ system: "email", value: email, use: "home" }] : []),
  ];
  const appointment = { resourceType: "Appointment", id, meta, status, start: appointmentTime, participant };
  const entry = [{ resource: appointment }, { resource: { resourceType: "Patient", id: patientId, telecom } }];
  return JSON.stringify({ resourceType: "Bundle", type: "collection", entry });
}
