/** `book` with a file of FHIR or HL7 v2. */

import { actsOfToday } from "../../../support/acts-of-today";
import { deployed, PRODUCER_SETTINGS, variablesWithClinics } from "../../../support/data/deployed";
import { appointment, collection, type Json, NORTH, PAT, RIVERA } from "../../../support/ehr/fhir/fhir-resources";
import { siu } from "../../../support/ehr/hl7/siu";
import { ops } from "../../../support/ops";
import type { AwsServer } from "../../../support/servers/aws-server";
import type { TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ServedQueues } from "../../../support/servers/served-queues";

const BOOKINGS = "healthcare-bookings-test";
const CLINICS = "examples/clinics.json";

interface Sent {
  readonly MessageBody?: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>>;
}

let sent: Sent[];
let server: AwsServer;
let dynamo: TestDynamo;
withAwsAndDynamo((aws, tables) => {
  [server, dynamo, sent] = [aws, tables, []];
  deployed(aws);
  const queues = new ServedQueues(aws, BOOKINGS);
  aws.on("SendMessage", (call) => {
    sent.push(call.parameters as Sent);
    return queues.send(call);
  });
});

const SENT = { "MSH-7": "20250226090000-0500", "TQ1-7": "299903011430" };
const HL7 = siu(SENT);
function fhir(changes: Json = {}, patient: Json = PAT): string {
  const booked = appointment({ meta: { lastUpdated: "2025-11-25T10:10:00Z" }, start: "2999-03-01T14:30Z", ...changes });
  return JSON.stringify(collection(booked, patient, RIVERA, NORTH));
}

const book = (input: string | Buffer, ...options: string[]) =>
  ops(["book", "--environment", "test", "--file", "-", ...options], { input });
const attributes = ({ MessageAttributes = {} }: Sent = {}) =>
  Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]));

test.each([
  ["hl7", HL7],
  ["fhir", fhir()],
])("a message in the format %s is queued as it is, with its format", async (format, message) => {
  expect(await book(message)).toEqual({ status: 0, out: `queued on ${BOOKINGS}: 1 booking\n`, err: "" });
  expect(sent.map((one) => [one.MessageBody, attributes(one)])).toEqual([[message, { format }]]);
});

test("the act has the ids of the one booking, and its format", async () => {
  await book(siu({ ...SENT, "SCH-2": "F-79", "PID-3": "p-2079^^^NORTH^MR" }));
  const acts = await actsOfToday(dynamo);
  const ids = { patientId: "p-2079", appointmentId: "F-79" };
  expect(acts).toContainEqual(expect.objectContaining({ act: "book", ...ids, options: { format: "hl7" } }));
});

test("a message with several appointments is queued as one, and each booking counts", async () => {
  const { status, out } = await book(`${HL7}\r${siu({ ...SENT, "SCH-2": "F-78" })}`, "--json");
  expect([status, JSON.parse(out)]).toEqual([0, { queued: true, bookings: 2 }]);
  expect(sent).toHaveLength(1);
});

test("a cancellation without a start is queued, as the queue takes it", async () => {
  const cancelled = siu({ ...SENT, "MSH-9": "SIU^S15", "TQ1-7": "", "SCH-25": "Cancelled" });
  expect((await book(cancelled)).status).toBe(0);
  expect(sent).toHaveLength(1);
});

test("the clinic of all appointments is an attribute", async () => {
  server.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables: variablesWithClinics(server.endpoint, CLINICS) } }));
  const { status } = await book(HL7, "--clinics", CLINICS, "--clinic", "thames-eye-london");
  expect([status, sent.map(attributes)]).toEqual([0, [{ format: "hl7", clinicId: "thames-eye-london" }]]);
});

test("a contact that cannot be used is warned of by its element", async () => {
  const telecom = [
    { system: "phone", value: "+1 206 555 0100 ext. 4" },
    { system: "email", value: "pat@example.com" },
  ];
  const { status, err } = await book(fhir({}, { ...PAT, telecom }));
  expect([status, err.includes("warning: Bundle.entry[1].resource.telecom[0].value: has an extension")]).toEqual([
    0,
    true,
  ]);
});

test.each([
  ["of which one part is bad", `${HL7}\r${siu({ ...SENT, "PID-3": "" })}`, [], "message[2] PID-3"],
  ["that says nothing of an appointment", siu({ ...SENT, "MSH-9": "SIU^S23" }), [], "The message has no booking"],
  ["at a clinic that does not exist", HL7, ["--clinic", "nowhere"], "message attribute clinicId must be the id"],
  ["of another format than the given one", fhir(), ["--format", "hl7"], "is JSON, not ER7"],
  ["in another character set", Buffer.from("MSH|^~\\&|S\r\u00fc", "latin1"), [], "iconv -f ISO-8859-1"],
  ["that is too large", fhir({ comment: "x".repeat(262_144) }), [], "larger than the 256 KB"],
  ["in JSON, with a clinic as an attribute", "{}", ["--clinic", "north"], "--clinic is for FHIR and HL7 v2"],
])("a message %s is not queued", async (_, message, options, problem) => {
  const { status, out, err } = await book(message, ...options);
  expect([status, out, err.includes(problem)]).toEqual([2, "", true]);
  expect(sent).toEqual([]);
});

test("a value of a message is never printed", async () => {
  const { out, err } = await book(fhir({ status: "Quetzal", start: "Quetzal" }));
  expect(out + err).not.toContain("Quetzal");
});

test("a format or a clinic without a file cannot be used", async () => {
  const { status, err } = await ops(["book", "--environment", "test", "--format", "hl7"]);
  expect([status, err.includes("--format and --clinic need --file")]).toEqual([2, true]);
});
