/** The patients of a network of clinics, for the sample day of a deployment with clinic profiles. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { RandomChoices } from "../faults/random-choices";
import { phonesOf } from "./sample-contacts";
import { EMAIL_DOMAINS, GIVEN_NAMES, type SampleContact, UNUSABLE_PHONES } from "./sample-data";

/** A patient of one of the clinics: what each of the patient's appointments has. */
export type SamplePatient = SampleContact & Pick<AppointmentMessage, "clinicId" | "language" | "contactPreference">;

export interface SampleNetwork {
  nextPatient(): SamplePatient;
  /** A patient of the first clinic that texts US numbers, which all test phones are. */
  testPatient(contact: SampleContact): SamplePatient;
  /** @returns IANA zone of the patient's clinic */
  timeZoneOf(patient: Pick<AppointmentMessage, "clinicId">): string;
  /** What an appointment at the patient's clinic has besides a time, a doctor and a place. */
  details(patient: SamplePatient): Partial<AppointmentMessage>;
}

/** BCP 47, as booking systems write it: most know no language; `pl` has no catalogue. */
const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  US: ["en", "en-US", "es", "es-MX", "es-US"],
  GB: ["en-GB", "pl"],
};
/** Also of the patients of the default clinic, if it is in the US. */
const MORE_LANGUAGES = ["vi", "vi-VN"];

export const ROOMS = [
  "Room 3",
  "Exam room 12",
  "2nd floor, suite 210",
  "Optical desk",
  "Laser suite",
  "Main entrance, green door",
];

const PRACTITIONERS = [
  "Ana Ruiz, OD",
  "Dr. med. Lena Vogt",
  "Nurse Kim",
  "Prof. James Whitfield",
  "Dr. Nguyễn Thị Lan",
];

const INSTRUCTIONS = [
  "Bring your glasses and a list of your medicines.",
  "Do not drive home: drops will blur your sight for some hours.",
  "Traiga sus anteojos y su tarjeta del seguro.",
];

/** @param clinics at least one */
export function sampleNetwork(random: RandomChoices, clinics: readonly Clinic[]): SampleNetwork {
  const byId = new Map(clinics.map((clinic) => [clinic.id, clinic]));
  const byDefault = clinics.find(({ isDefault }) => isDefault) ?? (clinics[0] as Clinic);
  const clinicOf = ({ clinicId }: Pick<AppointmentMessage, "clinicId">) => byId.get(clinicId ?? "") ?? byDefault;
  const phones = new Map<string, () => string>();
  let patient = 0;

  const phone = ({ defaultCountry }: Clinic) => {
    const next = phones.get(defaultCountry) ?? inTurn(phonesOf(random, defaultCountry));
    phones.set(defaultCountry, next);
    return next();
  };
  const email = () => `${random.pick(GIVEN_NAMES)}.${patient}@${random.pick(EMAIL_DOMAINS)}`;
  const contact = (clinic: Clinic): SampleContact => {
    const share = random.fraction();
    // The numbers for fiction in London are fixed lines: who has an email, too, is not texted.
    const phoneOnly = clinic.defaultCountry === "GB" ? 0.6 : 0.12;
    if (share < phoneOnly) return { phoneNumber: phone(clinic) };
    if (share < 0.9) return { phoneNumber: phone(clinic), email: email() };
    if (share < 0.96) return { email: email() };
    if (share < 0.97) return {};
    return { phoneNumber: random.pick(UNUSABLE_PHONES), ...(share < 0.99 && { email: email() }) };
  };
  const named = ({ id, isDefault }: Clinic) => (isDefault && random.chance(0.5) ? undefined : id);
  const language = ({ defaultCountry, isDefault }: Clinic) => {
    const known = LANGUAGES[defaultCountry] ?? [];
    const all = [...known, ...(isDefault && defaultCountry === "US" ? MORE_LANGUAGES : [])];
    return all.length > 0 && random.chance(0.5) ? random.pick(all) : undefined;
  };
  const preference = (): SamplePatient["contactPreference"] => {
    const share = random.fraction();
    if (share < 0.02) return "none";
    if (share < 0.06) return "email";
    return share < 0.1 ? "sms" : undefined;
  };

  return {
    nextPatient() {
      patient++;
      const clinic = random.pick(clinics);
      const wish = { language: language(clinic), contactPreference: preference() };
      return { ...contact(clinic), clinicId: named(clinic), ...wish };
    },
    testPatient(contact) {
      const clinic = clinics.find(({ countries }) => countries === "all" || countries.includes("US")) ?? byDefault;
      return { ...contact, clinicId: clinic.isDefault ? undefined : clinic.id };
    },
    timeZoneOf: (given) => clinicOf(given).timeZone,
    details(given) {
      const [domain] = clinicOf(given).linkDomains;
      const share = random.fraction();
      const visit =
        share < 0.08 && domain
          ? ({ visit: "video", link: `https://${domain}/visit/${random.below(100_000)}` } as const)
          : share < 0.12
            ? ({ visit: "phone" } as const)
            : {};
      return {
        ...visit,
        ...(visit.visit ? { location: undefined } : { location: random.pick(ROOMS) }),
        ...(random.chance(0.15) && { practitioner: random.pick(PRACTITIONERS) }),
        ...(random.chance(0.2) && { instructions: random.pick(INSTRUCTIONS) }),
        ...(random.chance(0.1) && { patientFirstName: capitalized(random.pick(GIVEN_NAMES)) }),
      };
    },
  };
}

/** One after the other, and again from the start: members of a family may share a phone. */
function inTurn<T>(all: readonly T[]): () => T {
  let next = 0;
  return () => all[next++ % all.length] as T;
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
