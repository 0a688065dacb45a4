/** Messages of other formats in odd orders, and with odd attributes. */
import { QUEUE_ATTRIBUTES } from "../../../../contracts/queue-attributes";
import { erasedPatientKey } from "../../../../contracts/tables/erasures";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { CLINIC } from "../../../support/data/clinics";
import { NOW } from "../../../support/data/records";
import { actor, appointment } from "../../../support/ehr/fhir/fhir-resources";
import { siu } from "../../../support/ehr/hl7/siu";
import { BookingsWorld } from "../../../support/worlds/bookings-world";

const booked = siu({ "MSH-7": "20261125101000" });
const event = (name: string, fields: Readonly<Record<string, string>> = {}) =>
  siu({ "MSH-7": "20261125101000", "MSH-9": `SIU^${name}`, ...fields });
const ended = event("S15", { "TQ1-7": "" });

let world: BookingsWorld;
beforeEach(() => {
  world = new BookingsWorld();
});
const stored = () => world.table.get("F-77", "p-1042");

describe("An end without a start", () => {
  test("ends an appointment whose booking comes after it in the same batch", async () => {
    await world.consume(world.message(ended), world.message(booked));
    expect(stored()).toMatchObject({ status: "cancelled" });
    expect(world.deadLetters.messages).toEqual([]);
  });

  test("that is older than a booking of the same batch changes nothing", async () => {
    await world.consume(world.message(ended), world.message(siu({ "MSH-7": "20261125101100" })));
    expect(stored()).toMatchObject({ status: "booked" });
  });

  test("in FHIR is of the patient of its booking, whose identifier is valid until later", async () => {
    const identifier = [{ value: "p-1042", period: { end: "2030-01-01" } }];
    const contained = [{ resourceType: "Patient", id: "p", identifier }];
    const message = (changes: object) => appointment({ id: "F-77", contained, participant: [actor("#p")], ...changes });
    await world.consume(world.message(message({})));
    const meta = { lastUpdated: "2026-11-26T10:10:00Z" };
    await world.consume(world.message(message({ status: "cancelled", start: undefined, meta })));
    expect(stored()).toMatchObject({ status: "cancelled" });
  });

  test("of a patient who was erased since is not kept in the DLQ", async () => {
    world.table.put({ ...erasedPatientKey("p-1042"), erased: { "*": NOW } });
    await world.consume(world.message(ended));
    expect(world.deadLetters.messages).toEqual([]);
    expect(stored()).toBeUndefined();
  });
});

test("A rescheduling counts, whichever of it and a modification of the same second comes first", async () => {
  const [modified, moved] = [event("S14"), event("S13", { "TQ1-7": "202703021430" })];
  for (const messages of [
    [booked, modified, moved],
    [booked, moved, modified],
  ]) {
    world = new BookingsWorld();
    for (const message of messages) await world.consume(world.message(message));
    expect(stored()).toMatchObject({ appointmentTime: "2027-03-02T14:30" });
  }
});

describe("The clinic", () => {
  const NORTHERN = { ...CLINIC, id: "north", isDefault: true, senderNames: ["north"] };
  const WESTERN = { ...CLINIC, id: "west", isDefault: false, timeZone: "America/Los_Angeles", senderNames: ["WEST"] };
  beforeEach(() => {
    Object.assign(world, { clinics: clinicsInMemory([NORTHERN, WESTERN]) });
  });
  const western = siu({ "MSH-7": "20261125101000", "AIL-3": "WEST", "PV1-3": "", "MSH-4": "" });
  const consume = (body: string, clinicId: string) =>
    world.consume(world.message(body, { attributes: { [QUEUE_ATTRIBUTES.clinicId]: clinicId } }));

  test.each(["", " "])("is the one that the message names, if the attribute clinicId is blank", async (blank) => {
    await consume(western, blank);
    expect(stored()).toMatchObject({ clinicId: "west" });
    await consume(siu({ "SCH-2": "F-78", "AIL-3": "SOUTH", "PV1-3": "", "MSH-4": "" }), blank);
    expect(world.deadLetters.messages.map(({ attributes }) => attributes?.DeadLetterDetail)).toEqual(["AIL-3"]);
  });

  test("has its zone for local times, though the attribute clinicId has spaces around it", async () => {
    await consume(booked, " west ");
    expect(stored()).toMatchObject({ clinicId: "west", version: Date.parse("2026-11-25T10:10:00-08:00") });
  });

  test("is not one of the names that every object has", async () => {
    await world.consume(world.message(event("S12", { "AIL-3": "constructor", "PV1-3": "", "MSH-4": "west" })));
    expect(stored()).toMatchObject({ clinicId: "west" });
  });
});

test("A message whose mark of MLLP was replaced is one of HL7 v2", async () => {
  await world.consume(world.message(`\ufffd${booked}\r\ufffd\r`));
  expect(stored()).toMatchObject({ status: "booked" });
});
