import { appointment, collection, type Json, NORTH, PAT, RIVERA } from "../../../support/ehr/fhir/fhir-resources";
import { siu } from "../../../support/ehr/hl7/siu";
import { ops } from "../../../support/ops";

const SENT = { "MSH-7": "20250226090000-0500", "TQ1-7": "299903011430" };
const HL7 = siu(SENT);

function booked(changes: Json = {}): Json {
  return appointment({ meta: { lastUpdated: "2025-11-25T10:10:00Z" }, start: "2999-03-01T14:30:00Z", ...changes });
}
const withPatient = (changes: Json, patient: Json = {}) =>
  JSON.stringify(collection(booked(changes), { ...PAT, ...patient }, RIVERA, NORTH));

const validate = (input: string | Buffer, ...options: string[]) => ops(["validate", "-", ...options], { input });
async function found(input: string, ...options: string[]): Promise<unknown[][]> {
  const { out } = await validate(input, "--json", ...options);
  const { findings } = JSON.parse(out) as {
    findings: { line?: number; index?: number; code: string; field: string }[];
  };
  return findings.map(({ line, index, code, field }) => [line ?? index, code, field]);
}

test.each([
  ["HL7 v2", HL7],
  ["HL7 v2 of a batch", `FHS|^~\\&|S\nBHS|^~\\&|S\n${HL7}`],
  ["a bundle of FHIR", withPatient({})],
  ["a bundle of FHIR on several lines", JSON.stringify(JSON.parse(withPatient({})), null, 2)],
])("%s is recognised, and has no findings if the queue would take all of it", async (_, input) => {
  const { status, out, err } = await validate(input);
  expect({ status, out, err }).toEqual({ status: 0, out: "1 appointment: 1 keeps the contract.\n", err: "" });
});

test("an error names the element of each message", async () => {
  const other = siu({ ...SENT, "SCH-2": "F-78", "TQ1-7": "20270230" });
  expect(await found(`${HL7}\r${other}`)).toEqual([[1, "CONTRACT_VIOLATION", "message[2] TQ1-7.1"]]);
  expect(await found(withPatient({ start: "soon" }))).toEqual([
    [0, "CONTRACT_VIOLATION", "Bundle.entry[0].resource.start"],
  ]);
});

test("what a reminder would lose is a warning at its element, unless the appointment has ended", async () => {
  const telecom = [
    { system: "phone", value: "+1 206 555 0100 ext. 4" },
    { system: "email", value: "pat@example.com" },
  ];
  const phone = "Bundle.entry[1].resource.telecom[0].value";
  expect(await found(withPatient({}, { telecom }))).toEqual([[0, "UNUSABLE_PHONE", phone]]);
  expect(await found(withPatient({ status: "cancelled" }, { telecom }))).toEqual([]);
  expect(await found(JSON.stringify(booked()))).toEqual([[0, "NO_CONTACT", ""]]);
});

test("of one resource a line, each has its line, and several messages of an appointment are normal", async () => {
  const lines = [booked(), booked({ start: "2999-03-02T14:30:00Z" }), booked({ status: "Quetzal" })];
  const input = `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
  expect(await found(input)).toEqual([
    [1, "NO_CONTACT", ""],
    [2, "NO_CONTACT", ""],
    [3, "CONTRACT_VIOLATION", "Appointment.status"],
  ]);
  const { out, err, status } = await validate(input, "--format", "fhir");
  expect([status, (out + err).includes("Quetzal")]).toEqual([1, false]);
  expect(out).toContain("3 appointments: 2 keep the contract, 1 breaks it (1 error)");
});

test("messages without an appointment are noted, and are no errors", async () => {
  const { status, out, err } = await validate(`${HL7}\r${siu({ ...SENT, "MSH-9": "SIU^S23" })}`);
  expect([status, out.includes("1 appointment: 1 keeps")]).toEqual([0, true]);
  expect(err).toContain("Ignored: 1 message without an appointment");
});

test("a resource in an unknown field of our own messages does not make them FHIR", async () => {
  const own = { appointmentId: "a-1", patientId: "p", appointmentTime: "2999-03-01T14:30", email: "a@example.com" };
  const { out } = await validate(`${JSON.stringify({ ...own, source: { resourceType: "Patient" } })}\n`);
  expect(out).toContain("1 appointment: 1 keeps the contract");
});

test.each([
  ["--map with a message", HL7, ["--map", "email=Mail"], "--map, --ignore and --date-format are not for FHIR"],
  ["--clinic with our own entries", '[{"patientId": "p"}]', ["--clinic", "north"], "--clinic needs --clinics"],
  ["another character set", Buffer.from("MSH|^~\\&|S\r\u00fc", "latin1"), ["--format", "hl7"], "iconv -f ISO-8859-1"],
  ["a batch without messages", "FHS|^~\\&|S\rFTS|0", [], "has no appointments"],
])("%s cannot be used", async (_, input, options, problem) => {
  const { status, err } = await validate(input, ...options);
  expect([status, err.includes(problem)]).toEqual([2, true]);
});
