import { PRIVACY_LEVELS } from "../../../../contracts/clinics/clinic";
import { patientLanguage } from "../../../../services/domain/clinics/patient-language";
import { subjectOf } from "../../../../services/domain/content/reminder-values";
import { NORTH } from "../../../support/data/clinics";
import { appointment } from "../../../support/data/records";

const of = appointment({ doctorName: "Sarah Johnson", location: "Room 3", patientFirstName: "Ana" });

test.each([
  ["es-MX", "es"],
  ["zh-TW", "en"],
  ["xx", "en"],
  ["", "en"],
  [undefined, "en"],
])("a patient with the language %j is written to in %s, since the clinic's is English", (language, written) => {
  expect(patientLanguage(appointment({ language }), NORTH)).toBe(written);
  expect(patientLanguage(appointment({ language }), { ...NORTH, language: "vi" })).toBe(
    written === "en" ? "vi" : written,
  );
});

test("minimal privacy shows neither practitioner nor place, and only named privacy the first name", () => {
  const shown = PRIVACY_LEVELS.map((privacy) => subjectOf(of, { ...NORTH, privacy }, "en"));
  expect(shown.map(({ practitioner, place, firstName }) => [practitioner, place, firstName])).toEqual([
    ["Dr. Sarah Johnson", "Room 3", ""],
    ["", "", ""],
    ["Dr. Sarah Johnson", "Room 3", "Ana"],
  ]);
});

test.each([
  ["Sarah Johnson, RN", "Sarah Johnson, RN"],
  ["Nurse  Johnson", "Nurse Johnson"],
  ["<b>Sarah</b> Johnson", "Sarah Johnson"],
  ["Sarah\u202e\nJohnson", "Sarah Johnson"],
  ["N/A", "Dr. Alan Smith"],
  [undefined, "Dr. Alan Smith"],
])("the practitioner %j is shown as given, and replaces the doctor: %j", (practitioner, shown) => {
  expect(subjectOf(appointment({ practitioner, doctorName: "Alan Smith" }), NORTH, "en").practitioner).toBe(shown);
});

test.each([
  ["Sarah Johnson", "Sarah Johnson"],
  ["Dr Sarah Johnson", "Dr. Sarah Johnson"],
  ["Dr. Dr. Sarah Johnson", "Dr. Sarah Johnson"],
  ["Dra. Ana Ruiz", "Dra. Ana Ruiz"],
  ["TBD", ""],
])("other languages than English show the doctor %j with no title added: %j", (doctorName, shown) => {
  for (const language of ["es", "vi", "ar"] as const) {
    expect(subjectOf(appointment({ doctorName }), NORTH, language).practitioner).toBe(shown);
  }
});
