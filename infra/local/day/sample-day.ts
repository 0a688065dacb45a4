import { Temporal } from "temporal-polyfill";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { dueDayOf, duePartOf, type StoredAppointment } from "../../../contracts/appointments-table";
import { randomChoices } from "../faults/random-choices";
import { appointmentMaker, type When } from "./sample-appointments";
import { type BrokenBody, brokenBodies } from "./sample-broken";
import { contactDealer } from "./sample-contacts";
import { type SampleContact, TEST_CONTACTS } from "./sample-data";

/** One day at a clinic, as the pipeline finds it when the schedule fires. */
export interface SampleDay {
  /** Items of the appointments table whose reminder is due. */
  readonly scheduled: readonly StoredAppointment[];
  /** Appointments that other systems send straight to the queue. */
  readonly direct: readonly AppointmentMessage[];
  /** What other systems send by mistake. */
  readonly broken: readonly BrokenBody[];
}

export interface SampleDayOptions {
  readonly seed: number;
  /** ms since 1970; the appointments are on the day after. */
  readonly now: number;
  /** IANA zone. */
  readonly clinicTimeZone: string;
  /** Days back that the daily run looks for what is due; at least 1. */
  readonly catchUpDays?: number;
}

/** Days back of what an outage seems to have kept back, where the daily run looks as far. */
const OLDEST_DUE_DAYS = 2;
/** Patients in the table by the day their reminder was due: today, or earlier, as if an outage had kept it back. */
const DUE_TODAY = 2220;
const DUE_EARLIER = 30;
const OVER_BEFORE_QUEUED = 3;
/** Patients with a second appointment on the same day. */
const SECOND_APPOINTMENTS = 22;
const DIRECT = 260;
const DIRECT_OVER = 6;
const COPIES_OF_SCHEDULED = 30;
const COPIES_OF_DIRECT = 10;

/** Makes a sample day; the same options give the same day. */
export function generateSampleDay(options: SampleDayOptions): SampleDay {
  const { seed, now, clinicTimeZone, catchUpDays = OLDEST_DUE_DAYS } = options;
  const oldest = Math.min(OLDEST_DUE_DAYS, catchUpDays);
  const random = randomChoices(seed);
  const deal = contactDealer(random);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(clinicTimeZone).toPlainDate();
  const maker = appointmentMaker(random, now, clinicTimeZone);

  const stored = (contact: SampleContact, daysAgo: number, when: When = "tomorrow"): StoredAppointment => {
    const appointment = maker.appointment(contact, when);
    const appointmentId = maker.nextId();
    const day = today.subtract({ days: daysAgo }).toString();
    // Half of them are spread over the parts of their day, as a large booking system does it.
    const spread = /[02468]$/.test(appointmentId);
    return {
      ...appointment,
      appointmentId,
      reminderDate: spread ? duePartOf(day, appointmentId, appointment.patientId) : day,
    };
  };
  const many = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

  const scheduled = [
    // Early, so that they are queued early: the retries of the last one do not prolong the run.
    ...TEST_CONTACTS.map((contact) => stored(contact, 0, "early tomorrow")),
    ...many(DUE_TODAY, () => stored(deal(), 0)),
    ...many(DUE_EARLIER, () => stored(deal(), random.chance(0.5) ? 1 : oldest)),
    ...many(OVER_BEFORE_QUEUED, () => stored(deal(), oldest, "yesterday")),
  ];
  for (const { patientId, phoneNumber, email } of random.shuffled(scheduled).slice(0, SECOND_APPOINTMENTS)) {
    scheduled.push({ ...stored({ phoneNumber, email }, 0), patientId });
  }

  const direct = [
    ...many(DIRECT, () => maker.direct(deal(), "tomorrow")),
    ...many(DIRECT_OVER, () => maker.direct(deal(), "yesterday")),
  ];
  const due = scheduled.filter(({ reminderDate = "" }) => dueDayOf(reminderDate) === today.toString());
  const copies = [
    ...random
      .shuffled(due)
      .slice(0, COPIES_OF_SCHEDULED)
      .map(({ reminderDate, ...appointment }) => appointment),
    ...random.shuffled(direct).slice(0, COPIES_OF_DIRECT),
  ].map((appointment) => maker.otherwiseWritten(appointment));

  return {
    scheduled: random.shuffled(scheduled).map(withoutAbsent),
    direct: random.shuffled([...direct, ...copies]).map(withoutAbsent),
    broken: random.shuffled(brokenBodies(() => withoutAbsent(maker.direct(deal(), "tomorrow")))),
  };
}

/** Absent fields are left out, as a sender does. */
function withoutAbsent<T extends object>(appointment: T): T {
  return Object.fromEntries(Object.entries(appointment).filter(([, value]) => value !== undefined)) as T;
}
