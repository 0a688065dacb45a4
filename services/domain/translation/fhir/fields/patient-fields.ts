/** What a Patient says of how to reach and address them. */

import { child, codesOf, type Element, extensions, text } from "../reading/element";
import { languageOf } from "./communication";
import { emails, phones } from "./contact-points";
import type { Draft } from "./draft";
import { bestName, givenName } from "./person-name";

/** UK Core 2.3, extension of Patient; FHIR itself has no element for it, nor has US Core. */
const UK_PREFERENCE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactPreference";
const UK_METHODS = "https://fhir.hl7.org.uk/CodeSystem/UKCore-PreferredContactMethod";
/** E-mail, and "No Telephone contact", which leaves the email. */
const EMAIL_ONLY = ["4", "8"];
/** Letter, visit: this pipeline sends neither. */
const NOT_SENT = ["1", "2"];

/** What a booking has of the Patient. */
export const PATIENT_FIELDS: readonly string[] = [
  "patientFirstName",
  "phoneNumber",
  "email",
  "language",
  "contactPreference",
];

/**
 * Sets the fields of a patient.
 * @param moment when the appointment starts: names and contacts of other times are left out
 */
export function setPatientFields(draft: Draft, patient: Element, moment: string): void {
  const name = bestName(patient, moment);
  const given = name && givenName(name);
  if (given) draft.setWhole("patientFirstName", text(given) ?? "", given);
  const phone = phones(patient, moment);
  if (phone) draft.setWhole("phoneNumber", phone.text, phone.element);
  const email = emails(patient, moment);
  if (email) draft.setWhole("email", email.text, email.element);
  if (!phone && !email) draft.note(child(patient, "telecom"), "has no phone and no email that is in use");
  const language = languageOf(patient);
  if (language) draft.setWhole("language", language.tag, language.element);
  setPreference(draft, patient);
}

function setPreference(draft: Draft, patient: Element): void {
  const died = ["deceasedBoolean", "deceasedDateTime"].map((name) => child(patient, name)).find(isSaid);
  if (died) {
    draft.set("contactPreference", "none", died);
    draft.note(died, "says that the patient has died: nothing is sent");
    return;
  }
  for (const preference of extensions(patient, UK_PREFERENCE)) {
    for (const method of extensions(preference, "PreferredContactMethod")) {
      const codes = codesOf(method, "valueCodeableConcept", UK_METHODS);
      if (codes.some((code) => EMAIL_ONLY.includes(code))) draft.set("contactPreference", "email", method);
      else if (codes.some((code) => NOT_SENT.includes(code)))
        draft.note(method, "is a way of contact that does not exist here");
    }
  }
}

function isSaid(element: Element): boolean {
  const said = typeof element.value === "boolean" ? element.value : text(element);
  return said !== undefined && said !== false && said !== "false";
}
