import { systemRandom } from "../../../../services/adapters/system-random";
import { parseDeadLetter } from "../../../../services/domain/redrive/dead-letter";
import { recordDrop } from "../../../../services/domain/redrive/drop";
import { CLINICS } from "../../../support/data/clinics";
import { appointment, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const CONSUMERS = ["bySms", "byEmail"] as const;
const withoutContact = appointment({ phoneNumber: undefined, email: undefined });
const none = queueMessage(appointment({ contactPreference: "none" }), { id: "declines" });
/** A patient who wants emails only, at an address that cannot be used. */
const wish = queueMessage(appointment({ contactPreference: "email", email: undefined }), { id: "wish" });

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

/** A text and an email that are refused: the message is in the DLQ. */
async function fail(fields: Parameters<typeof appointment>[0] = {}, id = "earlier") {
  world.sms.failSends(1, "InvalidParameter");
  world.email.failSends(1, "MessageRejected");
  await world.bySms(queueMessage(appointment(fields), { id }));
  await world.byEmail(world.emailQueue.message);
  world.emailQueue.messages.length = 0;
  expect(world.log.item.status).toBe("ALL_FAILED");
}

const redriven = (attributes = {}) =>
  queueMessage(appointment(), { id: "redriven", attributes: { DeadLetterReason: "EMAIL_REFUSED", ...attributes } });

describe("A reminder that failed is not texted any more once a message wants emails only", () => {
  test("and has no address: it ends as NO_CONTACT, and a redrive of the earlier message is emailed", async () => {
    await fail();
    const texts = world.sms.calls;
    expect(await world.bySms(wish)).toMatchObject({ event: { status: "NO_CONTACT", reason: "NO_USABLE_EMAIL" } });
    expect(world.log.item).toMatchObject({ emailOnly: true });
    expect(await world.bySms(redriven())).toEqual({ kind: "handed-over" });
    expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(world.sms.calls).toBe(texts);
  });

  test("and a copy of that message is a duplicate", async () => {
    await fail();
    await world.bySms(wish);
    expect(await world.bySms({ ...wish, id: "copy" })).toEqual({ kind: "duplicate" });
  });

  test("and the email consumer finds no address", async () => {
    await fail();
    await world.byEmail(wish);
    expect(world.log.item).toMatchObject({ status: "ALL_FAILED", emailOnly: true });
  });

  test("and its address is the one that failed", async () => {
    await fail();
    await fail({ phoneNumber: undefined }, "corrected");
    expect(await world.bySms(queueMessage(appointment({ contactPreference: "email" }), { id: "wish" }))).toEqual({
      kind: "duplicate",
    });
    expect(world.log.item).toMatchObject({ status: "ALL_FAILED", emailOnly: true, duplicates: 1 });
  });

  test("and an operator dropped it, and reopens it", async () => {
    await fail();
    await drop();
    expect(await world.bySms(wish)).toEqual({ kind: "duplicate" });
    expect(world.log.item).toMatchObject({ status: "ALL_FAILED", emailOnly: true });
    const texts = world.sms.calls;
    expect(await world.bySms(redriven({ Reopens: world.log.item.droppedAt ?? "" }))).toEqual({ kind: "handed-over" });
    expect(world.sms.calls).toBe(texts);
  });

  test("and a write of the wish that fails is repeated", async () => {
    await fail();
    await drop();
    world.log.recordEmailOnly = () => Promise.reject(new Error("no connection"));
    await expect(world.bySms(wish)).rejects.toThrow("no connection");
  });
});

describe("A message without a contact that finds the reminder failed is a duplicate", () => {
  test("if it does not say how the patient wants to be reached: the failure is counted once", async () => {
    await fail();
    expect(await world.bySms(queueMessage(withoutContact, { id: "another" }))).toEqual({ kind: "duplicate" });
    expect(world.log.item).toMatchObject({ status: "ALL_FAILED" });
  });
});

describe.each(CONSUMERS)("A patient declines a reminder that failed (%s)", (consumer) => {
  const declined = async () => {
    expect(await world[consumer](none)).toMatchObject({ event: { status: "DECLINED" } });
    const sends = [world.sms.calls, world.email.calls];
    await world.bySms(redriven({ Reopens: world.log.item.droppedAt ?? "" }));
    await world.bySms(queueMessage(appointment(), { id: "late" }));
    expect([world.sms.calls, world.email.calls]).toEqual(sends);
  };

  test("for want of a contact", async () => {
    await world.bySms(queueMessage(withoutContact, { id: "earlier" }));
    expect(world.log.item.status).toBe("NO_CONTACT");
    await declined();
  });

  test("after wanting emails only, without an address", async () => {
    await fail();
    await world.bySms(wish);
    await declined();
  });

  test("and that an operator dropped", async () => {
    await fail();
    await drop();
    await declined();
    expect(world.log.item).not.toHaveProperty("droppedAt");
  });
});

async function drop() {
  const { id, body, attributes } = queueMessage(appointment(), { id: "dropped" });
  const sentAt = world.clock.now() - 60_000;
  const message = parseDeadLetter({ id, body, attributes, sentAt, receiptHandle: "receipt-1" }, CLINICS);
  const { log, topic, clock } = world;
  await recordDrop(
    message,
    { by: "ana", because: "sent by hand" },
    { log, topic, clock, random: systemRandom, clinics: CLINICS },
  );
}
