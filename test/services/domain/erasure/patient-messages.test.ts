/** Which dead bookings of other formats are a patient's, so that an erasure deletes them. */

import { unfoundPatient } from "../../../../services/domain/erasure/erase-patient";
import { patientMessage } from "../../../../services/domain/erasure/patient-messages";
import { parseDeadBooking } from "../../../../services/domain/redrive/dead-letter";
import { CLINIC, CLINICS } from "../../../support/data/clinics";
import { NOW } from "../../../support/data/records";
import { appointment, bundle, collected, entry, PAT } from "../../../support/ehr/fhir/fhir-resources";
import { siu } from "../../../support/ehr/hl7/siu";

function whose(body: unknown, patient: { patientId: string; clinicId?: string }, attributes = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const received = { id: "m", body: text, attributes, receiptHandle: "r", sentAt: NOW };
  return patientMessage(parseDeadBooking(received, CLINICS, NOW), unfoundPatient(patient), CLINIC.id);
}
const ofPat = { patientId: "p-1042" };

test("a booking in FHIR or HL7 v2 is its patient's, and nobody else's", () => {
  for (const body of [collected(), siu()]) {
    expect(whose(body, ofPat)).toBe("own");
    expect(whose(body, { patientId: "p-104" })).toBe("other");
  }
});

test("what cannot be translated has its patient, too", () => {
  const withoutStart = bundle("collection", entry(appointment({ start: undefined })), entry(PAT));
  expect(whose(withoutStart, ofPat)).toBe("own");
  expect(whose(siu({ "TQ1-7": "", "MSH-9": "ADT^A08" }), ofPat)).toBe("own");
});

test("a message of several patients is shared", () => {
  expect(whose([siu(), siu({ "PID-3": "p-7" })].join("\r"), ofPat)).toBe("shared");
  expect(whose(bundle("collection", entry(PAT), entry({ ...PAT, id: "p-7" })), ofPat)).toBe("shared");
});

test("an erasure at one clinic deletes what is of that clinic", () => {
  expect(whose(siu(), { ...ofPat, clinicId: CLINIC.id })).toBe("own");
  expect(whose(siu(), { ...ofPat, clinicId: "elsewhere" })).toBe("other");
  expect(whose(siu({ "TQ1-7": "" }), { ...ofPat, clinicId: "elsewhere" }, { clinicId: "elsewhere" })).toBe("own");
});
