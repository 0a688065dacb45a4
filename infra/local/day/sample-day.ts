import { Temporal } from "temporal-polyfill";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { dueDayOf, duePartOf, type StoredAppointment } from "../../../contracts/tables/appointments-table";
import { randomChoices } from "../faults/random-choices";
import { type SampleAnswer, sampleAnswers } from "./answers/sample-answers";
import { appointmentMaker, type When } from "./sample-appointments";
import { type SampleBookings, sampleBookings } from "./sample-bookings";
import { type BrokenBody, brokenBodies } from "./sample-broken";
import { contactGenerator } from "./sample-contacts";
import { TEST_CONTACTS } from "./sample-data";
import { type SamplePatient, sampleNetwork } from "./sample-network";

/** One day at a clinic, or at the clinics of a network: the state when the schedule fires. */
export interface SampleDay {
  /** Items of the appointments table with a due reminder. */
  readonly scheduled: readonly StoredAppointment[];
  /** Appointments that other systems send to the queue directly. */
  readonly direct: readonly AppointmentMessage[];
  /** What a booking system reports before. */
  readonly bookings: SampleBookings;
  /** Invalid messages of other systems. */
  readonly broken: readonly BrokenBody[];
  /** What patients answer to their texts. */
  readonly answers: readonly SampleAnswer[];
}

export interface SampleDayOptions {
  readonly seed: number;
  /** ms since 1970; the appointments are on the next day. */
  readonly now: number;
  /** IANA zone. */
  readonly clinicTimeZone: string;
  /** The clinics whose patients have the appointments; none or empty without profiles. */
  readonly clinics?: readonly Clinic[];
  /** How many days back the daily run looks for due reminders; at least 1. */
  readonly catchUpDays?: number;
}

/** How many days ago the oldest reminders were due, as after an outage; less if `catchUpDays` is less. */
const OLDEST_DUE_DAYS = 2;
/** Number of reminders in the table that are due today, and of those that were due earlier, as after an outage. */
const DUE_TODAY = 2207;
const DUE_EARLIER = 30;
const OVER_BEFORE_QUEUED = 3;
/** Patients with a second appointment on the same day. */
const SECOND_APPOINTMENTS = 22;
const DIRECT = 260;
const DIRECT_OVER = 6;
const COPIES_OF_SCHEDULED = 30;
const COPIES_OF_DIRECT = 10;
/** Appointments of the table that a booking moves or cancels before the daily run. */
const MOVED_BY_BOOKING = 12;
const CANCELLED_BY_BOOKING = 14;
/** Cancelled appointments of which another system sends a message all the same. */
const SENT_THOUGH_CANCELLED = 9;

/** What breaks the rules of the clinics. */
const BROKEN_AT_CLINICS = [
  ["an unknown clinic", { clinicId: "no-such-clinic" }],
  ["a link to an unknown host", { visit: "video", link: "https://elsewhere.example/visit/1" }],
] as const;

/** Generates a sample day; the same options give the same day. */
export function generateSampleDay(options: SampleDayOptions): SampleDay {
  const { seed, now, clinicTimeZone, clinics = [], catchUpDays = OLDEST_DUE_DAYS } = options;
  const oldest = Math.min(OLDEST_DUE_DAYS, catchUpDays);
  const random = randomChoices(seed);
  const network = clinics.length > 0 ? sampleNetwork(random, clinics) : undefined;
  const nextPatient: () => SamplePatient = network?.nextPatient ?? contactGenerator(random);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(clinicTimeZone).toPlainDate();
  const maker = appointmentMaker(random, now, clinicTimeZone, network);

  const stored = (patient: SamplePatient, daysAgo: number, when: When = "tomorrow"): StoredAppointment => {
    const appointment = maker.appointment(patient, when);
    const appointmentId = maker.nextId();
    const day = today.subtract({ days: daysAgo }).toString();
    // Half of them use the parts of a day, as a large booking system does.
    const spread = /[02468]$/.test(appointmentId);
    return {
      ...appointment,
      appointmentId,
      reminderDate: spread ? duePartOf(day, appointmentId, appointment.patientId) : day,
    };
  };
  const many = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

  const scheduled = [
    // Early, so that they are queued first and their retries do not prolong the run.
    ...TEST_CONTACTS.map((contact) => stored(network?.testPatient(contact) ?? contact, 0, "early tomorrow")),
    ...many(DUE_TODAY, () => stored(nextPatient(), 0)),
    ...many(DUE_EARLIER, () => stored(nextPatient(), random.chance(0.5) ? 1 : oldest)),
    ...many(OVER_BEFORE_QUEUED, () => stored(nextPatient(), oldest, "yesterday")),
  ];
  for (const { patientId, ...given } of random.shuffled(scheduled).slice(0, SECOND_APPOINTMENTS)) {
    const { phoneNumber, email, clinicId, language, contactPreference } = given;
    scheduled.push({ ...stored({ phoneNumber, email, clinicId, language, contactPreference }, 0), patientId });
  }

  const direct = [
    ...many(DIRECT, () => maker.direct(nextPatient(), "tomorrow")),
    ...many(DIRECT_OVER, () => maker.direct(nextPatient(), "yesterday")),
  ];
  const due = scheduled.filter(({ reminderDate = "" }) => dueDayOf(reminderDate) === today.toString());
  const [copied, rest] = split(random.shuffled(due), COPIES_OF_SCHEDULED);
  const [moved, others] = split(rest.filter(isOrdinary), MOVED_BY_BOOKING);
  const [cancelled] = split(others, CANCELLED_BY_BOOKING);
  const bookings = sampleBookings(random, nextPatient, maker, { moved, cancelled });
  const copies = [
    ...copied.map(({ reminderDate, ...appointment }) => appointment),
    ...random.shuffled(direct).slice(0, COPIES_OF_DIRECT),
    ...random.shuffled(bookings.cancelled).slice(0, SENT_THOUGH_CANCELLED),
  ].map((appointment) => maker.rewritten(appointment));

  const everything = {
    scheduled: random.shuffled(scheduled).map(withoutUndefined),
    direct: random.shuffled([...direct, ...copies]).map(withoutUndefined),
    bookings,
    broken: random.shuffled(
      brokenBodies(() => withoutUndefined(maker.direct(nextPatient(), "tomorrow")), network ? BROKEN_AT_CLINICS : []),
    ),
  };
  const answering = [...everything.scheduled, ...everything.direct, ...bookings.due].filter(isOrdinary);
  return { ...everything, answers: sampleAnswers(random, answering) };
}

/** The appointments of the table that no booking moves or cancels. */
export function leftToDailyRun({ scheduled, bookings }: Pick<SampleDay, "scheduled" | "bookings">) {
  const reported = new Set([...bookings.due, ...bookings.cancelled].map(({ appointmentId }) => appointmentId));
  return scheduled.filter(({ appointmentId }) => !reported.has(appointmentId));
}

/** Whether an appointment is not of a contact that tests something. */
function isOrdinary({ phoneNumber, email }: AppointmentMessage): boolean {
  return !TEST_CONTACTS.some((test) => test.phoneNumber === phoneNumber && test.email === email);
}

function split<T>(list: readonly T[], count: number): readonly [readonly T[], readonly T[]] {
  return [list.slice(0, count), list.slice(count)];
}

/** Removes undefined fields. */
function withoutUndefined<T extends object>(appointment: T): T {
  return Object.fromEntries(Object.entries(appointment).filter(([, value]) => value !== undefined)) as T;
}
