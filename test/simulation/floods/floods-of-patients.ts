/** Patients who share a phone, and a daily run with more reminders than usual. */
import type { Patient, Population } from "../people/patients";
import type { Choices } from "../services/choices";

/** The shares of patients with the phone of another one, and of those that the daily run reminds. */
const SHARE_A_PHONE = 0.8;
const STORED = 0.6;
/** A phone that takes texts. */
const MOBILE = /^\+1206/;

/** Gives one patient's phone to others, and stores more appointments. */
export function flooding({ patients, contacts, broken }: Population, choices: Choices): Population {
  const takesTexts = (phone = "") =>
    MOBILE.test(phone) && !contacts.refused.has(phone) && !contacts.optedOut.has(phone);
  const phone = patients.map(({ appointment }) => appointment.phoneNumber).find(takesTexts);
  const flooded = patients.map((patient): Patient => {
    const { appointmentId, revision, contactPreference } = patient.appointment;
    const mayBeStored = appointmentId !== undefined && revision === 0;
    const stored = patient.stored || (choices.fraction() < STORED && mayBeStored);
    const shares = choices.fraction() < SHARE_A_PHONE;
    const isTexted = (preference: typeof contactPreference) => preference !== "email" && preference !== "none";
    const wants = [contactPreference, ...patient.messages.map(({ appointment }) => appointment.contactPreference)];
    if (phone && patient.appointment.phoneNumber === phone) return { ...patient, stored, sharesPhone: true };
    if (!phone || !shares || !wants.every(isTexted)) return { ...patient, stored };
    const withPhone = <T extends Patient["appointment"]>(appointment: T): T => ({ ...appointment, phoneNumber: phone });
    return {
      ...patient,
      stored,
      appointment: withPhone(patient.appointment),
      messages: patient.messages.map(({ after, appointment }) => ({ after, appointment: withPhone(appointment) })),
      reaches: new Set([...patient.reaches, phone]),
      reachable: true,
      sharesPhone: true,
    };
  });
  return { patients: flooded, contacts, broken };
}
