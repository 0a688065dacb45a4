/** The patients of a run: how they can be reached, when they are due, and who queues their reminders. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { identifyNotification, type NotificationKey } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";
import { NOW } from "../../support/data/records";
import type { Scenario } from "../scenarios";
import type { BookingChange } from "../services/booking-change";
import type { Choices } from "../services/choices";
import { type Contact, ContactBook } from "./contacts";

export interface Patient {
  readonly key: NotificationKey;
  /** As the appointments table has it. */
  readonly appointment: AppointmentMessage;
  /** The phone numbers and addresses of all messages, as the carriers see them. */
  readonly reaches: ReadonlySet<string>;
  /** A message has a phone or an address to which the carrier delivers. */
  readonly reachable: boolean;
  /** The messages of other systems, with the time in ms since the start. */
  readonly messages: readonly { readonly after: number; readonly appointment: AppointmentMessage }[];
  /** The appointment is in the table, due today. */
  readonly stored: boolean;
  /** It is in the list of an on-demand run. */
  readonly onDemand: boolean;
  /** Other patients have the same phone: each send to it is assigned by its notification. */
  readonly sharesPhone?: true;
  /** What the booking system changes in the table. */
  readonly change?: BookingChange;
  /** The reminder with the contact that staff find if it was not delivered. */
  readonly correction?: AppointmentMessage;
  /** A carrier delivers to it. */
  readonly isCorrectionReachable?: boolean;
}

export interface Population {
  readonly patients: readonly Patient[];
  readonly contacts: ContactBook;
  /** Messages that break the contract, with the time in ms since the start. */
  readonly broken: readonly { readonly body: string; readonly after: number }[];
}

/** Patient data, which no log line, event, metric or attribute may have. */
export const PLANTED = /Rivera|North Clinic|206555|2079461|@example\.com/;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How patients want to be reached. */
const PREFERENCES = [...Array(10), "sms", "email", "email", "none", "none"] as const;
const BEGINNINGS = [2880, 2880, 2880, 600, 20, -30].map((minutes) => minutes * MINUTE);
/** The latest copy of a message: during the faults or after them. */
const LAST_COPY = 90 * MINUTE;
/** The shares of reminders with the same start, and with the same appointment, as the one before. */
const SAME_START = 0.5;
const SHARED = 0.4;
/** The clinic's offset in December. */
const OFFSET = "-05:00";

export function populate(choices: Choices, { patients, maxCopies }: Scenario): Population {
  const book = new ContactBook(choices);
  const all: Patient[] = [];
  const patient = (index: number): Patient => {
    const first = book.draw(index);
    const before = all[index - 1];
    const start = before && choices.fraction() < SAME_START ? before.key.timestamp : NOW + choices.oneOf(BEGINNINGS);
    const named = choices.fraction() < 0.85;
    const identity = identityOf(index, named, before, choices);
    // The table has one item for a patient and an appointment: the other revision is sent to the queue.
    const stored = identity.appointmentId !== undefined && identity.revision === 0 && choices.fraction() < 0.3;
    const appointment: AppointmentMessage = {
      ...identity,
      appointmentTime: new Date(start).toISOString(),
      doctorName: "Rivera",
      location: "North Clinic",
      ...first.fields,
      contactPreference: choices.oneOf(PREFERENCES),
    };
    const copies = choices.between(stored ? 0 : 1, maxCopies);
    // The booking system gets another number or address, and sends the reminder again.
    const corrected = copies > 1 && choices.fraction() < 0.25 ? book.draw(index + 100) : undefined;
    // After the first message was sent, the patient declines or wants emails only, sometimes without an address.
    const turn = copies > 1 ? choices.fraction() : 1;
    const declines = turn < 0.1;
    const turnsToEmail = turn >= 0.1 && turn < 0.22;
    const withoutAddress = turn >= 0.1 && turn < 0.16;
    const messages = Array.from({ length: copies }, (_, copy) => ({
      after: choices.fraction() < 0.7 ? 0 : choices.between(0, LAST_COPY),
      appointment: {
        ...without(appointment, corrected && copy > 0),
        ...(corrected && copy > 0 && corrected.fields),
        appointmentTime: written(start, choices),
        ...(declines && copy > 0 && { contactPreference: "none" as const }),
        ...(turnsToEmail && copy > 0 && { contactPreference: "email" as const }),
        ...(withoutAddress && copy > 0 && { email: undefined }),
      },
    }));
    const brought = [first, ...(corrected ? [corrected] : [])];
    const preference = declines ? "none" : turnsToEmail ? "email" : appointment.contactPreference;
    const reaching = withoutAddress ? [first] : brought;
    return {
      key: identifyNotification(appointment, CLINIC),
      appointment,
      reaches: new Set(brought.flatMap(({ reaches }) => reaches)),
      reachable: reaching.some(({ reachable }) => isReachable(reachable, preference)),
      messages,
      stored,
      onDemand: choices.fraction() < 0.1,
    };
  };
  for (let index = 0; index < patients; index += 1) all.push(patient(index));
  const broken = choices.fraction() < 0.2 ? [{ body: '{"patientId": "Rivera 206555"', after: 0 }] : [];
  return { patients: all, contacts: book, broken };
}

/** Whether a contact is enough for a reminder, by a channel that the patient wants. */
export function isReachable(
  { phone, email }: Contact["reachable"],
  preference: AppointmentMessage["contactPreference"],
): boolean {
  if (preference === "none") return false;
  return preference === "email" ? email : phone || email;
}

/** Another patient of the appointment before, or the same one again after it was moved away and back. */
function identityOf(index: number, named: boolean, before: Patient | undefined, choices: Choices) {
  const own = { patientId: `p${index}`, revision: 0, appointmentId: named ? `a${index}` : undefined };
  const { appointmentId, patientId, revision = 0 } = before?.appointment ?? {};
  const chance = choices.fraction();
  if (!appointmentId || !patientId || chance >= SHARED) return own;
  return chance < SHARED / 2 ? { ...own, appointmentId } : { appointmentId, patientId, revision: revision + 1 };
}

function without({ phoneNumber, email, ...rest }: AppointmentMessage, contact: boolean | undefined) {
  return contact ? rest : { ...rest, ...(phoneNumber && { phoneNumber }), ...(email && { email }) };
}

/** The same moment, as different systems write it. */
function written(start: number, choices: Choices): string {
  const local = new Date(start - 5 * HOUR).toISOString().slice(0, -1);
  return choices.oneOf([new Date(start).toISOString(), `${local}${OFFSET}`, local]);
}

/** Whether a message is for the notification of a patient. */
export function isMessageOf({ appointment }: Patient, body: string): boolean {
  return body.includes(`"patientId":"${appointment.patientId}"`) && body.includes(`"revision":${appointment.revision}`);
}
