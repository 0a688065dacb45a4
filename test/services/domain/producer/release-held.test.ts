import type { HeldText } from "../../../../contracts/tables/held-texts";
import { releaseHeld, type Spread, spreadAt } from "../../../../services/domain/producer/release-held";
import { NOW } from "../../../support/data/records";
import { FakeHeldTexts } from "../../../support/fakes/fake-held-texts";
import { FakeBatchQueue } from "../../../support/fakes/fake-queues";
import { FakeLogger } from "../../../support/fakes/fake-reports";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

let clock: FrozenClock;
let queue: FakeBatchQueue;
let heldTexts: FakeHeldTexts;
let logger: FakeLogger;
beforeEach(() => {
  clock = new FrozenClock(NOW);
  queue = new FakeBatchQueue();
  heldTexts = new FakeHeldTexts();
  logger = new FakeLogger();
});

const text = (index: number, changes: Partial<HeldText> = {}): HeldText => ({
  appointmentId: `#hold:${index}`,
  patientId: "patient-1",
  reminderDate: "2026-12-01T15:00",
  appointmentTime: new Date(NOW + 86_400_000).toISOString(),
  body: `body ${index}`,
  attributes: {},
  opensAt: NOW,
  holdId: "first",
  ttl: 1_800_000_000,
  ...changes,
});
const texts = (count: number, changes?: Partial<HeldText>) =>
  Array.from({ length: count }, (_, index) => text(index, changes));

async function release(list: readonly HeldText[], spread: Spread = spreadAt(1_000)) {
  for (const one of list) await heldTexts.hold(one);
  const tasks = releaseHeld(list, "batch-1", spread, { queue, heldTexts, clock, logger });
  return clock.drive(Promise.all(tasks.map((task) => task())));
}
const delays = () => queue.messages.map(({ delaySeconds = 0 }) => delaySeconds);

test("a text is queued as it was, and then its item is deleted", async () => {
  const attributes = { FallbackReason: "MessageRejected", DeadLetterReason: "EMAIL_REFUSED" };
  expect(await release([text(0, { attributes })])).toEqual([{ released: 1, refused: [], left: 0 }]);
  expect(queue.messages).toEqual([{ body: "body 0", attributes }]);
  expect(heldTexts.items.size).toBe(0);
});

test("a text that the queue does not accept keeps its item", async () => {
  queue.refuse = (bodies) => bodies.flatMap((body, place) => (body === "body 1" ? [place] : []));
  expect(await release(texts(3))).toEqual([{ released: 2, refused: ["InternalError"], left: 0 }]);
  expect([...heldTexts.items.keys()]).toEqual(["#hold:1"]);
});

test("a text whose item cannot be deleted is counted and logged by the error's code alone", async () => {
  const tasks = releaseHeld([text(0)], "batch-1", spreadAt(1), { queue, heldTexts, clock, logger });
  heldTexts.failNext();
  expect(await clock.drive(Promise.all(tasks.map((task) => task())))).toEqual([{ released: 1, refused: [], left: 1 }]);
  expect(logger.lines).toEqual([{ event: "released texts not deleted", batchId: "batch-1", count: 1, code: "Error" }]);
});

test("an item that was written again after the sweep read it is kept", async () => {
  const again = text(0, { holdId: "second" });
  queue.refuse = () => {
    heldTexts.items.set(again.appointmentId, again);
    return [];
  };
  await release([text(0)]);
  expect(heldTexts.item).toEqual(again);
});

test("texts leave as fast as the account may send, in batches of ten", async () => {
  expect(await release(texts(25), spreadAt(2))).toHaveLength(3);
  expect(delays()).toEqual(Array.from({ length: 25 }, (_, index) => Math.floor(index / 2)));
});

test("a rate of less than one text a second counts too", async () => {
  await release(texts(4), spreadAt(0.5));
  expect(delays()).toEqual([0, 2, 4, 6]);
});

test("more texts than fit into a quarter of an hour are spread over it evenly, within what SQS accepts", async () => {
  await release(texts(2_000), spreadAt(1));
  const counts = new Map<number, number>();
  for (const delay of delays()) counts.set(delay, (counts.get(delay) ?? 0) + 1);
  expect([Math.min(...counts.keys()), Math.max(...counts.keys())]).toEqual([0, 900]);
  expect(Math.max(...counts.values())).toBe(3);
});

test("a text that is swept before its window opens is delivered when it opens", async () => {
  await release([text(0, { opensAt: NOW + 600_000 }), text(1, { opensAt: NOW + 600_000 })], spreadAt(1));
  expect(delays()).toEqual([600, 601]);
});

test("a text near its appointment does not wait for its turn", async () => {
  const near = new Date(NOW + 400_000).toISOString();
  await release(
    texts(300).map((one, index) => (index === 299 ? { ...one, appointmentTime: near } : one)),
    spreadAt(1),
  );
  expect(delays().at(-1)).toBe(100);
  expect(delays().at(-2)).toBe(298);
});
