/** `import` of a FHIR export: Appointments in ndjson, and what they refer to beside. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredAppointment } from "../../../../contracts/tables/appointments-table";
import { actor, appointment, type Json, NORTH, PAT, RIVERA } from "../../../support/ehr/fhir/fhir-resources";
import { clinicIn, ops } from "../../../support/ops";
import { importWorld } from "../../../support/worlds/import-world";

const world = importWorld();

const START = "2999-03-01T14:30:00-05:00";
const PATIENT = { ...PAT, text: { div: "<div>Pat Lee</div>" }, photo: [{ data: "x" }] };
function booked(changes: Json = {}): Json {
  return appointment({ meta: { lastUpdated: "2025-11-25T10:10:00Z" }, start: START, ...changes });
}
const lines = (...resources: readonly (Json | string)[]) =>
  `${resources.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n")}\n`;
const write = (name: string, ...resources: readonly (Json | string)[]) => world.folder.write(name, lines(...resources));

async function imported(appointments: readonly (Json | string)[], ...options: readonly string[]) {
  const file = write("Appointment.ndjson", ...appointments);
  return ops(["import", file, "--environment", "test", ...clinicIn("America/New_York"), ...options]);
}
const beside = (...resources: readonly Json[]) => ["--with", write("beside.ndjson", ...resources)];
const item = async (id = "a-77") => (await world.dynamo.appointment(id)) as StoredAppointment | undefined;

test("an appointment is stored with its patient, practitioner and place, and is due", async () => {
  const { status, out } = await imported([booked()], ...beside(PATIENT, RIVERA, NORTH));
  expect([status, out.includes("new or changed: 1 (1 new)")]).toEqual([0, true]);
  expect(await item()).toEqual({
    appointmentId: "a-77",
    patientId: "p-1042",
    appointmentTime: START,
    status: "booked",
    phoneNumber: "(206) 555-0100",
    email: "pat@example.com",
    patientFirstName: "Pat",
    practitioner: "Dr. Maria Rivera",
    location: "North Clinic",
    reminderDate: expect.any(String),
  });
});

test("the same export again changes nothing", async () => {
  await imported([booked()], ...beside(PATIENT, RIVERA, NORTH));
  const before = await item();
  const { status, out } = await imported([booked()], ...beside(PATIENT, RIVERA, NORTH));
  expect([status, out.includes("unchanged or already reminded: 1")]).toEqual([0, true]);
  expect(await item()).toEqual(before);
});

test("resources are found in a folder, by references with a server, and through roles", async () => {
  const role = {
    resourceType: "PractitionerRole",
    id: "role-1",
    practitioner: { reference: "Practitioner/rivera" },
    location: [{ reference: "https://ehr.example.com/fhir/Location/north" }],
  };
  write("Patient.000.ndjson", PATIENT);
  write("Practitioner.000.ndjson", RIVERA);
  write("PractitionerRole.000.ndjson", role);
  write("Location.000.ndjson", NORTH);
  write("Observation.000.ndjson", { resourceType: "Observation", id: "1" }, "no JSON, and not read");
  const participant = [actor("https://ehr.example.com/fhir/Patient/p-1042"), actor("PractitionerRole/role-1")];
  const { status } = await imported([booked({ participant })], "--with", world.folder.path);
  expect(status).toBe(0);
  expect(await item()).toMatchObject({
    phoneNumber: "(206) 555-0100",
    practitioner: "Dr. Maria Rivera",
    location: "North Clinic",
  });
});

test.each(["cancelled", "noshow", "fulfilled", "entered-in-error", "arrived", "pending"])(
  "an appointment that is %s does not become due, and one that was due is not any more",
  async (status) => {
    await imported([booked(), booked({ id: "a-78", status })], ...beside(PATIENT));
    expect(await item("a-78")).toMatchObject({ status: expect.not.stringMatching("booked") });
    expect(await item("a-78")).not.toHaveProperty("reminderDate");
    expect(await item()).toHaveProperty("reminderDate");
    await imported([booked({ status })], ...beside(PATIENT));
    expect(await item()).not.toHaveProperty("reminderDate");
  },
);

test("what an appointment has no more is removed, as the queue does", async () => {
  await imported([booked({ patientInstruction: "Bring a list." })], ...beside(PATIENT, RIVERA, NORTH));
  expect(await item()).toHaveProperty("instructions");
  const telecom = [{ system: "email", value: "new@example.com" }];
  await imported([booked()], ...beside({ ...PATIENT, telecom }, RIVERA));
  const now = await item();
  expect(now).toMatchObject({ email: "new@example.com" });
  for (const field of ["instructions", "phoneNumber", "location"]) expect(now).not.toHaveProperty(field);
});

test("without the patient beside, the patient's stored fields stay, and it is said", async () => {
  await imported([booked()], ...beside(PATIENT, RIVERA, NORTH));
  const { status, err } = await imported([booked(), booked({ id: "a-78" })], ...beside(RIVERA, NORTH));
  expect([status, err.includes("warning: 2 appointments without a Patient beside")]).toEqual([0, true]);
  expect(await item()).toMatchObject({ phoneNumber: "(206) 555-0100", email: "pat@example.com" });
  expect(await item("a-78")).not.toHaveProperty("phoneNumber");
  const { out } = await imported([booked({ id: "a-79" })], "--json");
  expect(JSON.parse(out)).toMatchObject({ new: 1, noContact: 1, warnings: { NO_PATIENT: 1 } });
});

test("an appointment with two patients is stored for each", async () => {
  const participant = [actor("Patient/p-1042"), actor("Patient/p-2")];
  const other = { ...PATIENT, id: "p-2", telecom: [{ system: "email", value: "kim@example.com" }] };
  const { out } = await imported([booked({ participant })], ...beside(PATIENT, other));
  expect(out).toContain("new or changed: 2 (2 new)");
});

test("what cannot be translated is rejected by its element, and can be imported again from the file of rejected ones", async () => {
  const bad = booked({ id: "a-78", start: "Quetzal" });
  const { status, err, out } = await imported([booked(), bad, "{"], ...beside(PATIENT));
  expect(status).toBe(1);
  expect(err).toContain("line 2: Appointment.start must");
  expect(err).toContain("line 3: must be JSON");
  expect(err + out).not.toContain("Quetzal");
  const path = join(world.folder.path, "Appointment.rejected.jsonl");
  const [rejected = ""] = readFileSync(path, "utf8").split("\n");
  const corrected = rejected.replace("Quetzal", START);
  expect((await imported([corrected], ...beside(PATIENT))).status).toBe(0);
  expect(await item("a-78")).toMatchObject({ phoneNumber: "(206) 555-0100" });
});

test("a cancellation without a start is rejected, since a file has no stored time; a wish without one is noted", async () => {
  const { status, err } = await imported([
    booked({ status: "cancelled", start: undefined }),
    booked({ status: "proposed", start: undefined }),
  ]);
  expect(status).toBe(1);
  expect(err).toContain("line 1: Appointment.start is required in a file");
  expect(err).toContain("Ignored: 1 appointment not booked");
});

describe("Of an appointment that the bookings queue has", () => {
  const EXPORTED = Date.parse("2025-11-25T10:10:00Z");
  const queued = async (version: number, changes: object) => {
    await imported([booked()], ...beside(PATIENT));
    await world.dynamo.putAppointments({ ...(await item()), version, versionKind: "sender", ...changes });
    return item();
  };

  test("a cancellation is not undone by an older export", async () => {
    const { reminderDate: _, ...cancelled } = (await queued(EXPORTED + 1, { status: "cancelled" })) ?? {};
    await world.dynamo.putAppointments(cancelled);
    const { status, out } = await imported([booked()], ...beside(PATIENT));
    expect([status, out.includes("older than what the bookings queue had, and not written: 1")]).toEqual([0, true]);
    expect(await item()).toEqual(cancelled);
  });

  test("a corrected phone is not undone by an older export", async () => {
    const corrected = await queued(EXPORTED + 1, { phoneNumber: "+12065550199" });
    const { out } = await imported([booked()], "--json", ...beside(PATIENT));
    expect(JSON.parse(out)).toMatchObject({ older: 1, unchanged: 0 });
    expect(await item()).toEqual(corrected);
  });

  test("a move stays due, even if its former time is over", async () => {
    const moved = await queued(EXPORTED + 1, {});
    await imported([booked({ start: "2020-03-01T14:30:00Z" })], ...beside(PATIENT));
    expect(await item()).toEqual(moved);
  });

  test.each([
    ["of the same version", EXPORTED, "sender"],
    ["whose order is the time of SQS", EXPORTED + 1, "time"],
  ])("a state %s is replaced by the export's", async (_, version, versionKind) => {
    await queued(version, { phoneNumber: "+12065550199", versionKind });
    expect((await imported([booked()], ...beside(PATIENT))).status).toBe(0);
    expect(await item()).toMatchObject({ phoneNumber: "(206) 555-0100", version, versionKind });
  });
});

test("a dry run writes nothing", async () => {
  const { status, out } = await imported([booked()], ...beside(PATIENT), "--dry-run");
  expect([status, out.includes("would be written: 1")]).toEqual([0, true]);
  expect(await item()).toBeUndefined();
});

test.each([
  ["is missing", "nowhere.ndjson", undefined, "does not exist"],
  ["is no FHIR", "other.ndjson", '{"patientId": "Quetzal"}\n', "line 1: is no resource of FHIR in JSON"],
])("a file beside that %s stops the import before anything is written", async (_, name, content, problem) => {
  const path = content === undefined ? world.folder.at(name) : world.folder.write(name, content);
  const { status, err } = await imported([booked()], "--with", path);
  expect([status, err.includes(problem), err.includes("Quetzal")]).toEqual([2, true, false]);
  expect(await item()).toBeUndefined();
});
