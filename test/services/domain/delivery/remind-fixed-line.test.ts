/** A reminder that begins with its email, since the phone is a fixed line, has its text second. */

import { MAX_EMAIL_ATTEMPTS } from "../../../../services/domain/delivery/remind-by-email";
import type { QueueMessage } from "../../../../services/domain/ports";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { appointment, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const fixedLine = (changes = {}) =>
  queueMessage(appointment({ phoneNumber: "+44 20 7946 0958", email: "ana@example.com", ...changes }));
/** An hour ahead. */
const near = () => fixedLine({ appointmentTime: "2026-12-01T11:00:00-05:00" });

const statuses = () => world.log.item.history.map(({ status }) => status);

/** What the SMS consumer hands to the email's. */
async function routed(message: QueueMessage): Promise<QueueMessage> {
  await world.bySms(message);
  return { ...message, id: "to the email", attributes: { ...world.emailQueue.messages.at(-1)?.attributes } };
}

/** What the email consumer hands back. */
const returned = (message: QueueMessage): QueueMessage => ({
  ...message,
  id: "to the phone",
  attributes: { ...world.appointmentsQueue.messages.at(-1)?.attributes },
});

describe("A reminder of a fixed line", () => {
  test("is texted when its email is refused, without an operator", async () => {
    world.email.failSends(1, "MessageRejected");
    const message = await routed(fixedLine());
    expect(await world.byEmail(message)).toEqual({ kind: "handed-over" });
    expect(world.appointmentsQueue.message).toMatchObject({
      body: message.body,
      attributes: { FallbackReason: "MessageRejected" },
    });
    expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", reason: "MessageRejected" });
    expect(await world.bySms(returned(message))).toMatchObject({ event: { status: "SMS_SENT", channel: "SMS" } });
    expect(world.deadLetters.messages).toEqual([]);
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", attempts: 2 });
  });

  test("is texted after the last attempt of its email, and may then have been reminded twice if an answer was lost", async () => {
    world.email.loseAnswers(MAX_EMAIL_ATTEMPTS, "ServiceUnavailable");
    const message = await routed(fixedLine());
    for (let time = 1; time < MAX_EMAIL_ATTEMPTS; time += 1)
      await expect(world.byEmail(message)).rejects.toThrow(RetryLater);
    expect(await world.byEmail(message)).toEqual({ kind: "handed-over" });
    await world.bySms(returned(message));
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", sendInDoubt: true, possibleDuplicate: true });
  });

  test("ends as failed if both its channels refuse it, and is in the DLQ", async () => {
    world.email.failSends(2, "MessageRejected");
    world.sms.failSends(1, "InvalidParameter");
    const message = await routed(fixedLine());
    await world.byEmail(message);
    expect(await world.bySms(returned(message))).toEqual({ kind: "handed-over" });
    const last = {
      ...message,
      id: "to the email again",
      attributes: { ...world.emailQueue.messages.at(-1)?.attributes },
    };
    expect(last.attributes).toEqual({ FallbackReason: "InvalidParameter" });
    expect(await world.byEmail(last)).toMatchObject({ event: { status: "ALL_FAILED", reason: "MessageRejected" } });
    expect(world.deadLetters.message.attributes).toMatchObject({ DeadLetterReason: "EMAIL_REFUSED" });
    expect(world.appointmentsQueue.messages).toHaveLength(1);
  });

  test.each(["Throttling", "AccessDenied"])(
    "whose email still waits near the appointment is texted: %s",
    async (code) => {
      world.email.failSends(10_000, code);
      const message = await routed(near());
      expect(await world.byEmail(message)).toEqual({ kind: "handed-over" });
      expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", emailAttempts: 0 });
      await world.bySms(returned(message));
      expect(statuses()).toEqual(["EMAIL_PENDING", "EMAIL_SENDING", "SMS_RETRYING", "SMS_SENDING", "SMS_SENT"]);
    },
  );

  test("whose email waits while there is time waits for it", async () => {
    world.email.failSends(10_000, "Throttling");
    expect(await world.byEmail(await routed(fixedLine()))).toEqual({ kind: "postponed" });
  });

  test("does not go back and forth if both channels wait: the second one goes on waiting", async () => {
    world.email.failSends(10_000, "Throttling");
    world.sms.failSends(10_000, "Throttling");
    const message = await routed(near());
    await world.byEmail(message);
    expect(await world.bySms(returned(message))).toEqual({ kind: "postponed" });
    const copy = world.appointmentsQueue.messages.at(-1);
    expect(copy?.attributes).toEqual({ FallbackReason: "POSTPONED", Postponed: "1" });
  });

  test("goes on by email when its consumer died between the log and the queue", async () => {
    world.email.failSends(1, "MessageRejected");
    const message = await routed(fixedLine());
    world.appointmentsQueue.failNext(new Error("died"));
    await expect(world.byEmail(message)).rejects.toThrow("died");
    world.recover();
    expect(await world.byEmail(message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
  });
});

test("A reminder of a mobile has no second turn by text when its email is refused: it had its first", async () => {
  world.email.failSends(1, "MessageRejected");
  world.sms.failSends(1, "InvalidParameter");
  const message = queueMessage();
  await world.bySms(message);
  const fallback = { ...message, attributes: { ...world.emailQueue.message.attributes } };
  expect(await world.byEmail(fallback)).toMatchObject({ event: { status: "ALL_FAILED" } });
  expect(world.appointmentsQueue.messages).toEqual([]);
});
