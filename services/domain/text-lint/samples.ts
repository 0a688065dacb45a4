/** Appointments with typical and with long values, to see what a message becomes. */
import { type AppointmentMessage, LENGTHS } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import type { ChangeKind } from "../../../contracts/reminder-mark";
import { startOf } from "../appointment/appointment-time";
import { writtenTime } from "../content/dates/written-time";
import { localeFor } from "../content/reminder-values";

/** The number is of a range that is reserved for examples, and the patient is invented. */
const PATIENT = { patientId: "patient-1042", appointmentId: "appointment-77", phoneNumber: "+12065550100" };

const TYPICAL = { doctorName: "Rivera", location: "Room 3, North Clinic", patientFirstName: "Maria" };
/** As long as those of one patient in twenty or so. */
const LONG = {
  doctorName: "Alejandra Villanueva-Montgomery",
  location: "Northgate Medical Pavilion, 1550 North 115th Street, 4th floor, Suite 410",
  patientFirstName: "Maria Guadalupe",
};
/** As long as the contract allows. */
const LONGEST = {
  doctorName: words(LENGTHS.doctorName),
  location: words(LENGTHS.location),
  patientFirstName: words(LENGTHS.patientFirstName),
};
/** What remains of {@link LONGEST} where a text has no room, with the zone's name, for a clinic that is elsewhere. */
const REDUCED = { patientFirstName: words(LENGTHS.patientFirstName), timeZone: "Asia/Kathmandu" };
/** A first name in letters outside of GSM-7, with which a part of a text has 70 characters. */
const REDUCED_NOT_GSM7 = { ...REDUCED, patientFirstName: "\u8212".repeat(LENGTHS.patientFirstName) };
const REDUCED_NAMELESS = { timeZone: REDUCED.timeZone };

/** An appointment of which only the time is known. */
const BARE = {};

/** What a message itself needs, by the first name. */
const REDUCED_VALUES = { nameless: REDUCED_NAMELESS, named: REDUCED, "named-not-gsm7": REDUCED_NOT_GSM7 };
export type ReducedName = keyof typeof REDUCED_VALUES;

const VALUES = { typical: TYPICAL, long: LONG, longest: LONGEST, bare: BARE };
export type SampleName = keyof typeof VALUES;

export interface SampleFor {
  readonly clinic: Clinic;
  readonly language: Language;
  readonly visit?: AppointmentMessage["visit"];
  /** Of a message about a change; a reminder if absent. */
  readonly kind?: ChangeKind;
}

/** The visits of which a message can say something of its own. */
export const VISITS = [undefined, "video", "phone"] as const;

/** Every combination of what an appointment can have and not have: each shows another option of a message's selects. */
export const VARIANTS = (["typical", "bare"] as const).flatMap((name) => VISITS.map((visit) => ({ name, visit })));

export interface Sample {
  readonly appointment: AppointmentMessage;
  /** When it starts, ms since 1970. */
  readonly start: number;
  /** When the patient is reminded, ms since 1970. */
  readonly now: number;
}

const DAY = 86_400_000;

/**
 * An appointment at a clinic, by a patient of a language; the long ones at the time that takes the most characters.
 * @param of a visit by `video` has a link, if the clinic has a domain for it
 */
export function sampleOf(name: SampleName, of: SampleFor): Sample {
  const { clinic, language } = of;
  const appointmentTime = name === "typical" || name === "bare" ? "2027-03-01T14:30" : longestTime(clinic, language);
  const [domain] = clinic.linkDomains;
  const link = of.visit === "video" && domain ? { link: `https://${domain}/v/8f3k2m9q` } : {};
  const start = startOf(appointmentTime, clinic.timeZone);
  return {
    appointment: { ...PATIENT, ...VALUES[name], ...kindOf(of), ...link, appointmentTime, language },
    start,
    now: start - DAY,
  };
}

/** An appointment at the time that takes the most characters, in a year and a zone that are named. */
export function reducedSampleOf(name: ReducedName, of: SampleFor): Sample {
  const { clinic, language } = of;
  const values = REDUCED_VALUES[name];
  const appointmentTime = longestTime(clinic, language);
  const start = startOf(appointmentTime, values.timeZone);
  return {
    appointment: { ...PATIENT, ...values, ...kindOf(of), appointmentTime, language },
    start,
    now: start - 400 * DAY,
  };
}

function kindOf({ visit, kind }: SampleFor) {
  return { ...(visit && { visit }), ...(kind && { reminder: { kind } }) };
}

const longestTimes = new Map<string, string>();

/** Half past ten in the evening, on the day of a year that has the longest name. */
function longestTime(clinic: Clinic, language: Language): string {
  const locale = localeFor(language, clinic);
  const key = `${locale.language} ${locale.country}`;
  let known = longestTimes.get(key);
  if (!known) {
    const lengthOf = (time: string) => writtenTime(Date.parse(`${time}Z`), "UTC", locale, "short", false).date.length;
    // Every month with every day of the week, and two digits.
    const days = Array.from({ length: 12 * 7 }, (_, index) => {
      const month = String(Math.floor(index / 7) + 1).padStart(2, "0");
      return `2027-${month}-${20 + (index % 7)}T22:30`;
    });
    known = days.reduce((longest, day) => (lengthOf(day) > lengthOf(longest) ? day : longest));
    longestTimes.set(key, known);
  }
  return known;
}

function words(length: number): string {
  return "Wellington "
    .repeat(Math.ceil(length / 11))
    .slice(0, length)
    .trim();
}
