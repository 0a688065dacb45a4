import { STATUSES } from "../../../../contracts/delivery-log";
import { METRICS } from "../../../../contracts/metrics";
import { DigestWorld } from "../../../support/worlds/digest-world";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: DigestWorld;
beforeEach(() => {
  world = new DigestWorld();
});
const ago = (ms: number) => new Date(world.clock.now() - ms).toISOString();

test("a quiet day publishes nothing, and counts as a digest", async () => {
  expect(await world.run()).toMatchObject({ published: false, clinics: 0 });
  expect(world.published).toEqual([]);
  expect(world.metrics.calls).toEqual([{ [METRICS.digestRuns]: 1 }]);
  expect(world.digestedTo).toBe(ago(0));
});

test("three patients without a contact are published, however few they are", async () => {
  for (let each = 0; each < 3; each += 1) world.add();
  const response = await world.run();
  expect(response).toMatchObject({ published: true, totals: { noContact: { count: 3, earlier: 0 } }, clinics: 1 });
  expect(world.published).toHaveLength(1);
  expect(world.published[0]?.subject).toBe("Reminders dev: 3 not reminded");
});

test("what was not reminded and what may have been reminded twice needs a person, and no other state does", async () => {
  const needs: Record<string, string[]> = {};
  for (const status of STATUSES) {
    for (const possibleDuplicate of [false, true]) {
      const one = new DigestWorld();
      one.add({ status, possibleDuplicate });
      const { totals } = await one.run();
      const [need] = Object.entries(totals).find(([, { count }]) => count > 0) ?? ["none"];
      needs[need] = [...(needs[need] ?? []), `${status}${possibleDuplicate ? " twice" : ""}`];
    }
  }
  const { none, ...others } = needs;
  expect(others).toEqual({
    noContact: ["NO_CONTACT", "NO_CONTACT twice"],
    failed: ["ALL_FAILED", "ALL_FAILED twice"],
    undelivered: ["UNDELIVERED", "UNDELIVERED twice"],
    possiblyTwice: ["SMS_SENT twice", "SMS_DELIVERED twice", "EMAIL_SENT twice", "EMAIL_DELIVERED twice"],
  });
  expect(none).toHaveLength(2 * STATUSES.length - 10);
});

test("what failed since the last digest is new, also if the last one is days ago or its notification is older", async () => {
  world.digestedTo = ago(3 * DAY);
  world.add({ status: "ALL_FAILED", attentionAt: ago(2 * DAY + 23 * HOUR), timestamp: world.clock.now() - HOUR });
  world.add({ status: "ALL_FAILED", attentionAt: ago(1) });
  expect((await world.run()).totals.failed).toEqual({ count: 2, earlier: 0 });
});

test("what earlier digests had is counted again while its appointment is ahead, and not afterwards", async () => {
  world.digestedTo = ago(DAY);
  for (const status of ["NO_CONTACT", "UNDELIVERED"] as const) {
    world.add({ status, attentionAt: ago(2 * DAY) });
    world.add({ status, attentionAt: ago(2 * DAY), timestamp: world.clock.now() - 1 });
    world.add({ status, attentionAt: ago(8 * DAY) });
  }
  world.add({ status: "SMS_SENT", possibleDuplicate: true, attentionAt: ago(2 * DAY) });
  const { published, totals } = await world.run();
  expect(published).toBe(true);
  expect(totals).toEqual({
    noContact: { count: 0, earlier: 1 },
    failed: { count: 0, earlier: 0 },
    undelivered: { count: 0, earlier: 1 },
    possiblyTwice: { count: 0, earlier: 0 },
  });
});

test("two digests have every failure between them, whatever its moment", async () => {
  const seen: number[] = [];
  for (let minutes = 0; minutes < 48 * 60; minutes += 7) {
    const one = new DigestWorld();
    const failedAt = one.clock.now() - 24 * HOUR + minutes * 60_000;
    const runs: number[] = [];
    for (const hours of [0, 24, 49]) {
      one.entries.length = 0;
      // The index has what happened until now.
      if (failedAt <= one.clock.now()) one.add({ attentionAt: new Date(failedAt).toISOString() });
      runs.push((await one.run()).totals.noContact.count);
      one.clock.advance((hours === 0 ? 24 : 25) * HOUR);
    }
    seen.push(runs.reduce((sum, count) => sum + count, 0));
  }
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(1);
  expect(seen.filter((times) => times > 1).length).toBeLessThan(seen.length / 20);
});

test("answers that wait and messages in dead-letter queues need a person; empty queues do not", async () => {
  world.answers.push(
    { replyId: "reply-1", receivedAt: ago(30 * HOUR), clinicId: "north" },
    { replyId: "reply-2", receivedAt: ago(2 * HOUR) },
  );
  world.deadLetters.set("healthcare-appointments-dlq-dev", 4).set("healthcare-replies-dlq-dev", 0);
  expect(await world.run()).toMatchObject({
    published: true,
    answers: { count: 2, oldest: ago(30 * HOUR) },
    deadLetters: [{ queue: "healthcare-appointments-dlq-dev", messages: 4 }],
  });
  expect(world.published[0]?.subject).toBe("Reminders dev: 2 answers wait, 4 in DLQs");
});

test("a digest that cannot be published does not count, and the next one has the same", async () => {
  world.add();
  world.topicError = new Error("the topic is out of reach");
  await expect(world.run()).rejects.toThrow("the topic is out of reach");
  expect([world.digestedTo, world.metrics.calls]).toEqual([undefined, []]);
  expect((await world.run()).totals.noContact.count).toBe(1);
  expect(world.published).toHaveLength(1);
});

test("a digest is published again if nobody could note that it was", async () => {
  world.add();
  const { progress } = world.dependencies;
  const failing = { ...progress, advance: () => Promise.reject(new Error("the table is out of reach")) };
  Object.assign(world.dependencies, { progress: failing });
  await expect(world.run()).rejects.toThrow("the table is out of reach");
  Object.assign(world.dependencies, { progress });
  await world.run();
  expect(world.published).toHaveLength(2);
});

test("a digest is made without metrics if they cannot be emitted", async () => {
  world.add();
  world.metrics.failing = true;
  expect(await world.run()).toMatchObject({ published: true });
  expect(world.digestedTo).toBe(ago(0));
});
