/** The bookings queue takes FHIR and HL7 v2 beside the contract's own JSON. */
import { QUEUE_ATTRIBUTES } from "../../../../contracts/queue-attributes";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { CLINIC } from "../../../support/data/clinics";
import {
  appointment,
  bundle,
  collected,
  collection,
  entry,
  NORTH,
  PAT,
  RIVERA,
} from "../../../support/ehr/fhir/fhir-resources";
import { siu } from "../../../support/ehr/hl7/siu";
import { BookingsWorld } from "../../../support/worlds/bookings-world";

const FHIR_TIME = "2026-11-25T10:10:00Z";
const HL7_TIME = "20261125101000+0000";
const VERSION = Date.parse(FHIR_TIME);

/** The same appointment in each format. */
const START = "2027-03-01T14:30:00-05:00";
const own = (changes: object = {}, status = "booked", version = VERSION) => ({
  status,
  version,
  appointment: {
    appointmentId: "a-77",
    patientId: "p-1042",
    appointmentTime: START,
    phoneNumber: "(206) 555-0100",
    patientFirstName: "Pat",
    practitioner: "Dr. Maria Rivera",
    location: "North Clinic",
    ...changes,
  },
});
const PHONE_ONLY = { ...PAT, telecom: [{ system: "phone", value: "(206) 555-0100", use: "mobile" }] };
const fhir = (changes: object = {}, lastUpdated = FHIR_TIME) =>
  collected({ meta: { lastUpdated }, ...changes }, PHONE_ONLY, RIVERA, NORTH);
const hl7 = (fields: Readonly<Record<string, string>> = {}) =>
  siu({
    "MSH-7": HL7_TIME,
    "SCH-2": "a-77",
    "TQ1-7": "20270301143000-0500",
    "PID-13": "^PRN^CP^^^^^^^^^(206) 555-0100",
    "PV1-3": "",
    "AIL-3": "^^^^^^^^North Clinic",
    "AIP-3": "400^Rivera^Maria^^^Dr.",
    ...fields,
  });

let world: BookingsWorld;
beforeEach(() => {
  world = new BookingsWorld();
});

async function itemOf(...messages: unknown[]) {
  const separate = new BookingsWorld();
  for (const message of messages) {
    expect(await separate.consume(separate.message(message))).toEqual(["fulfilled"]);
  }
  expect(separate.deadLetters.messages).toEqual([]);
  return separate.table.get("a-77", "p-1042");
}

test("one appointment in each of the three formats ends in the same item", async () => {
  const item = await itemOf(own());
  expect(item).toMatchObject({
    status: "booked",
    version: VERSION,
    versionKind: "sender",
    practitioner: "Dr. Maria Rivera",
  });
  expect(await itemOf(fhir())).toEqual(item);
  expect(await itemOf(hl7())).toEqual(item);
});

test("a move in each of the three formats ends in the same item", async () => {
  const later = VERSION + 60_000;
  const item = await itemOf(own(), own({ appointmentTime: "2027-03-02T09:00:00-05:00" }, "booked", later));
  expect(item).toMatchObject({ appointmentTime: "2027-03-02T09:00:00-05:00", revision: 1, version: later });
  const moved = fhir({ start: "2027-03-02T09:00:00-05:00" }, "2026-11-25T10:11:00Z");
  expect(await itemOf(fhir(), moved)).toEqual(item);
  const rescheduled = hl7({
    "MSH-7": "20261125101100+0000",
    "MSH-9": "SIU^S13^SIU_S12",
    "TQ1-7": "20270302090000-0500",
  });
  // Of messages of one moment, a rescheduling comes after the booking.
  expect(await itemOf(hl7(), rescheduled)).toEqual({ ...item, version: later + 2 });
});

test("a cancellation in each of the three formats ends in the same item", async () => {
  const later = VERSION + 60_000;
  const item = await itemOf(own(), own({}, "cancelled", later));
  expect(item).toMatchObject({ status: "cancelled", version: later });
  expect(item).not.toHaveProperty("reminderDate");
  expect(await itemOf(fhir(), fhir({ status: "cancelled" }, "2026-11-25T10:11:00Z"))).toEqual(item);
  const cancelled = hl7({ "MSH-7": "20261125101100+0000", "MSH-9": "SIU^S15^SIU_S12", "SCH-25": "Cancelled" });
  expect(await itemOf(hl7(), cancelled)).toEqual({ ...item, version: later + 3 });
});

test("a cancellation of the same second as a rescheduling ends the appointment, in whatever order they come", async () => {
  const rescheduled = hl7({ "MSH-9": "SIU^S13^SIU_S12", "TQ1-7": "20270302090000-0500" });
  const cancelled = hl7({ "MSH-9": "SIU^S15^SIU_S12", "TQ1-7": "20270302090000-0500" });
  expect(await itemOf(hl7(), rescheduled, cancelled)).toMatchObject({ status: "cancelled" });
  expect(await itemOf(hl7(), cancelled, rescheduled)).toMatchObject({ status: "cancelled" });
});

test("an older message of another format changes nothing", async () => {
  await world.consume(
    world.message(fhir()),
    world.message(hl7({ "MSH-7": "20261124101000+0000", "AIL-3": "^^^^^^^^South" })),
  );
  expect(world.table.get("a-77", "p-1042")).toMatchObject({ location: "North Clinic", version: VERSION });
  expect(world.metrics.calls).toEqual([{ BookingsReceived: 2, BookingsSuperseded: 1 }]);
});

describe("The message attribute format", () => {
  const withFormat = (body: unknown, format: string) =>
    world.message(body, { attributes: { [QUEUE_ATTRIBUTES.format]: format } });

  test("decides in which format the body is read", async () => {
    expect(await world.consume(withFormat(fhir(), "json"), withFormat(hl7(), " HL7 "))).toEqual([
      "fulfilled",
      "fulfilled",
    ]);
    expect(world.table.get("a-77", "p-1042")).toMatchObject({ status: "booked" });
    expect(world.deadLetters.messages).toEqual([
      expect.objectContaining({
        attributes: expect.objectContaining({ DeadLetterDetail: "status", format: "json", SourceQueue: "bookings" }),
      }),
    ]);
  });

  test("with another value is rejected, and the message is kept as it was sent", async () => {
    await world.consume(withFormat(own(), "hl7v3"));
    expect(world.deadLetters.messages).toEqual([
      expect.objectContaining({
        body: JSON.stringify(own()),
        attributes: expect.objectContaining({ DeadLetterDetail: "message attribute format", format: "hl7v3" }),
      }),
    ]);
  });
});

describe("What cannot be translated", () => {
  const details = () => world.deadLetters.messages.map(({ attributes }) => attributes?.DeadLetterDetail);

  test("is rejected once, one by one, with the element's path and never its value", async () => {
    const without = { ...appointment({ id: "a-78" }), start: "Rivera" };
    const unknown = { ...appointment({ id: "a-79" }), participant: [{ actor: { display: "Pat Lee" } }] };
    await world.consume(world.message(collection(appointment(), without, unknown, PAT, RIVERA, NORTH)));
    expect(world.table.get("a-77", "p-1042")).toMatchObject({ status: "booked" });
    expect(details()).toEqual(["Bundle.entry[0].resource.start", "Bundle.entry[0].resource.participant"]);
    expect(world.metrics.calls).toEqual([{ BookingsReceived: 1, RejectedMessages: 2 }]);
    expect(JSON.stringify(world.logger.lines)).not.toMatch(/Rivera|Pat/);
    for (const { body } of world.deadLetters.messages) expect(body).not.toContain("a-77");
  });

  test("names the element of a field that breaks the contract, also if the table decides it", async () => {
    await world.consume(world.message(hl7({ "MSH-7": "20991125101000+0000" })));
    expect(details()).toEqual(["MSH-7.1"]);
    await world.consume(world.message(own({}, "booked", 7)), world.message(fhir({ meta: { lastUpdated: FHIR_TIME } })));
    const kinds = new BookingsWorld();
    await kinds.consume(kinds.message({ status: "booked", appointment: own().appointment }));
    await kinds.consume(kinds.message(fhir()));
    expect(kinds.deadLetters.messages.map(({ attributes }) => attributes?.DeadLetterDetail)).toEqual([
      "Bundle.entry[0].resource.meta.lastUpdated",
    ]);
  });

  test("is right when it comes back from the DLQ and the clinic is known by then", async () => {
    const named = new BookingsWorld();
    Object.assign(named, { clinics: clinicsInMemory([{ ...CLINIC, senderNames: ["elsewhere"] }]) });
    await named.consume(named.message(fhir()));
    const [dead] = named.deadLetters.messages;
    expect(dead?.attributes).toMatchObject({ DeadLetterDetail: "Bundle.entry[3].resource" });
    Object.assign(named, { clinics: clinicsInMemory([{ ...CLINIC, senderNames: ["NORTH"] }]) });
    await named.consume(named.message(dead?.body, { attributes: dead?.attributes ?? {} }));
    expect(named.table.get("a-77", "p-1042")).toMatchObject({ status: "booked", clinicId: CLINIC.id });
  });
});

describe("The clinic", () => {
  const NORTHERN = { ...CLINIC, id: "north", isDefault: true, senderNames: ["north", "Main Street"] };
  const WESTERN = { ...CLINIC, id: "west", isDefault: false, timeZone: "America/Los_Angeles", senderNames: ["WEST"] };
  beforeEach(() => {
    Object.assign(world, { clinics: clinicsInMemory([NORTHERN, WESTERN]) });
  });

  test("is the one whose profile has a name that the message gives, and its zone holds for local times", async () => {
    await world.consume(world.message(hl7({ "MSH-4": "west", "TQ1-7": "202703011430" })));
    expect(world.table.get("a-77", "p-1042")).toMatchObject({ clinicId: "west", appointmentTime: "2027-03-01T14:30" });
    await world.consume(world.message(fhir({ id: "a-78" })));
    expect(world.table.get("a-78", "p-1042")).toMatchObject({ clinicId: "north" });
  });

  test("is the one of the message attribute clinicId, whatever the message says", async () => {
    const attributes = { [QUEUE_ATTRIBUTES.clinicId]: "west" };
    await world.consume(world.message(fhir(), { attributes }));
    expect(world.table.get("a-77", "p-1042")).toMatchObject({ clinicId: "west" });
    await world.consume(world.message(fhir({ id: "a-78" }), { attributes: { [QUEUE_ATTRIBUTES.clinicId]: "south" } }));
    expect(world.deadLetters.messages.map(({ attributes: of }) => of)).toEqual([
      expect.objectContaining({ DeadLetterDetail: "message attribute clinicId", clinicId: "south" }),
    ]);
  });

  test("that no profile names is rejected: a text in another clinic's name would be worse than none", async () => {
    await world.consume(world.message(fhir({}), {}), world.message(bundle("collection", entry({ ...NORTH, id: "x" }))));
    await world.consume(world.message(hl7({ "MSH-4": "SOUTH", "SCH-2": "a-80" })));
    expect(world.table.items.has(JSON.stringify(["a-80", "p-1042"]))).toBe(false);
    expect(world.deadLetters.messages.at(-1)?.attributes).toMatchObject({ DeadLetterDetail: "AIL-3" });
  });
});

test("a heartbeat of a subscription is acknowledged, and changes nothing", async () => {
  const heartbeat = {
    resourceType: "Bundle",
    type: "history",
    entry: [{ resource: { resourceType: "Parameters", parameter: [{ name: "type", valueCode: "heartbeat" }] } }],
  };
  expect(await world.consume(world.message(heartbeat))).toEqual(["fulfilled"]);
  expect(world.deadLetters.messages).toEqual([]);
  expect(world.table.items.size).toBe(0);
});

describe("An end without a start", () => {
  const cancelledFhir = (changes: object = {}) =>
    fhir({ status: "cancelled", start: undefined, ...changes }, "2026-11-25T10:11:00Z");
  const cancelledHl7 = hl7({ "MSH-7": "20261125101100+0000", "MSH-9": "SIU^S15^SIU_S12", "TQ1-7": "" });

  test.each([
    ["FHIR", cancelledFhir()],
    ["HL7 v2", cancelledHl7],
  ])("in %s ends the appointment that is stored, and its start stays", async (_, cancelled) => {
    const item = await itemOf(own(), cancelled);
    expect(item).toMatchObject({ status: "cancelled", appointmentTime: START, phoneNumber: "(206) 555-0100" });
    expect(item).not.toHaveProperty("reminderDate");
  });

  test.each([
    ["FHIR", cancelledFhir(), "Bundle.entry[0].resource.start"],
    ["HL7 v2", cancelledHl7, "SCH-11.4"],
  ])(
    "in %s of an appointment that is not stored is rejected, and ends it when it is redriven",
    async (_, cancelled, path) => {
      await world.consume(world.message(cancelled));
      const [dead] = world.deadLetters.messages;
      expect(dead?.attributes).toMatchObject({ DeadLetterDetail: path });
      await world.consume(world.message(own()));
      await world.consume(world.message(dead?.body, { attributes: dead?.attributes ?? {} }));
      expect(world.table.get("a-77", "p-1042")).toMatchObject({ status: "cancelled" });
    },
  );

  test("that is older than the stored booking changes nothing", async () => {
    await world.consume(world.message(own({}, "booked", VERSION + 3_600_000)));
    await world.consume(world.message(cancelledHl7));
    expect(world.table.get("a-77", "p-1042")).toMatchObject({ status: "booked" });
  });

  test("of a wish takes a booked appointment off, and is nothing for one that was never booked", async () => {
    await world.consume(world.message(cancelledFhir({ status: "waitlist" })));
    expect([world.table.items.size, world.deadLetters.messages]).toEqual([0, []]);
    expect(await itemOf(own(), cancelledFhir({ status: "waitlist" }))).toMatchObject({ status: "entered-in-error" });
  });
});

test("a link or an instruction that the clinic's rules forbid is left out, and the patient is reminded", async () => {
  const named = { ...CLINIC, name: "North Clinic" };
  Object.assign(world, { clinics: clinicsInMemory([named]) });
  const instruction = "See https://evil.example/login before you come";
  await world.consume(world.message(fhir({ patientInstruction: instruction })));
  const item = world.table.get("a-77", "p-1042");
  expect(item).toMatchObject({ status: "booked", location: "North Clinic" });
  expect(item).not.toHaveProperty("instructions");
  expect(world.deadLetters.messages).toEqual([]);
});
