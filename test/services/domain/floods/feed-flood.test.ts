/** Far more texts than usual on one day, as by a feed that queues all appointments again. */
import { consumeBatch } from "../../../../services/domain/delivery/consume-batch";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import { feedGuard } from "../../../../services/domain/floods/feed-guard";
import type { QueueMessage } from "../../../../services/domain/ports";
import { rateBudgetInMemory, rateLimiter } from "../../../../services/domain/rate-limit/rate-limiter";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { appointment, NOW, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const TODAY = "2026-12-01";
/** An hour ahead, within the two hours in which what waits changes its channel. */
const NEAR = { appointmentTime: "2026-12-01T11:00:00-05:00" };
/** After this many texts of today the next one is held. */
const LIMIT = 3;
let world: PipelineWorld;
let volume: { counts: Record<string, number>; released?: string };
beforeEach(() => {
  world = new PipelineWorld();
  const { clock, logger } = world;
  volume = { counts: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-11-2${day}`, 1])) };
  const guard = feedGuard({ factor: 3, minimum: 1 }, CLINIC_TIME_ZONE, clock);
  const limiter = rateLimiter(
    { partsPerSecond: 10, textsPerSecond: 10, consumers: 2 },
    { budget: rateBudgetInMemory(clock, volume), clock, logger, feedGuard: guard },
  );
  Object.assign(world.smsDependencies, { rateLimiter: limiter });
});

const message = (id: string, more = {}): QueueMessage =>
  queueMessage(appointment({ appointmentId: id, ...more }), { id });
const next = (): QueueMessage => {
  const { body, attributes } = world.appointmentsQueue.messages.at(-1) ?? { body: "", attributes: {} };
  return { id: `copy-${world.appointmentsQueue.messages.length}`, body, attributes: { ...attributes } };
};
const flood = async () => {
  for (let text = 0; text < LIMIT; text += 1) await world.bySms(message(`text-${text}`));
};
const counted = () => volume.counts[TODAY] ?? 0;

test("a text over the limit waits, uses up no attempt, fails nothing, and does not count as usual", async () => {
  await flood();
  expect(await world.bySms(message("over"))).toEqual({ kind: "flood-held" });
  expect([world.sms.delivered.length, counted()]).toEqual([LIMIT, LIMIT]);
  expect(world.appointmentsQueue.message).toMatchObject({ delaySeconds: 300 });
  const held = world.log.items.at(-1);
  expect(held?.history.at(-1)).toMatchObject({ status: "SMS_RETRYING", code: "FEED_FLOOD_HELD" });
  expect(held?.attempts).toBe(0);
});

test("it is sent once an operator has released the day, or on the next day", async () => {
  await flood();
  await world.bySms(message("over"));
  volume.released = TODAY;
  expect(await world.bySms(next())).toMatchObject({ event: { status: "SMS_SENT" } });
  delete volume.released;
  await world.bySms(message("also over", { appointmentTime: "2026-12-04T11:00:00-05:00" }));
  expect(world.sms.delivered).toHaveLength(LIMIT + 1);
  world.clock.advance(86_400_000);
  expect(await world.bySms(next())).toMatchObject({ event: { status: "SMS_SENT" } });
});

test("near the appointment it goes by email, if the patient has one, and waits otherwise", async () => {
  await flood();
  expect(await world.bySms(message("near", NEAR))).toEqual({ kind: "handed-over" });
  expect(world.emailQueue.message.attributes).toMatchObject({ FallbackReason: "FEED_FLOOD_HELD" });
  expect(await world.bySms(message("no email", { ...NEAR, email: undefined }))).toEqual({ kind: "flood-held" });
});

test("repeated messages, refused texts and texts without a usable carrier are not counted", async () => {
  await world.bySms(message("sent"));
  await world.bySms(message("sent"));
  world.sms.failSends(1, "InvalidParameter");
  await world.bySms(message("refused"));
  world.sms.failSends(1, "AuthorizationError");
  await world.bySms(message("blocked"));
  world.sms.failSends(1, "InternalError");
  await world.bySms(message("fails")).catch(() => {});
  expect(counted()).toBe(1);
  expect(await world.bySms(message("fails"))).toMatchObject({ event: { status: "SMS_SENT" } });
  expect(counted()).toBe(2);
});

test("a text that was throttled and goes out later counts once", async () => {
  world.sms.failSends(1, "Throttled");
  expect(await world.bySms(message("throttled"))).toMatchObject({ event: { status: "SMS_SENT" } });
  expect(counted()).toBe(1);
});

test("a batch that exceeds the limit sends what it may, and counts what it held", async () => {
  const ids = ["a", "b", "c", "d", "e"];
  const batch = { id: "batch", messages: ids.map((id) => message(id)), deadline: NOW + 50_000 };
  const deps = world.smsDependencies;
  await world.clock.drive(consumeBatch(batch, (reminder) => remindBySms(reminder, deps), deps));
  expect(world.metrics.calls).toEqual([expect.objectContaining({ SuccessfulNotifications: LIMIT, FloodHeld: 2 })]);
  expect(counted()).toBe(LIMIT);
});
