/** Messages that are not quite FHIR in JSON. */
import {
  appointment,
  booking,
  type Json,
  problemPaths,
  translate,
  untranslatable,
} from "../../../../support/ehr/fhir/fhir-resources";

const TEXT = JSON.stringify(appointment());

test("a byte order mark and spaces around the message are passed over", () => {
  expect(booking(`\ufeff\r\n ${TEXT} \n`).appointment).toEqual(booking(TEXT).appointment);
});

test("XML is not read, and the reason says so", () => {
  const { violations } = untranslatable(`<Appointment xmlns="http://hl7.org/fhir"><id value="a-77"/></Appointment>`);
  expect(violations).toEqual([{ field: "", problem: "must be FHIR in JSON: XML is not read", reason: "INVALID_JSON" }]);
});

test.each(["", "{", "MSH|^~\\&|", `${TEXT}${TEXT}`])("what is no JSON is rejected (%#)", (body) => {
  expect(untranslatable(body).violations).toEqual([
    { field: "", problem: "must be FHIR in JSON", reason: "INVALID_JSON" },
  ]);
});

test.each([
  "null",
  "7",
  `[${TEXT}]`,
  JSON.stringify(TEXT),
  "{}",
  '{"resourceType": 7.5e400}',
  '{"resourceType": "Patient"}',
])("what is no Appointment and no Bundle is rejected: %#", (body) => {
  expect(problemPaths(body)).toEqual(["resourceType"]);
});

test("of a key that occurs twice the last one counts, as in any JSON of the contract", () => {
  expect(booking(TEXT.replace('"id":"a-77"', '"id":"a-76","id":"a-77"')).appointment.appointmentId).toBe("a-77");
});

test("a contained resource and a participant that are no lists are read as lists of one", () => {
  const contained = {
    resourceType: "Patient",
    id: "p",
    identifier: { value: "7" },
    telecom: { system: "phone", value: "2065550100" },
  };
  const message = appointment({ contained, participant: { actor: { reference: "#p" } } });
  expect(booking(message).appointment).toMatchObject({ patientId: "7", phoneNumber: "2065550100" });
});

test("all problems of an appointment are named at once, by their paths and without values", () => {
  const secret = "Zq9secret";
  const message = {
    resourceType: "Appointment",
    status: secret,
    start: secret,
    participant: [{ actor: { display: secret } }],
  };
  const { violations } = untranslatable(message);
  expect(violations.map(({ field }) => field)).toEqual([
    "Appointment.status",
    "Appointment.id",
    "Appointment.participant",
    "Appointment.start",
  ]);
  expect(JSON.stringify(violations)).not.toContain(secret);
});

test.each(["__proto__", "constructor", "toString"])("a resource of the type %s is nothing special", (resourceType) => {
  expect(problemPaths(JSON.stringify({ resourceType }))).toEqual(["resourceType"]);
  const message: Json = { resourceType: "Bundle", type: "batch", entry: [{ resource: { resourceType, id: "1" } }] };
  expect(problemPaths(JSON.stringify(message))).toEqual(["Bundle.entry"]);
});

test("nesting as deep as a message can have does no harm", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const [first] = translate(TEXT.replace('"status"', `"extension":${deep},"status"`));
  expect(first).toMatchObject({ kind: "booking" });
});
