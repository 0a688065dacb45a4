/** More texts to one phone than it may get a day. */
import { consumeBatch } from "../../../../services/domain/delivery/consume-batch";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import type { QueueMessage } from "../../../../services/domain/ports";
import { appointment, NOW, queueMessage } from "../../../support/data/records";
import { FakeTextedPhones } from "../../../support/fakes/fake-texted-phones";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

/** An hour ahead, within the two hours in which what waits changes its channel. */
const NEAR = { appointmentTime: "2026-12-01T11:00:00-05:00" };
let world: PipelineWorld;
let phones: FakeTextedPhones;
beforeEach(async () => {
  world = new PipelineWorld();
  phones = new FakeTextedPhones(2);
  Object.assign(world.smsDependencies, { textedPhones: phones });
  for (const id of ["first", "second"]) await world.bySms(message(id));
});

const message = (id: string, more = {}): QueueMessage =>
  queueMessage(appointment({ appointmentId: id, ...more }), { id });
const next = (): QueueMessage => {
  const { body, attributes } = world.appointmentsQueue.messages.at(-1) ?? { body: "", attributes: {} };
  return { id: `copy-${world.appointmentsQueue.messages.length}`, body, attributes: { ...attributes } };
};
const texts = () => world.sms.delivered.length;

test("the texts up to the maximum are sent; another one waits, uses up no attempt, and fails nothing", async () => {
  expect(texts()).toBe(2);
  expect(await world.bySms(message("third"))).toEqual({ kind: "flood-held" });
  expect(texts()).toBe(2);
  expect(world.appointmentsQueue.message).toMatchObject({ delaySeconds: 300 });
  const held = world.log.items.at(-1);
  expect(held?.history.at(-1)).toMatchObject({ status: "SMS_RETRYING", code: "PHONE_FLOOD_HELD" });
  expect(held?.attempts).toBe(0);
});

test("it is sent once an operator has released the phone, or on the next day", async () => {
  await world.bySms(message("third"));
  phones.released = true;
  expect(await world.bySms(next())).toMatchObject({ event: { status: "SMS_SENT" } });
  phones.released = false;
  await world.bySms(message("fourth", { appointmentTime: "2026-12-04T11:00:00-05:00" }));
  expect(texts()).toBe(3);
  world.clock.advance(86_400_000);
  expect(await world.bySms(next())).toMatchObject({ event: { status: "SMS_SENT" } });
});

test("texts to other phones go on", async () => {
  expect(await world.bySms(message("other", { phoneNumber: "+12065550177" }))).toMatchObject({
    event: { status: "SMS_SENT" },
  });
});

test("near the appointment it goes by email, if the patient has one, and waits otherwise", async () => {
  expect(await world.bySms(message("near", NEAR))).toEqual({ kind: "handed-over" });
  expect(world.emailQueue.message.attributes).toMatchObject({ FallbackReason: "PHONE_FLOOD_HELD" });
  expect(await world.bySms(message("no email", { ...NEAR, email: undefined }))).toEqual({ kind: "flood-held" });
});

test("a text that fails and is tried again counts once", async () => {
  phones = new FakeTextedPhones(1);
  Object.assign(world.smsDependencies, { textedPhones: phones });
  world.sms.failSends(1, "InternalError");
  await world.bySms(message("fails")).catch(() => {});
  expect(await world.bySms(message("fails"))).toMatchObject({ event: { status: "SMS_SENT" } });
});

test("if nothing can be counted, texts are sent, and the log says so without a phone", async () => {
  phones.unwritable = true;
  expect(await world.bySms(message("third"))).toMatchObject({ event: { status: "SMS_SENT" } });
  const line = world.logger.lines.find(({ event }) => event === "text to phone not counted");
  expect(line).toEqual({
    event: "text to phone not counted",
    notificationId: expect.any(String),
    code: "AccessDeniedException",
  });
});

test("a batch counts the texts that it held", async () => {
  const batch = { id: "batch", messages: [message("a"), message("b")], deadline: NOW + 50_000 };
  const deps = world.smsDependencies;
  world.metrics.calls.length = 0;
  await world.clock.drive(consumeBatch(batch, (reminder) => remindBySms(reminder, deps), deps));
  expect(world.metrics.calls).toEqual([{ FloodHeld: 2 }]);
});
