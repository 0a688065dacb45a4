import { ProducerEventError } from "../../../../services/domain/producer/producer-event";
import { appointment } from "../../../support/data/records";
import { ProducerWorld } from "../../../support/worlds/producer-world";

let world: ProducerWorld;
beforeEach(() => {
  world = new ProducerWorld();
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => appointment({ appointmentId: `appointment-${index}` }));

describe("An on-demand run", () => {
  test("queues its list and reads no table", async () => {
    expect(await world.run({ appointments: many(25) })).toEqual({
      enqueued: 25,
      refused: 0,
      refusals: [],
      expired: 0,
      declined: 0,
      unsent: 0,
    });
    expect(new Set(world.queuedIds).size).toBe(25);
    expect(world.appointments.daysRead).toEqual([]);
  });

  test("refuses entries that break the contract, by index and field, and queues the others", async () => {
    const nobodys = { ...appointment(), patientId: undefined };
    const list = [
      null,
      appointment(),
      { ...appointment(), email: 7 },
      "x",
      nobodys,
      { ...appointment(), schemaVersion: 2 },
    ];
    const answer = await world.run({ appointments: list });
    expect(answer).toMatchObject({ enqueued: 1, refused: 5 });
    expect(answer.refusals).toEqual([
      { index: 0, field: "", problem: "must be a JSON object" },
      { index: 2, field: "email", problem: "must be a string of 0 to 320 characters" },
      { index: 3, field: "", problem: "must be a JSON object" },
      { index: 4, field: "patientId", problem: "is required" },
      { index: 5, field: "schemaVersion", problem: "must be 1 or absent" },
    ]);
    expect(world.metrics.calls).toEqual([{ RejectedMessages: 5 }]);
  });

  test("is in the log by its id and its counts", async () => {
    await world.run({ appointments: [...many(3), null] });
    expect(world.logger.lines).toMatchObject([{ batchId: "run-1", enqueued: 3, refused: 1, expired: 0, unsent: 0 }]);
  });

  test("is no daily run, and counts for none", async () => {
    await world.run({ appointments: many(3) });
    expect(world.metrics.calls).toEqual([]);
  });

  test("reports the first hundred refusals, and counts all", async () => {
    const answer = await world.run({ appointments: Array(150).fill({}) });
    expect(answer.refused).toBe(150);
    expect(answer.refusals.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  test("counts what the queue never took, so that the caller may send it again", async () => {
    world.queue.refuse = (bodies) => bodies.flatMap((body, place) => (body.includes("appointment-3") ? [place] : []));
    expect(await world.run({ appointments: many(10) })).toMatchObject({ enqueued: 9, unsent: 1 });
  });

  test("drops unknown fields, null and blank ones", async () => {
    await world.run({ appointments: [{ ...appointment(), location: null, doctorName: " ", visitKind: "check-up" }] });
    expect(world.queue.bodies.map((body) => JSON.parse(body))).toEqual([
      appointment({ location: undefined, doctorName: undefined }),
    ]);
  });
});

describe("An event that is neither a schedule's nor an on-demand run's", () => {
  test.each([
    [{ appointments: [] }, "appointments must hold at least one appointment"],
    [{ appointments: null }, "appointments must be a list"],
    [{ appointments: { 0: appointment() } }, "appointments must be a list"],
    [{ appointments: "all", source: "daily-notification-trigger" }, "appointments must be a list"],
    [{}, 'appointments is required, or source must be "daily-notification-trigger" or "reminder-sweep"'],
    [
      { source: "aws.events" },
      'appointments is required, or source must be "daily-notification-trigger" or "reminder-sweep"',
    ],
    [null, "the event must be a JSON object"],
    [[appointment()], "the event must be a JSON object"],
    ["daily-notification-trigger", "the event must be a JSON object"],
    [undefined, "the event must be a JSON object"],
  ])("(%j) is refused with what it must be, and nothing is done", async (event, problem) => {
    const error = await world.run(event).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProducerEventError);
    expect(String(error)).toBe(`ProducerEventError: ${problem}`);
    expect([world.queue.batches, world.appointments.daysRead]).toEqual([[], []]);
  });

  test("fails the call with an error name that bundling does not change", () => {
    expect(String(new ProducerEventError("the event must be a JSON object"))).toBe(
      "ProducerEventError: the event must be a JSON object",
    );
  });
});
