/** The patients of a run: who can be reached how, when they are due, and who asks for their reminder. */
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { identifyNotification, type NotificationKey } from "../../services/domain/notification";
import { CLINIC_TIME_ZONE, NOW } from "../support/records";
import type { Choices } from "./choices";
import type { Scenario } from "./scenarios";
import type { Contacts } from "./simulated-carriers";

export interface Patient {
  readonly key: NotificationKey;
  readonly appointment: AppointmentMessage;
  readonly body: string;
  /** E.164, as the carrier sees it. */
  readonly phone: string;
  readonly email: string;
  /** When other systems send the reminder to the queue, in ms since the start. */
  readonly sentAfter: readonly number[];
  /** The appointment is in the table, due today. */
  readonly stored: boolean;
}

export interface Population {
  readonly patients: readonly Patient[];
  readonly contacts: Contacts;
  /** Messages that break the contract, and when they are sent. */
  readonly broken: readonly { readonly body: string; readonly after: number }[];
}

/** Found in nothing that operators read; see the check that searches for it. */
export const PLANTED = /Rivera|North Clinic|206555|@example\.com/;

const MINUTE = 60_000;
/** Weighted by how often each stands in its list. */
const PHONES = ["usable", "usable", "usable", "usable", "none", "refused", "opted out", "no number"] as const;
const EMAILS = ["usable", "usable", "usable", "none", "refused"] as const;
const BEGINNINGS = [2880, 2880, 2880, 600, 20, -30].map((minutes) => minutes * MINUTE);
/** While faults last, and when they are over. */
const LAST_COPY = 90 * MINUTE;

export function populate(choices: Choices, { patients, mostCopies }: Scenario): Population {
  const optedOut = new Set<string>();
  const refused = new Set<string>();
  const all = Array.from({ length: patients }, (_, index): Patient => {
    const [phoneIs, emailIs] = [choices.oneOf(PHONES), choices.oneOf(EMAILS)];
    const phone = `+1206555${String(1000 + index)}`;
    const email = `patient-${index}@example.com`;
    if (phoneIs === "refused") refused.add(phone);
    if (phoneIs === "opted out") optedOut.add(phone);
    if (emailIs === "refused") refused.add(email);
    const stored = choices.fraction() < 0.3;
    const appointment: AppointmentMessage = {
      patientId: `p${index}`,
      appointmentId: `a${index}`,
      appointmentTime: new Date(NOW + choices.oneOf(BEGINNINGS)).toISOString(),
      doctorName: "Rivera",
      location: "North Clinic",
      ...(phoneIs !== "none" && { phoneNumber: phoneIs === "no number" ? "n/a" : phone }),
      ...(emailIs !== "none" && { email }),
    };
    const copies = choices.between(stored ? 0 : 1, mostCopies);
    return {
      key: identifyNotification(appointment, CLINIC_TIME_ZONE),
      appointment,
      body: JSON.stringify(appointment),
      phone,
      email,
      sentAfter: Array.from({ length: copies }, () => (choices.fraction() < 0.7 ? 0 : choices.between(0, LAST_COPY))),
      stored,
    };
  });
  const broken = choices.fraction() < 0.2 ? [{ body: '{"patientId": "Rivera 206555"', after: 0 }] : [];
  return { patients: all, contacts: { optedOut, refused }, broken };
}
