/** How a sweep releases the texts that waited for their send window. */
import type { HeldText } from "../../../../contracts/tables/held-texts";
import { releaseRate } from "../../../../services/domain/producer/release-held";
import { heldTextsIn } from "../../../support/fakes/fake-held-texts";
import { ProducerWorld, stored } from "../../../support/worlds/producer-world";

let world: ProducerWorld;
let now: number;
beforeEach(() => {
  world = new ProducerWorld();
  world.sweepProgress.sweptTo = "2026-12-01T14:45";
  now = world.clock.now();
});

const text = (index: number, changes: Partial<HeldText> = {}): HeldText => ({
  appointmentId: `#hold:${index}`,
  patientId: "patient-1",
  reminderDate: "2026-12-01T15:00#a",
  appointmentTime: new Date(now + 86_400_000).toISOString(),
  body: `body ${index}`,
  attributes: {},
  opensAt: now,
  holdId: "first",
  ttl: 1_800_000_000,
  ...changes,
});
const texts = (count: number, changes?: Partial<HeldText>) =>
  Array.from({ length: count }, (_, index) => text(index, changes));

/** @param perSecond how many texts leave a second */
async function sweep(list: readonly HeldText[], perSecond = 1_000) {
  world.appointments.put(...list);
  Object.assign(world.dependencies, { releasedPerSecond: perSecond });
  return world.sweep();
}
const delays = () => world.queue.messages.map(({ delaySeconds = 0 }) => delaySeconds);

test("a text is queued as it was, and then its item is deleted", async () => {
  const attributes = { FallbackReason: "MessageRejected", DeadLetterReason: "EMAIL_REFUSED" };
  expect(await sweep([text(0, { attributes })])).toMatchObject({ enqueued: 1, refused: 0, unsent: 0 });
  expect(world.queue.messages).toEqual([{ body: "body 0", attributes }]);
  expect(world.appointments.items.size).toBe(0);
});

test("a text whose window opens in a later quarter waits on", async () => {
  await sweep([text(0, { reminderDate: "2026-12-01T15:15#a", opensAt: now + 900_000 })]);
  expect(world.queue.messages).toEqual([]);
  expect(world.appointments.items.size).toBe(1);
});

test("texts are released beside the reminders of the same quarter", async () => {
  world.appointments.put(stored("appointment-1", { reminderDate: "2026-12-01T15:00#a", reminderPlan: "24h" }));
  expect(await sweep(texts(2))).toMatchObject({ enqueued: 3, refused: 0 });
});

test("a text that the queue does not accept keeps its item, and the sweep comes back to it", async () => {
  world.queue.refuse = (bodies) => bodies.flatMap((body, place) => (body === "body 1" ? [place] : []));
  await expect(sweep(texts(3))).rejects.toThrow("2 queued, 1 not accepted (InternalError), complete");
  expect(world.appointments.dueIds).toEqual(["#hold:1"]);
  world.queue.refuse = () => [];
  expect(await world.sweep()).toMatchObject({ enqueued: 1 });
});

test("a text whose item cannot be deleted is released again, and is logged by the error's code alone", async () => {
  const remove = () => Promise.reject(new Error("+12065550100"));
  Object.assign(world.dependencies, { heldTexts: { remove } });
  await expect(sweep([text(0)])).rejects.toThrow("1 still due");
  expect(world.logger.lines).toContainEqual({
    event: "released texts not deleted",
    batchId: "run-1",
    count: 1,
    code: "Error",
  });
  expect(JSON.stringify(world.logger.lines)).not.toContain("+1206");
  Object.assign(world.dependencies, { heldTexts: heldTextsIn(world.appointments) });
  expect(await world.sweep()).toMatchObject({ enqueued: 1 });
  expect(world.queue.bodies).toEqual(["body 0", "body 0"]);
});

test("texts that are too large for one call to the queue are released by several", async () => {
  world.queue.refuse = (bodies) => {
    if (bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) > 1_048_576) throw new Error("too long");
    return [];
  };
  const body = "é".repeat(100_000);
  expect(await sweep(texts(12, { body }))).toMatchObject({ enqueued: 12, unsent: 0 });
  expect(world.queue.batches.map(({ length }) => length)).toEqual([5, 5, 2]);
  expect(world.appointments.items.size).toBe(0);
});

test("an item that was written again after the sweep read it is kept", async () => {
  const again = text(0, { holdId: "second" });
  world.queue.refuse = () => {
    world.appointments.put(again);
    return [];
  };
  await sweep([text(0)]);
  expect(world.appointments.get("#hold:0")).toEqual(again);
});

test("an item that is no text is left alone, and logged without its content", async () => {
  const { body, ...rest } = text(0);
  world.appointments.put(rest);
  expect(await sweep([text(1)])).toMatchObject({ enqueued: 1, refused: 0 });
  expect(world.logger.lines[0]).toEqual({ event: "held text unreadable", batchId: "run-1" });
});

test("texts leave as fast as the account may send", async () => {
  await sweep(texts(25), 2);
  expect(delays()).toEqual(Array.from({ length: 25 }, (_, index) => Math.floor(index / 2)));
});

test.each([
  [20, 20, 10],
  [100, 20, 20],
  [1, 20, 0.5],
])("with %d parts and %d texts a second, %d texts leave a second", (parts, perSecond, expected) => {
  expect(releaseRate(parts, perSecond)).toBe(expected);
});

test("a rate of less than one text a second counts too", async () => {
  await sweep(texts(4), 0.5);
  expect(delays()).toEqual([0, 2, 4, 6]);
});

test("more texts than fit into a quarter of an hour are spread over it evenly, within what SQS accepts", async () => {
  await sweep(texts(2_000), 1);
  const counts = new Map<number, number>();
  for (const delay of delays()) counts.set(delay, (counts.get(delay) ?? 0) + 1);
  expect([Math.min(...counts.keys()), Math.max(...counts.keys())]).toEqual([0, 900]);
  expect(Math.max(...counts.values())).toBe(3);
});

test("a text that is swept before its window opens is delivered when it opens", async () => {
  await sweep(texts(2, { opensAt: now + 600_000 }), 1);
  expect(delays()).toEqual([600, 601]);
});

test("a text near its appointment does not wait for its turn", async () => {
  const near = new Date(now + 400_000).toISOString();
  const list = texts(300);
  await sweep([...list.slice(0, -1), text(299, { appointmentTime: near })], 1);
  expect(delays().slice(-2)).toEqual([298, 100]);
});
