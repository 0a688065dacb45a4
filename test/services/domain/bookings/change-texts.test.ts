import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { CLINIC } from "../../../support/data/clinics";
import { BookingsWorld, FRIDAY } from "../../../support/worlds/bookings-world";

const MONDAY = "2026-12-14T09:00:00-05:00";
const OVER = "2026-11-30T09:00:00-05:00";

let world: BookingsWorld;
beforeEach(() => {
  world = new BookingsWorld();
  world.changeTexts = ["moved", "cancelled"];
});
const queued = () =>
  world.appointments.messages.map(({ body }) => {
    const { reminder, appointmentTime, revision } = JSON.parse(body);
    return [reminder.kind, appointmentTime, revision];
  });

test("a move and a cancellation each queue a message, with the state that they leave", async () => {
  await world.consume(world.book(1));
  await world.consume(world.book(2, { appointmentTime: MONDAY }));
  await world.consume(world.book(3, { appointmentTime: MONDAY }, "cancelled"));
  expect(queued()).toEqual([
    ["moved", MONDAY, 1],
    ["cancelled", MONDAY, 1],
  ]);
});

test("of several changes in one batch only the last one queues a message", async () => {
  await world.consume(world.book(1));
  await world.consume(world.book(2, { appointmentTime: MONDAY }), world.book(3, {}, "cancelled"));
  expect(queued()).toEqual([["cancelled", FRIDAY, 1]]);
});

test("no message is queued unless the clinic wants it", async () => {
  world.changeTexts = ["cancelled"];
  await world.consume(world.book(1));
  await world.consume(world.book(2, { appointmentTime: MONDAY }));
  expect(queued()).toEqual([]);
});

test("a clinic's own choice replaces the setting", async () => {
  const clinics = clinicsInMemory([{ ...CLINIC, changeTexts: [] }]);
  Object.defineProperty(world, "clinics", { value: clinics });
  await world.consume(world.book(1));
  await world.consume(world.book(2, { appointmentTime: MONDAY }));
  expect(queued()).toEqual([]);
});

test.each([
  ["a new booking", [["booked", FRIDAY]]],
  [
    "an unchanged one",
    [
      ["booked", FRIDAY],
      ["booked", FRIDAY],
    ],
  ],
  [
    "an older one",
    [
      ["booked", FRIDAY],
      ["booked", MONDAY, 0],
    ],
  ],
  ["a cancellation of what was never booked", [["cancelled", FRIDAY]]],
  [
    "a second cancellation",
    [
      ["cancelled", FRIDAY],
      ["cancelled", FRIDAY],
    ],
  ],
  [
    "one that is booked again",
    [
      ["cancelled", FRIDAY],
      ["booked", MONDAY],
    ],
  ],
  [
    "a patient who arrived",
    [
      ["booked", FRIDAY],
      ["arrived", FRIDAY],
    ],
  ],
  [
    "an appointment that is over",
    [
      ["booked", OVER],
      ["cancelled", OVER],
    ],
  ],
] as const)("no message is queued for %s", async (_, bookings) => {
  for (const [index, [status, appointmentTime, version = index + 1]] of (
    bookings as readonly (readonly [string, string, number?])[]
  ).entries()) {
    await world.consume(world.book(version, { appointmentTime }, status));
  }
  expect(queued()).toEqual([]);
});

test("a change that was stored by an attempt that died is queued by the next attempt, and not by later bookings", async () => {
  await world.consume(world.book(1));
  const move = world.book(2, { appointmentTime: MONDAY });
  world.appointments.failNext();
  expect(await world.consume(move)).toEqual(["rejected"]);
  expect(await world.consume({ ...move, receives: 2 })).toEqual(["fulfilled"]);
  await world.consume(world.book(3, { appointmentTime: MONDAY }));
  expect(queued()).toEqual([["moved", MONDAY, 1]]);
});

test("a change is queued although other bookings of the same state came before the attempt was repeated", async () => {
  await world.consume(world.book(1));
  const cancelled = world.book(2, {}, "cancelled");
  world.appointments.failNext();
  await world.consume(cancelled);
  await world.consume(world.book(3, { location: "Room 9" }, "cancelled"));
  expect(queued()).toEqual([]);
  await world.consume({ ...cancelled, receives: 2 });
  expect(queued()).toEqual([["cancelled", FRIDAY, undefined]]);
});

test("a change that was undone before the attempt was repeated is not queued", async () => {
  await world.consume(world.book(1));
  const cancelled = world.book(2, {}, "cancelled");
  world.appointments.failNext();
  await world.consume(cancelled);
  await world.consume(world.book(3));
  await world.consume({ ...cancelled, receives: 2 });
  expect(queued()).toEqual([]);
});
