/** Patients whose appointments are booked, moved, cancelled and booked again over two days, up to their starts. */
import { CHANGE_KINDS, type ChangeKind } from "../../../contracts/reminder-mark";
import { QUARTER } from "../../../contracts/tables/quarters";
import { clinicsInMemory } from "../../../services/domain/clinics/clinics";
import { CLINIC } from "../../support/data/clinics";
import { NOW } from "../../support/data/records";
import { type BookedAppointment, bookAppointments, type Feed, MAX_CHANGES } from "../bookings/booked-appointments";
import { type Contact, ContactBook } from "../people/contacts";
import type { Nights } from "../people/nights";
import type { Choices } from "../services/choices";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The starts, by their time of day at the clinic, by which a message can be told from the others. */
export const STARTS: Readonly<Record<string, number>> = {
  "12:00 PM": NOW + 50 * HOUR,
  "2:40 PM": NOW + 52 * HOUR + 40 * MINUTE,
  "1:30 PM": NOW + 75 * HOUR + 30 * MINUTE,
};
/** Long enough for the daily run of the day after the last start. */
export const DAYS = 4;

const PLANS = [undefined, "1d", "2d@10:00, 1d@09:00, 2h", "24h, 3h", "90m, 30m"] as const;
const CHANGE_TEXTS: readonly (readonly ChangeKind[])[] = [CHANGE_KINDS, CHANGE_KINDS, ["moved"], ["cancelled"], []];
const SEND_WINDOWS = ["always", "always", "09:00-20:00"] as const;
/** The share of patients whose phone or address is corrected by a later booking. */
const CORRECTED = 0.4;
/** The share of changes that are made while a sweep queues reminders, and consumers send them. */
const AT_A_SWEEP = 0.4;
const SWEEP_TAKES = 15_000;

const feed = (appointments: number): Feed => ({
  appointments,
  starts: Object.values(STARTS).map((start) => start - NOW),
  paces: [8 * HOUR, 8 * HOUR, 10 * MINUTE, 10],
  latest: 49 * HOUR,
  at: (time, choices) =>
    choices.fraction() < AT_A_SWEEP ? Math.ceil(time / QUARTER) * QUARTER + choices.between(0, SWEEP_TAKES) : time,
});

export interface BookedPatient {
  readonly booked: BookedAppointment;
  /** The contact of the last booking, and all phone numbers and addresses that the patient ever had. */
  readonly contact: Contact;
  readonly reaches: readonly string[];
  /** The first contact was another one. */
  readonly isCorrected: boolean;
}

export interface BookedPatients {
  readonly patients: readonly BookedPatient[];
  readonly contacts: ContactBook;
  /** The setting of the deployment. */
  readonly changeTexts: readonly ChangeKind[];
  /** Of a clinic with quiet hours. */
  readonly nights: Nights | undefined;
}

/** The share of runs in which two patients have one phone. */
const SHARED_PHONE = 0.5;

/** @param answer whether patients answer: then some share a phone */
export function bookPatients(choices: Choices, count: number, answer: boolean): BookedPatients {
  const contacts = new ContactBook(choices, answer);
  let shared: Contact | undefined;
  const patients = bookAppointments(choices, feed(count)).map((appointment, index): BookedPatient => {
    const own = contacts.draw(index);
    const first = shared && index === 1 && choices.fraction() < SHARED_PHONE ? withPhoneOf(shared, own) : own;
    if (answer && index === 0) shared = first;
    const corrected = contacts.draw(index + 100);
    const from = choices.fraction() < CORRECTED ? choices.between(1, MAX_CHANGES) : MAX_CHANGES;
    const reminderPlan = choices.oneOf(PLANS);
    const fields = {
      doctorName: "Rivera",
      location: "North Clinic",
      ...(reminderPlan && { reminderPlan }),
    };
    const changes = appointment.changes.map((change, number, all) => {
      // The correction changes nothing else.
      const { appointmentTime, status } = (number === from && all[number - 1]) || change;
      return { ...change, appointmentTime, status, fields: (number >= from ? corrected : first).fields };
    });
    return {
      booked: { ...appointment, changes, fields },
      contact: changes.length > from ? corrected : first,
      isCorrected: changes.length > from,
      reaches: [...first.reaches, ...corrected.reaches],
    };
  });
  const changeTexts = choices.oneOf(CHANGE_TEXTS);
  const sendWindow = choices.oneOf(SEND_WINDOWS);
  const clinics = clinicsInMemory([{ ...CLINIC, sendWindow }]);
  return {
    patients,
    contacts,
    changeTexts,
    nights: sendWindow === "always" ? undefined : { start: NOW, sendWindow, clinics },
  };
}

/** A contact with the phone of another, and its own address. */
function withPhoneOf({ fields: { phoneNumber }, reaches, reachable }: Contact, own: Contact): Contact {
  if (!phoneNumber?.startsWith("+")) return own;
  return {
    fields: { ...own.fields, phoneNumber },
    reaches: [reaches[0] ?? "", ...own.reaches.slice(1)],
    reachable: { ...own.reachable, phone: reachable.phone },
  };
}
