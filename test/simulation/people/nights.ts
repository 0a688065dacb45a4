/** Runs that go on for two nights, at a clinic with a send window, with patients in several time zones. */
import { type Clinics, clinicsInMemory } from "../../../services/domain/clinics/clinics";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";
import type { Choices } from "../services/choices";
import type { Patient, Population } from "./patients";

export interface Nights {
  /** ms since 1970: when the run starts. */
  readonly start: number;
  readonly sendWindow: string;
  readonly clinics: Clinics;
}

const HOUR = 3_600_000;
/** A winter's afternoon in New York, and those before the clocks go back there, and forward. */
const STARTS = ["2026-12-01T21:00:00Z", "2026-10-31T20:00:00Z", "2027-03-13T21:00:00Z"].map((at) => Date.parse(at));
/** By day, past midnight, with an hour that is repeated or skipped, and short. */
const WINDOWS = ["09:00-20:00", "20:00-02:00", "01:30-09:00", "02:10-03:20", "12:00-12:20"];
const ZONES = [undefined, undefined, "America/Los_Angeles", "Europe/London", "Asia/Kathmandu"];
/** ms after the start until which messages come, and before which appointments begin. */
const LAST_MESSAGE = 30 * HOUR;
export const LAST_APPOINTMENT = 46 * HOUR;

export function chooseNights(choices: Choices): Nights {
  const sendWindow = choices.oneOf(WINDOWS);
  const clinics = clinicsInMemory([{ ...CLINIC, sendWindow }]);
  return { start: choices.oneOf(STARTS), sendWindow, clinics };
}

/** The same patients with appointments and messages at any hour. All are reminded by messages. */
export function atNight({ patients, ...rest }: Population, { start }: Nights, choices: Choices): Population {
  const inZone = (patient: Patient): Patient => {
    const timeZone = choices.oneOf(ZONES);
    const appointmentTime = new Date(start + choices.between(HOUR / 2, LAST_APPOINTMENT)).toISOString();
    const changes = { appointmentTime, ...(timeZone && { timeZone }) };
    const appointment = { ...patient.appointment, ...changes };
    const first = { after: 0, appointment };
    const messages = (patient.messages.length > 0 ? patient.messages : [first]).map((message) => ({
      after: choices.between(0, LAST_MESSAGE),
      appointment: { ...message.appointment, ...changes },
    }));
    return {
      ...patient,
      appointment,
      messages,
      key: identifyNotification(appointment, CLINIC),
      stored: false,
      onDemand: false,
    };
  };
  return { ...rest, patients: patients.map(inZone) };
}
