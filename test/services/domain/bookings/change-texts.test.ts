import { QUEUE_ATTRIBUTES } from "../../../../contracts/queue-attributes";
import { REPEATABLE } from "../../../../services/adapters/clients/client-settings";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { MAX_LOOKUP_AGE } from "../../../../services/domain/delivery/look-up";
import { CLINIC } from "../../../support/data/clinics";
import { NOW } from "../../../support/data/records";
import { BookingsWorld, FRIDAY } from "../../../support/worlds/bookings-world";

/** ms: a consumer may read the stops after the last look-up, with all of the SDK's attempts. */
const STOPS_READ = REPEATABLE.maxAttempts * 2_500;
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

test("a message waits until nothing is sent any more by a look-up from before the change", async () => {
  await world.consume(world.book(1));
  await world.consume(world.book(2, { appointmentTime: MONDAY }));
  const latestSend = (MAX_LOOKUP_AGE + STOPS_READ) / 1_000;
  expect(world.appointments.message.delaySeconds).toBeGreaterThan(latestSend);
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

describe("An appointment that is booked again after its patient was told that it is cancelled", () => {
  test.each([
    ["at the same start", FRIDAY],
    ["at another start", MONDAY],
  ])("%s leads to a message with its time, once for each time it is booked again", async (_, appointmentTime) => {
    await world.consume(world.book(1));
    await world.consume(world.book(2, {}, "cancelled"));
    await world.consume(world.book(3, { appointmentTime }));
    await world.consume(world.book(3, { appointmentTime }), world.book(4, { appointmentTime, location: "Room 9" }));
    await world.consume(world.book(5, { appointmentTime }, "cancelled"));
    await world.consume(world.book(6, { appointmentTime }));
    expect(queued()).toEqual([
      ["cancelled", FRIDAY, undefined],
      ["moved", appointmentTime, 1],
      ["cancelled", appointmentTime, 1],
      ["moved", appointmentTime, 2],
    ]);
  });

  test("is told although its cancellation was reported again, or in another way", async () => {
    await world.consume(world.book(1));
    await world.consume(world.book(2, {}, "cancelled"));
    await world.consume(world.book(3, { location: "Room 9" }, "cancelled"));
    await world.consume({ ...world.book(4, { appointmentTime: MONDAY }, "entered-in-error"), receives: 2 });
    await world.consume(world.book(5));
    expect(queued()).toEqual([
      ["cancelled", FRIDAY, undefined],
      ["moved", FRIDAY, 1],
    ]);
  });

  test("is not told if the clinic wants no messages about moves, or if the appointment is over", async () => {
    world.changeTexts = ["cancelled"];
    await world.consume(world.book(1));
    await world.consume(world.book(2, {}, "cancelled"));
    await world.consume(world.book(3));
    world.changeTexts = ["moved", "cancelled"];
    await world.consume(world.book(4, {}, "cancelled"));
    await world.consume(world.book(5, { appointmentTime: OVER }));
    expect(queued()).toEqual([
      ["cancelled", FRIDAY, undefined],
      ["cancelled", FRIDAY, 1],
    ]);
  });
});

describe("A message about a move", () => {
  const TOMORROW = "2026-12-02T09:00:00-05:00";
  const stored = () => world.table.get("appointment-1");
  const NOW_TEXT = new Date(NOW).toISOString();

  test("takes the place of a late step, which would say the same within a quarter of an hour", async () => {
    await world.consume(world.book(1));
    await world.consume(world.book(2, { appointmentTime: TOMORROW }));
    expect(queued()).toEqual([["moved", TOMORROW, 1]]);
    expect(stored()).not.toHaveProperty("reminderDate");
    expect(stored()).toMatchObject({ reminderQueuedAt: NOW_TEXT });
  });

  test("leaves the later steps of the plan, also when the booking is repeated", async () => {
    const reminderPlan = "2d, 24h, 3h";
    await world.consume(world.book(1, { reminderPlan }));
    for (const version of [2, 3]) await world.consume(world.book(version, { appointmentTime: TOMORROW, reminderPlan }));
    expect(stored()).toMatchObject({ reminderStep: "3h", reminderQueuedAt: NOW_TEXT });
    expect(stored()?.reminderDate).toMatch(/^2026-12-02T11:00/);
  });

  test("takes the place of a step that is due within the hour", async () => {
    const reminderPlan = "1350m, 22h";
    await world.consume(world.book(1, { reminderPlan }));
    await world.consume(world.book(2, { appointmentTime: TOMORROW, reminderPlan }));
    expect(stored()).not.toHaveProperty("reminderStep", "1350m");
  });

  test("leaves a step of a coming day, which the daily run queues at its hour", async () => {
    const late = NOW + 13.5 * 3_600_000;
    world.clock.advance(late - NOW);
    const appointmentTime = "2026-12-03T09:00:00-05:00";
    const deadline = late + 50_000;
    await world.consumeUntil(deadline, world.book(1));
    await world.consumeUntil(deadline, world.book(2, { appointmentTime }));
    expect(stored()?.reminderDate).toMatch(/^2026-12-02/);
    expect(stored()).not.toHaveProperty("reminderQueuedAt");
  });

  test.each([
    ["the clinic wants none", () => Object.assign(world, { changeTexts: ["cancelled"] }), {}],
    ["the patient declines, which the daily run records", () => {}, { contactPreference: "none" }],
  ] as const)("that is not sent leaves a late step: %s", async (_, prepare, changes) => {
    prepare();
    await world.consume(world.book(1, changes));
    await world.consume(world.book(2, { appointmentTime: TOMORROW, ...changes }));
    expect(stored()).toHaveProperty("reminderDate");
  });
});

test("a change is queued whose write was made, although the SDK's repetition of it was refused", async () => {
  await world.consume(world.book(1));
  world.table.repeatNextWrite();
  await world.consume(world.book(2, { appointmentTime: MONDAY }));
  expect(queued()).toEqual([["moved", MONDAY, 1]]);
});

test("a change is queued by a booking that comes back from the DLQ, where its first attempts ended", async () => {
  await world.consume(world.book(1));
  const move = world.book(2, { appointmentTime: MONDAY });
  world.appointments.failNext();
  await world.consume({ ...move, receives: 10 });
  await world.consume({ ...move, receives: 1, attributes: { [QUEUE_ATTRIBUTES.firstSentAt]: String(NOW) } });
  expect(queued()).toEqual([["moved", MONDAY, 1]]);
});

test("a cancellation that was undone before the attempt was repeated is not queued, but that the appointment stands", async () => {
  await world.consume(world.book(1));
  const cancelled = world.book(2, {}, "cancelled");
  world.appointments.failNext();
  await world.consume(cancelled);
  await world.consume(world.book(3));
  await world.consume({ ...cancelled, receives: 2 });
  // Twice, with one identity: it is sent once.
  const stands = ["moved", FRIDAY, 1];
  expect(queued()).toEqual([stands, stands]);
});
