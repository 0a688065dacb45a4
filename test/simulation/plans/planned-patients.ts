/** Patients with plans of several reminders, whose appointments are booked, moved and cancelled. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { firstReminder } from "../../../services/domain/plan/next-reminder";
import { CLINIC } from "../../support/data/clinics";
import type { Choices } from "../services/choices";
import type { World } from "../services/world";

/** The clocks of the clinic are set forward on 14 March 2027, at 07:00 UTC. */
export const START = Date.parse("2027-03-05T12:07:00Z");
export const DAYS = 13;
export const DAY = 86_400_000;

const PLANS = [
  "7d@10:00, 1d@09:00",
  "3d, 1d, 3h",
  "2d@02:30, 1d@02:30, 24h",
  "1d",
  "90m, 30m",
  "6d@18:00, 5d@18:00, 4d@18:00, 0d@00:00",
] as const;
const SHARE_MOVED = 0.3;
const SHARE_CANCELLED = 0.1;

/** An appointment as it was at some time. */
export interface Version {
  /** ms since 1970: when it was booked or moved; the one before ends then. */
  readonly from: number;
  readonly revision: number;
  /** ms since 1970; undefined if the appointment was cancelled. */
  readonly start: number | undefined;
}

export interface PlannedPatient {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly phone: string;
  readonly plan: string;
  /** The oldest first. */
  readonly versions: readonly Version[];
}

export function planPatients(choices: Choices, count: number): PlannedPatient[] {
  return Array.from({ length: count }, (_, index) => {
    const quarter = choices.between(6 * 96, (DAYS - 2) * 96);
    const booked = { from: START, revision: 0, start: START + quarter * 900_000 + choices.between(0, 1) * 480_000 };
    const at = START + choices.between(1, 5 * 96) * 900_000;
    const what = choices.fraction();
    const moved = { from: at, revision: 1, start: booked.start + choices.between(1, 30) * 3_600_000 };
    const cancelled = { from: at, revision: 0, start: undefined };
    const change = what < SHARE_MOVED ? [moved] : what < SHARE_MOVED + SHARE_CANCELLED ? [cancelled] : [];
    return {
      appointmentId: `a${index}`,
      patientId: `p${index}`,
      phone: `+12065551${String(index).padStart(3, "0")}`,
      plan: choices.oneOf(PLANS),
      versions: [booked, ...change],
    };
  });
}

/** A booking system, which writes each version to the table when it comes about. */
export function startBookings({ time, table }: World, patients: readonly PlannedPatient[]): void {
  for (const patient of patients) {
    for (const version of patient.versions) time.at(version.from, () => table.put(itemOf(patient, version)));
  }
}

/** The appointment of a version. */
export function appointmentOf(
  { appointmentId, patientId, phone, plan }: PlannedPatient,
  start: number,
  revision: number,
): AppointmentMessage & { readonly appointmentId: string } {
  return {
    appointmentId,
    patientId,
    appointmentTime: new Date(start).toISOString(),
    phoneNumber: phone,
    doctorName: "Rivera",
    location: "North Clinic",
    reminderPlan: plan,
    revision,
  };
}

function itemOf(patient: PlannedPatient, { start, revision, from }: Version) {
  const [{ start: before = 0 } = {}] = patient.versions;
  if (start === undefined) return { ...appointmentOf(patient, before, revision), status: "cancelled" as const };
  const appointment = appointmentOf(patient, start, revision);
  return { ...appointment, ...firstReminder(appointment, CLINIC, from) };
}
