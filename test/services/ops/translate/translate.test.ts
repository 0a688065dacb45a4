import { readFileSync } from "node:fs";
import {
  actor,
  appointment,
  collection,
  type Json,
  NORTH,
  PAT,
  RIVERA,
} from "../../../support/ehr/fhir/fhir-resources";
import { siu } from "../../../support/ehr/hl7/siu";
import { ops } from "../../../support/ops";
import { TestFolder } from "../../../support/test-folder";

const folder = new TestFolder();
afterAll(() => folder.remove());

const SENT = { "MSH-7": "20250226090000-0500" };
const HL7 = siu(SENT);
const FHIR = JSON.stringify(collection(appointment(recent()), PAT, RIVERA, NORTH));
/** What must not be printed without `--reveal`: the name, the phone, the email, the practitioner and the place. */
const PATIENT_DATA = /\bPat\b|555|example\.com|Rivera|ROOM|North Clinic|Bring/;

function recent(changes: Json = {}): Json {
  return { meta: { lastUpdated: "2025-11-25T10:10:00Z" }, patientInstruction: "Bring a list of drugs.", ...changes };
}

interface Part {
  readonly kind: string;
  readonly line?: number;
  readonly fields?: readonly { readonly field: string; readonly element: string; readonly value?: unknown }[];
  readonly violations?: readonly { readonly element: string }[];
}

const translate = (input: string | Buffer, ...options: string[]) => ops(["translate", "-", ...options], { input });
async function partsOf(input: string, ...options: string[]): Promise<readonly Part[]> {
  const { out } = await translate(input, ...options, "--json");
  return (JSON.parse(out) as { readonly parts: readonly Part[] }).parts;
}
const fieldsOf = (part: Part | undefined) =>
  Object.fromEntries((part?.fields ?? []).map(({ field, element, value }) => [field, [element, value]]));

test("a booking is shown with the element of each field, without patient data", async () => {
  const { status, out, err } = await translate(HL7);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual(
    expect.arrayContaining([
      ["1: booking"],
      ["field", "element", "value"],
      ["status", "SCH-25.1", "booked"],
      ["version", "MSH-7.1", "1740578400000"],
      ["patientId", "PID-3.1", "p-1042"],
      ["appointmentId", "SCH-2.1", "F-77"],
      ["appointmentTime", "TQ1-7.1", "2027-03-01T14:30"],
      ["phoneNumber", "PID-13", "given"],
      ["practitioner", "AIP-3", "given"],
      ["1 booking, 0 rejected, 0 ignored."],
    ]),
  );
  expect(out).not.toMatch(PATIENT_DATA);
});

test.each([
  ["text", [] as string[]],
  ["JSON", ["--json"]],
])("patient data are shown as %s on request only", async (_, options) => {
  expect((await translate(FHIR, ...options)).out).not.toMatch(PATIENT_DATA);
  const { out, err } = await translate(FHIR, ...options, "--reveal");
  for (const value of ["Pat", "(206) 555-0100", "pat@example.com", "Rivera", "North Clinic", "Bring a list of drugs."])
    expect(out).toContain(value);
  expect(err).toContain("patient data");
});

test("a contact that cannot be used is named, without its value", async () => {
  const { out } = await translate(siu({ ...SENT, "PID-13": "^PRN^CP^^^206^5550100^4" }));
  expect(out).toMatch(/phoneNumber +PID-13 +given, but not usable: it has an extension/);
  expect(out).not.toContain("555");
});

test("what cannot be translated is named by its element, and ends with status 1", async () => {
  const { status, out } = await translate(JSON.stringify(appointment({ start: "Quetzal", status: "booked" })));
  expect(status).toBe(1);
  expect(out).toMatch(/1: rejected\n {2}Appointment\.start: /);
  expect(out).toContain("0 bookings, 1 rejected, 0 ignored.");
  expect(out).not.toContain("Quetzal");
});

test("notes say what was left out", async () => {
  const { out } = await translate(JSON.stringify(appointment(recent())));
  expect(out).toContain("note: Appointment.participant[0].actor: has no Patient in the message");
});

test("what says nothing of an appointment is ignored, with status 0", async () => {
  const { status, out } = await translate(siu({ ...SENT, "MSH-9": "SIU^S23" }));
  expect([status, out.includes("1: ignored")]).toEqual([0, true]);
});

test("the messages of a batch file are parts of their own", async () => {
  const batch = ["FHS|^~\\&|SCHED", HL7, siu({ ...SENT, "SCH-2": "F-78", PV1: undefined, "TQ1-7": "" }), "FTS|1"];
  const [first, second] = await partsOf(batch.join("\r"));
  expect(fieldsOf(first)).toMatchObject({ appointmentId: ["message[1] SCH-2.1", "F-77"] });
  expect(second).toMatchObject({ kind: "rejected", violations: [{ element: "message[2] SCH-11.4" }] });
});

test("a file with one resource a line is read line by line, and a line that is none is rejected", async () => {
  const line = (changes: Json) => JSON.stringify(appointment(recent(changes)));
  const parts = await partsOf(`${line({ id: "a-1" })}\n\n${line({ id: "a-2" })}\n{"resourceType"\n`);
  expect(parts.map(({ kind, line }) => [kind, line])).toEqual([
    ["booking", 1],
    ["booking", 3],
    ["rejected", 4],
  ]);
});

test("one message on one line, and one on many, are the same", async () => {
  const pretty = JSON.stringify(JSON.parse(FHIR), null, 2);
  expect(await partsOf(pretty)).toEqual(await partsOf(FHIR));
});

test("a booking is held to the rules of its clinic, which is found by its names or given", async () => {
  const clinics = JSON.parse(readFileSync("examples/clinics.json", "utf8")) as { clinics: Record<string, unknown>[] };
  Object.assign(clinics.clinics[1] ?? {}, { senderNames: ["NORTH"] });
  const path = folder.write("clinics.json", JSON.stringify({ ...clinics, $schema: undefined }));
  const clinicOf = async (...options: string[]) => fieldsOf((await partsOf(HL7, ...options))[0]).clinicId;
  expect(await clinicOf("--clinics", path)).toEqual(["the profile's senderNames", "thames-eye-london"]);
  const given = ["--clinic", "saguaro-eye-phoenix"];
  expect(await clinicOf("--clinics", path, ...given)).toEqual(["message attribute clinicId", "saguaro-eye-phoenix"]);
  expect(await partsOf(HL7, "--clinics", path, "--clinic", "nowhere")).toMatchObject([
    { kind: "rejected", violations: [{ element: "message attribute clinicId" }] },
  ]);
  const elsewhere = siu({ ...SENT, "MSH-4": "SOUTH", "AIL-3": "^^^SOUTH", "PV1-3": "" });
  expect(await partsOf(elsewhere, "--clinics", path)).toMatchObject([{ kind: "rejected" }]);
});

test("a link that no profile allows is left out with a note", async () => {
  const video = readFileSync("test/support/ehr/fhir/samples/oracle-health-appointment.json", "utf8");
  const { status, out } = await translate(video);
  expect([status, out.includes("note: Appointment.contained[0].telecom[0].value: is left out")]).toEqual([0, true]);
});

test("a cancellation without a start is shown without one", async () => {
  const [part] = await partsOf(siu({ ...SENT, "MSH-9": "SIU^S15", "TQ1-7": "", "SCH-25": "Cancelled" }));
  expect(Object.keys(fieldsOf(part))).not.toContain("appointmentTime");
  expect(fieldsOf(part).status?.[1]).toBe("cancelled");
});

test("local times of messages are those of --time-zone", async () => {
  const local = siu({ "MSH-7": "20250226090000" });
  const versionIn = async (zone: string) => fieldsOf((await partsOf(local, "--time-zone", zone))[0]).version?.[1];
  expect(await versionIn("UTC")).toBe(Date.parse("2025-02-26T09:00Z"));
  expect(await versionIn("America/Los_Angeles")).toBe(Date.parse("2025-02-26T17:00Z"));
});

test.each([
  ["our own JSON", "[{}]", [], "has no FHIR and no HL7 v2"],
  ["an empty file", " \n", [], "standard input is empty"],
  ["another character set", Buffer.from("MSH|^~\\&|S\rPID|1||M\u00fcller", "latin1"), [], "iconv -f ISO-8859-1"],
  ["an unknown format", HL7, ["--format", "xml"], "Allowed choices are fhir, hl7"],
  ["a clinic without profiles", HL7, ["--clinic", "north"], "--clinic needs --clinics"],
])("%s cannot be used", async (_, input, options, problem) => {
  const { status, out, err } = await translate(input, ...options);
  expect([status, out, err.includes(problem)]).toEqual([2, "", true]);
});

test("a given format counts, and its translator says what is wrong", async () => {
  const { status, out } = await translate(JSON.stringify(HL7), "--format", "hl7");
  expect([status, out.includes("the message: is a JSON string: send the text itself")]).toEqual([1, true]);
});

test("an appointment with two patients is two bookings", async () => {
  const two = appointment(recent({ participant: [actor("Patient/p-1"), actor("Patient/p-2")] }));
  expect((await partsOf(JSON.stringify(two))).map((part) => fieldsOf(part).patientId?.[1])).toEqual(["p-1", "p-2"]);
});
