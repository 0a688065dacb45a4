import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { consumeBatch } from "../../../../services/domain/delivery/consume-batch";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import { appointment, EMAIL, logEntry, PHONE, queueMessage } from "../../../support/data/records";
import { LEASE_MS } from "../../../support/fakes/fake-delivery-log";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const none = appointment({ contactPreference: "none" });
const byEmail = appointment({ contactPreference: "email" });
const CONSUMERS = ["bySms", "byEmail"] as const;

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const sent = () => [world.sms.calls, world.email.calls];
const queued = () => [...world.appointmentsQueue.messages, ...world.emailQueue.messages, ...world.deadLetters.messages];
const history = () => world.log.item.history.map(({ status }: DeliveryLogItem["history"][number]) => status);

describe("A patient who wants no reminders", () => {
  test.each(CONSUMERS)("is sent nothing, and the reminder ends as DECLINED (%s)", async (consumer) => {
    expect(await world[consumer](queueMessage(none))).toMatchObject({ kind: "outcome", event: { status: "DECLINED" } });
    expect(world.log.item).toMatchObject({ status: "DECLINED", attempts: 0 });
    expect([sent(), queued()]).toEqual([[0, 0], []]);
  });

  test("has no contact in the log", async () => {
    await world.bySms(queueMessage(none));
    expect(JSON.stringify(world.log.item)).not.toMatch(new RegExp(`${EMAIL}|\\${PHONE}`));
  });

  test.each(CONSUMERS)("declined also if the appointment is over (%s)", async (consumer) => {
    const over = { ...none, appointmentTime: "2026-11-30T09:00:00-05:00" };
    expect(await world[consumer](queueMessage(over))).toMatchObject({ event: { status: "DECLINED" } });
  });

  test.each(CONSUMERS)("declines while sending is stopped, too (%s)", async (consumer) => {
    world.stops.stopped.add("SMS");
    world.stops.stopped.add("EMAIL");
    expect(await world[consumer](queueMessage(none))).toMatchObject({ event: { status: "DECLINED" } });
  });

  test.each(CONSUMERS)("a message that arrives later sends nothing (%s)", async (consumer) => {
    await world.bySms(queueMessage(none));
    expect(await world[consumer](queueMessage(appointment(), { id: "later" }))).toEqual({ kind: "duplicate" });
    const attributes = { DeadLetterReason: "EMAIL_REFUSED" };
    const redriven = queueMessage(appointment({ phoneNumber: "206-555-0177" }), { id: "redriven", attributes });
    expect(await world[consumer](redriven)).toMatchObject({ kind: "published-again", event: { status: "DECLINED" } });
    expect(sent()).toEqual([0, 0]);
  });

  test("is not emailed by the message that waits for the email's turn", async () => {
    await world.bySms(queueMessage(appointment({ phoneNumber: undefined })));
    expect(await world.bySms(queueMessage(none, { id: "declines" }))).toMatchObject({ event: { status: "DECLINED" } });
    expect(await world.byEmail(world.emailQueue.message)).toEqual({ kind: "duplicate" });
    expect(history()).toEqual(["EMAIL_PENDING", "DECLINED"]);
    expect(world.log.item).not.toHaveProperty("reason");
  });

  test("is not texted by the message that waits to be retried", async () => {
    world.sms.failSends(1, "InternalError");
    const first = queueMessage();
    await expect(world.bySms(first)).rejects.toThrow();
    await world.bySms(queueMessage(none, { id: "declines" }));
    expect(await world.bySms(first)).toEqual({ kind: "duplicate" });
    expect(world.sms.delivered).toEqual([]);
  });

  test("waits for an attempt in progress, and declines once its lease is over", async () => {
    await world.log.apply("claimSms", logEntry({ queueMessageId: "its message" }));
    const declines = queueMessage(none, { id: "declines" });
    await expect(world.bySms(declines)).rejects.toMatchObject({ code: "IN_PROGRESS" });
    world.clock.advance(LEASE_MS + 1);
    expect(await world.bySms(declines)).toMatchObject({ event: { status: "DECLINED" } });
    expect(world.log.item).toMatchObject({ sendInDoubt: true });
  });

  test.each(CONSUMERS)("is not sent what failed before and lies in the DLQ (%s)", async (consumer) => {
    world.email.failSends(1, "MessageRejected");
    const first = queueMessage(appointment({ phoneNumber: undefined }));
    await world.bySms(first);
    await world.byEmail(world.emailQueue.message);
    expect(world.log.item.status).toBe("ALL_FAILED");
    expect(await world[consumer](queueMessage(none, { id: "declines" }))).toMatchObject({
      event: { status: "DECLINED" },
    });
    const attributes = { DeadLetterReason: "EMAIL_REFUSED" };
    const redriven = { ...first, id: "redriven", attributes };
    expect(await world[consumer](redriven)).toMatchObject({ kind: "published-again" });
    expect([world.sms.delivered, world.email.delivered]).toEqual([[], []]);
  });

  test("is counted as declined, and neither as failed nor in the success rate", async () => {
    const batch = { id: "batch-1", messages: [queueMessage(none)], deadline: world.clock.now() + 50_000 };
    const remind = (reminder: Parameters<typeof remindBySms>[0]) => remindBySms(reminder, world.smsDependencies);
    await world.clock.drive(consumeBatch(batch, remind, world.batchDependencies));
    expect(world.metrics.calls).toEqual([{ DeclinedNotifications: 1 }]);
    expect(world.topic.events).toMatchObject([{ status: "DECLINED" }]);
  });
});

describe("A patient who prefers email", () => {
  test("is emailed at once, and the log says why", async () => {
    expect(await world.bySms(queueMessage(byEmail))).toEqual({ kind: "handed-over" });
    expect(world.emailQueue.message.attributes).toEqual({ FallbackReason: "EMAIL_PREFERRED" });
    await world.byEmail(world.emailQueue.message);
    expect(world.log.item).toMatchObject({ status: "EMAIL_SENT", reason: "EMAIL_PREFERRED", attempts: 1 });
    expect(world.log.item).not.toHaveProperty("phoneNumber");
    expect(sent()).toEqual([0, 1]);
  });

  test.each([
    ["is refused", "MessageRejected", 1, "email-fallback"],
    ["fails at each attempt", "InternalError", 5, "email-fallback"],
  ])("goes to the DLQ if the email %s, and is not texted from there", async (_, code, times, source) => {
    await world.bySms(queueMessage(byEmail));
    const message = world.emailQueue.message;
    world.email.failSends(times, code);
    for (let attempt = 1; attempt < times; attempt += 1) await expect(world.byEmail(message)).rejects.toThrow();
    expect(await world.byEmail(message)).toMatchObject({ event: { status: "ALL_FAILED" } });
    const { attributes } = world.deadLetters.message;
    expect(attributes).toMatchObject({ SourceQueue: source });
    const redriven = queueMessage(byEmail, { id: "redriven", attributes });
    expect(await world.bySms(redriven)).toEqual({ kind: "handed-over" });
    expect(await world.byEmail(redriven)).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(world.sms.calls).toBe(0);
  });

  test("is not texted when emails are stopped shortly before the appointment", async () => {
    const soon = { ...byEmail, appointmentTime: new Date(world.clock.now() + 1_800_000).toISOString() };
    await world.bySms(queueMessage(soon));
    world.stops.stopped.add("EMAIL");
    expect(await world.byEmail(world.emailQueue.message)).toEqual({ kind: "stopped" });
    expect([world.sms.calls, world.appointmentsQueue.messages]).toEqual([0, []]);
  });

  test("is not texted if their number is a fixed line whose email failed", async () => {
    world.email.failSends(1, "MessageRejected");
    await world.bySms(queueMessage({ ...byEmail, phoneNumber: "+442079460958" }));
    expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "ALL_FAILED" } });
    expect(world.sms.calls).toBe(0);
  });

  test("ends as NO_CONTACT without a usable address, although there is a phone", async () => {
    expect(await world.bySms(queueMessage({ ...byEmail, email: "none" }))).toMatchObject({
      event: { status: "NO_CONTACT", reason: "NO_USABLE_EMAIL" },
    });
    expect(sent()).toEqual([0, 0]);
  });

  test("ends in the DLQ if the email consumer finds no usable address", async () => {
    expect(await world.byEmail(queueMessage({ ...byEmail, email: "none" }))).toMatchObject({
      event: { status: "ALL_FAILED", reason: "NO_USABLE_EMAIL" },
    });
    expect(sent()).toEqual([0, 0]);
  });
});

describe("A patient who prefers texts", () => {
  const bySms = appointment({ contactPreference: "sms" });

  test("is texted, and emailed if the text fails", async () => {
    world.sms.failSends(1, "InvalidParameter");
    expect(await world.bySms(queueMessage(bySms))).toEqual({ kind: "handed-over" });
    expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
  });

  test("is emailed first if the number is a fixed line, which may never show a text", async () => {
    const fixed = queueMessage({ ...bySms, phoneNumber: "+442079460958" });
    expect(await world.bySms(fixed)).toEqual({ kind: "handed-over" });
  });
});

describe("An older message of a patient who wants emails only is not texted", () => {
  const older = (attributes = {}) => queueMessage(appointment(), { id: "older", attributes });
  const withoutAddress = appointment({ contactPreference: "email", email: undefined });

  test("if it arrives after the wish, which found no address", async () => {
    await world.bySms(queueMessage(withoutAddress, { id: "wish" }));
    expect(world.log.item).toMatchObject({ status: "NO_CONTACT", emailOnly: true });
    expect(await world.bySms(older())).toEqual({ kind: "handed-over" });
    expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(sent()).toEqual([0, 1]);
  });

  test("if its text failed before, and SQS delivers it again", async () => {
    world.sms.failSends(1, "InternalError");
    await expect(world.bySms(older())).rejects.toThrow();
    await world.bySms(queueMessage(byEmail, { id: "wish" }));
    world.email.failSends(1, "MessageRejected");
    await world.byEmail(world.emailQueue.message);
    expect(world.log.item).toMatchObject({ status: "ALL_FAILED", emailOnly: true });
    const texts = world.sms.calls;
    expect(await world.bySms(older())).toEqual({ kind: "handed-over" });
    expect([world.sms.calls, world.log.item.attempts]).toEqual([texts, 2]);
  });

  test("if an operator redrives it", async () => {
    await world.bySms(queueMessage(byEmail, { id: "wish" }));
    world.email.failSends(1, "MessageRejected");
    await world.byEmail(world.emailQueue.message);
    expect(await world.bySms(older({ DeadLetterReason: "EMAIL_REFUSED" }))).toEqual({ kind: "handed-over" });
    expect(world.sms.calls).toBe(0);
  });
});
