import { Temporal } from "temporal-polyfill";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { startOf } from "../../../services/domain/appointment/appointment-time";
import type { RandomChoices } from "../faults/random-choices";
import { DOCTORS, PLACES, TIME_ZONES } from "./sample-data";
import type { SampleNetwork, SamplePatient } from "./sample-network";

/** A day in the appointment's time zone; early is from 07:00 to 07:45, otherwise until 18:45. */
export type When = "yesterday" | "tomorrow" | "early tomorrow";

/**
 * Generates the appointments of a sample day.
 * @param now ms since 1970; the appointments are on the next day
 * @param clinicTimeZone IANA zone
 * @param network the clinics, if the deployment has profiles
 */
export function appointmentMaker(random: RandomChoices, now: number, clinicTimeZone: string, network?: SampleNetwork) {
  let appointments = 0;
  let patients = 0;

  const zoneOfClinic = (patient: SamplePatient) => network?.timeZoneOf(patient) ?? clinicTimeZone;

  const someZone = (patient: SamplePatient) => network?.timeZoneOf(patient) ?? random.pick(TIME_ZONES);

  const days = new Map<string, Temporal.PlainDate>();
  /** Today in a zone, of which a sample day asks a thousand times. */
  const todayIn = (timeZone: string) => {
    const known = days.get(timeZone);
    if (known) return known;
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
    days.set(timeZone, today);
    return today;
  };

  /** On the day after, or before, today in the time zone of the patient's clinic or, without clinics, in a random one. */
  const time = (when: When, patient: SamplePatient, timeZone = someZone(patient)) => {
    const today = todayIn(timeZone);
    const hour = 7 + (when === "early tomorrow" ? 0 : random.below(12));
    const plainTime = { hour, minute: 15 * random.below(4) };
    const start = today.add({ days: when === "yesterday" ? -1 : 1 }).toZonedDateTime({ timeZone, plainTime });
    return written(start, zoneOfClinic(patient));
  };

  /** A start time in one of the formats that senders use. */
  const written = (
    start: Temporal.ZonedDateTime,
    zoneOfClinic: string,
  ): Pick<AppointmentMessage, "appointmentTime" | "timeZone"> => {
    const local = start.toPlainDateTime().toString({ smallestUnit: random.chance(0.3) ? "minute" : "second" });
    const timeZone = start.timeZoneId;
    const way = random.fraction();
    if (way < 0.1) return { appointmentTime: start.toInstant().toString(), timeZone };
    if (way < 0.4) return { appointmentTime: `${local}${start.offset}`, timeZone };
    if (way < 0.5) return { appointmentTime: `${local}${start.offset}`, timeZone: undefined };
    if (timeZone === zoneOfClinic && way < 0.8) return { appointmentTime: local, timeZone: undefined };
    return { appointmentTime: local, timeZone };
  };

  const nextId = () => `appointment-${String(++appointments).padStart(5, "0")}`;
  const appointment = (patient: SamplePatient, when: When): AppointmentMessage => ({
    patientId: `patient-${10_000 + ++patients}`,
    ...time(when, patient),
    ...patient,
    doctorName: random.chance(0.92) ? random.pick(DOCTORS) : undefined,
    location: random.chance(0.85) ? random.pick(PLACES) : undefined,
    schemaVersion: random.chance(0.3) ? 1 : undefined,
    ...network?.details(patient),
  });

  return {
    nextId,
    appointment,
    /** Tomorrow at the clinic, whose days its plan counts. */
    booked: (patient: SamplePatient): AppointmentMessage => ({
      ...appointment(patient, "tomorrow"),
      ...time("tomorrow", patient, zoneOfClinic(patient)),
      appointmentId: nextId(),
    }),
    /** Tomorrow at the clinic, at another start. */
    moved: (given: AppointmentMessage): AppointmentMessage => {
      const before = startOf(given.appointmentTime, given.timeZone ?? zoneOfClinic(given));
      for (;;) {
        const moved = { ...given, ...time("tomorrow", given, zoneOfClinic(given)) };
        if (startOf(moved.appointmentTime, moved.timeZone ?? zoneOfClinic(given)) !== before) return moved;
      }
    },
    /** As sent by another system: sometimes without an appointment id. */
    direct: (patient: SamplePatient, when: When): AppointmentMessage => ({
      ...appointment(patient, when),
      appointmentId: random.chance(0.8) ? nextId() : undefined,
    }),
    /** The same appointment with its time in another format: the pipeline must recognise it as the same. */
    rewritten: (given: AppointmentMessage): AppointmentMessage => {
      const timeZone = given.timeZone ?? zoneOfClinic(given);
      const start = given.appointmentTime.match(/Z$|[+-]\d\d:\d\d$/)
        ? Temporal.Instant.from(given.appointmentTime).toZonedDateTimeISO(timeZone)
        : Temporal.PlainDateTime.from(given.appointmentTime).toZonedDateTime(timeZone);
      return { ...given, ...written(start, zoneOfClinic(given)) };
    },
  };
}
