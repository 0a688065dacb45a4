import { erasedPatientKey } from "../../../../contracts/tables/erasures";
import { NOW } from "../../../support/data/records";
import { BookingsWorld, FIRST } from "../../../support/worlds/bookings-world";

const { patientId } = FIRST;

let world: BookingsWorld;
beforeEach(() => {
  world = new BookingsWorld();
});

const erasePatient = (at: number, clinicId = "*") =>
  world.table.put({ ...erasedPatientKey(patientId), erased: { [clinicId]: at } });
const booked = () => world.table.get("appointment-1", patientId);
const book = (sentAt: number) => world.message({ status: "booked", appointment: FIRST }, { sentAt });

test.each([
  ["an older version", 1],
  ["a later version", 9],
])("A booking of an erased appointment changes nothing, whatever its version: %s", async (_, version) => {
  const erased = { appointmentId: "appointment-1", patientId, erasedAt: NOW, version: 5, versionKind: "sender" };
  world.table.put(erased);
  expect(await world.consume(world.book(version))).toEqual(["fulfilled"]);
  expect(booked()).toEqual(erased);
  expect(world.metrics.calls).toEqual([{ BookingsReceived: 1, BookingsSuperseded: 1 }]);
  expect([world.deadLetters.messages, world.appointments.messages]).toEqual([[], []]);
});

test("A booking of an erased appointment with the other kind of version is not rejected, which would keep its data in the DLQ", async () => {
  world.table.put({ appointmentId: "appointment-1", patientId, erasedAt: NOW, version: 5, versionKind: "sender" });
  await world.consume(book(NOW + 1_000));
  expect(world.deadLetters.messages).toEqual([]);
});

test("A booking that was sent before its patient's erasure does not bring an unknown appointment", async () => {
  erasePatient(NOW);
  await world.consume(book(NOW));
  expect(booked()).toBeUndefined();
});

test("A new appointment that is booked after the erasure of its patient is booked", async () => {
  erasePatient(NOW - 1);
  await world.consume(book(NOW));
  expect(booked()).toMatchObject({ status: "booked", phoneNumber: FIRST.phoneNumber });
});

test("A booking at another clinic than that of the erasure is booked", async () => {
  erasePatient(NOW, "another-clinic");
  await world.consume(book(NOW - 1));
  expect(booked()).toMatchObject({ status: "booked" });
});

test("A booking whose appointment is erased between its read and its write is lost, and not the erasure", async () => {
  await world.consume(world.book(1));
  const erased = { appointmentId: "appointment-1", patientId, erasedAt: NOW, version: 1, versionKind: "sender" };
  let isFirst = true;
  world.table.afterRead = () => {
    if (isFirst) world.table.put(erased);
    isFirst = false;
  };
  expect(await world.consume(world.book(2))).toEqual(["fulfilled"]);
  expect(booked()).toEqual(erased);
});
