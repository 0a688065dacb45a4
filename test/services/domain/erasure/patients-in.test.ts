/** Whom a message of another format is about. */
import { patientsIn } from "../../../../services/domain/erasure/patients-in";
import { appointment, collection, NORTH, PAT, RIVERA } from "../../../support/ehr/fhir/fhir-resources";
import { siu } from "../../../support/ehr/hl7/siu";

const fhir = (message: unknown) => patientsIn(JSON.stringify(message), "fhir").map((ids) => [...ids]);
const hl7 = (body: string) => patientsIn(body, "hl7").map((ids) => [...ids].filter((id) => id !== ""));

test("a FHIR message knows its patients by their ids and identifiers", () => {
  const pat = { ...PAT, identifier: [{ value: "MRN-1" }, { system: "x" }, null] };
  expect(fhir(collection(appointment(), pat, RIVERA, NORTH))).toEqual([["p-1042", "MRN-1"]]);
});

test.each(["Patient/p-7", "https://ehr.example.com/fhir/Patient/p-7", "Patient/p-7/_history/3"])(
  "a FHIR message knows a patient by the reference %s alone",
  (reference) => {
    const message = appointment({ start: undefined, participant: [{ actor: { reference } }] });
    expect(fhir(message)).toEqual([["p-7"]]);
  },
);

test.each([
  ["an identifier", { type: "Patient", identifier: { system: "urn:mrn", value: "p-7" } }],
  ["a search", { reference: "Patient?identifier=urn:mrn|p-7" }],
])("a FHIR message knows a patient by %s alone", (_, one) => {
  expect(fhir(appointment({ participant: [{ actor: one }] }))).toEqual([["p-7"]]);
});

test("a list of any length is read", () => {
  const body = `{"resourceType":"Bundle","entry":[${"0,".repeat(130_000)}{"reference":"Patient/p-7"}]}`;
  expect(patientsIn(body, "fhir")).toEqual([new Set(["p-7"])]);
});

test("other references name no patient, and what cannot be read names none", () => {
  expect(fhir(appointment({ participant: [{ actor: { reference: "Practitioner/p-7" } }] }))).toEqual([]);
  expect(fhir(null)).toEqual([]);
  expect(patientsIn("{", "fhir")).toEqual([]);
  expect(patientsIn("", "hl7")).toEqual([]);
});

test("an HL7 v2 message knows its patients by PID-2, PID-3 and PID-4, by whatever separators", () => {
  expect(hl7(siu({ "PID-2": "old-1", "PID-3": "p-1042^^^NORTH^MR~999^^^SSA^SS" }))).toEqual([
    ["old-1", "p-1042", "999"],
  ]);
  const message = siu({ "PID-3": "p-1042" });
  const other = [...message].map((one) => ({ "|": "#", "^": "*" })[one] ?? one).join("");
  expect(hl7(other)).toEqual([["p-1042"]]);
  expect(hl7([message, siu({ "PID-3": "p-7" })].join("\r"))).toEqual([["p-1042"], ["p-7"]]);
});

test("an HL7 v2 message knows a patient by an id with escapes, and not by its check digit", () => {
  expect(hl7(siu({ "PID-3": "A\\T\\B^7^M11^NORTH^MR" }))).toEqual([["A&B"]]);
});

test("what is no message of HL7 v2 names those whom its lines may be about", () => {
  expect(hl7("PID|1||p-1042^7^M11")).toEqual([["p-1042", "7", "M11"]]);
  expect(hl7(`MSH|x|A\rPID|1||p-1042`)).toEqual([["p-1042"]]);
});
