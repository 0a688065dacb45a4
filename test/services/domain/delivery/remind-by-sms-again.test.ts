import type { SmsCarrier } from "../../../../services/domain/delivery/carriers";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import { ProviderError, RetryLater } from "../../../../services/domain/retry/failure";
import { CLINIC } from "../../../support/data/clinics";
import { appointment, NOW, queueMessage, reminderOf } from "../../../support/data/records";
import { LEASE_MS } from "../../../support/fakes/fake-delivery-log";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const copy = queueMessage(appointment(), { id: "a copy" });

describe("The same reminder twice", () => {
  test("is sent once; the second counts as a duplicate", async () => {
    await world.bySms(queueMessage());
    expect(await world.bySms(copy)).toEqual({ kind: "duplicate" });
    expect(world.sms.delivered).toHaveLength(1);
    expect(world.log.writes).toEqual(["claimSms", "recordSmsSent"]);
  });

  test("is a duplicate also where the second has no usable phone: no email follows the text", async () => {
    await world.bySms(queueMessage());
    expect(await world.bySms(queueMessage(appointment({ phoneNumber: "none" }), { id: "a copy" }))).toEqual({
      kind: "duplicate",
    });
    expect(world.emailQueue.messages).toEqual([]);
  });

  test("at the same time is sent by one; the other is left to SQS", async () => {
    const results = await world.clock.drive(
      Promise.allSettled(
        Array.from({ length: 20 }, (_, number) =>
          remindBySms(
            reminderOf(queueMessage(appointment(), { id: `copy-${number}` }), { batchId: `batch-${number}` }),
            world.smsDependencies,
          ),
        ),
      ),
    );
    expect(world.sms.delivered).toHaveLength(1);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(lost.every((reason) => reason instanceof RetryLater && reason.code === "IN_PROGRESS")).toBe(true);
  });

  test("is left to SQS while its email is on the way, and a duplicate once it was sent", async () => {
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(queueMessage());
    await expect(world.bySms(copy)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    await world.byEmail(world.emailQueue.message);
    expect(await world.bySms(copy)).toEqual({ kind: "duplicate" });
    expect(world.emailQueue.messages).toHaveLength(1);
  });

  test("without a phone goes to the email queue once", async () => {
    const withoutPhone = appointment({ phoneNumber: undefined });
    await world.bySms(queueMessage(withoutPhone));
    const again = world.bySms(queueMessage(withoutPhone, { id: "a copy" }));
    await expect(again).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    expect(world.emailQueue.messages).toHaveLength(1);
  });

  test("without a phone is a duplicate where the first, with one, was sent", async () => {
    await world.bySms(queueMessage());
    const withoutPhone = queueMessage(appointment({ phoneNumber: undefined }), { id: "without a phone" });
    expect(await world.bySms(withoutPhone)).toEqual({ kind: "duplicate" });
    expect(world.emailQueue.messages).toEqual([]);
  });

  test("is left to the email's consumer, its appointment over, where that died while it sent", async () => {
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(queueMessage());
    world.log.failOn("recordEmailSent", new RetryLater("its owner died"));
    await expect(world.byEmail(world.emailQueue.message)).rejects.toThrow(RetryLater);
    world.clock.advance(2 * 86_400_000);
    await expect(world.bySms(copy)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "EXPIRED" } });
  });

  test("without any contact ends once", async () => {
    const unreachable = appointment({ phoneNumber: undefined, email: undefined });
    await world.bySms(queueMessage(unreachable));
    expect(await world.bySms(queueMessage(unreachable, { id: "a copy" }))).toEqual({ kind: "duplicate" });
    expect(world.log.item.history).toHaveLength(1);
  });
});

describe("A reminder whose owner died", () => {
  beforeEach(async () => {
    world.log.failOn("claimSms", new Error("its owner died"), true);
    await expect(world.bySms(queueMessage())).rejects.toThrow("its owner died");
  });

  test("is left alone while the lease holds", async () => {
    world.clock.advance(LEASE_MS);
    await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    expect(world.sms.calls).toBe(0);
  });

  test("is taken over once the lease ran out, and the log says that the patient may be reminded twice", async () => {
    world.clock.advance(LEASE_MS + 1);
    expect(await world.bySms(queueMessage())).toMatchObject({ event: { status: "SMS_SENT" } });
    expect(world.log.item).toMatchObject({ attempts: 2, possibleDuplicate: true });
    // toEqual would ignore undefined values at the end.
    expect(world.log.item.history.map(({ code }) => code)).toStrictEqual([undefined, "LEASE_EXPIRED", undefined]);
  });

  test("is taken over by one only", async () => {
    world.clock.advance(LEASE_MS + 1);
    const takers = ["one", "two", "three"].map((id) =>
      remindBySms(
        reminderOf(queueMessage(appointment(), { id }), { batchId: id, deadline: world.clock.now() + 50_000 }),
        world.smsDependencies,
      ),
    );
    const results = await world.clock.drive(Promise.allSettled(takers));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results).toContainEqual({ status: "rejected", reason: new RetryLater("TAKEN_BY_ANOTHER") });
    expect(world.sms.delivered).toHaveLength(1);
  });

  test("and who was only slow records nothing over its successor", async () => {
    world.clock.advance(LEASE_MS + 1);
    await world.bySms(copy);
    const late = await world.log.apply("recordSmsSent", {
      ...reminderOf(queueMessage()),
      clinicId: CLINIC.id,
      language: CLINIC.language,
      claimId: "batch-1:message-1",
      queueMessageId: "message-1",
      messageId: "too late",
    });
    expect(late).toMatchObject({ applied: false, item: { messageId: "sms-1" } });
  });

  test("expires where the appointment began in the meantime", async () => {
    world.clock.advance(Date.parse("2026-12-02T19:30:00Z") - NOW);
    expect(await world.bySms(queueMessage())).toMatchObject({ event: { status: "EXPIRED" } });
    expect(world.sms.calls).toBe(0);
  });
});

describe("An owner that was so slow that another took its claim", () => {
  /** The first owner's carrier answers only after the other's work is done. */
  const slow = (answer: () => Promise<string>): SmsCarrier => ({
    isOptedOut: async () => false,
    send: async () => {
      world.clock.advance(LEASE_MS + 1);
      await remindBySms(reminderOf(copy, { batchId: "other", deadline: NOW + 2 * LEASE_MS }), world.smsDependencies);
      return answer();
    },
  });
  const sendSlowly = (answer: () => Promise<string>) =>
    remindBySms(reminderOf(queueMessage()), { ...world.smsDependencies, sms: slow(answer) });
  afterEach(() => {
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", messageId: "sms-1", possibleDuplicate: true });
    expect(world.emailQueue.messages).toEqual([]);
  });

  test("counts a duplicate when its text was accepted", async () => {
    expect(await sendSlowly(async () => "sms-late")).toEqual({ kind: "duplicate" });
  });

  test("sends nothing to the email queue when its text was refused", async () => {
    const refused = sendSlowly(() => Promise.reject(new ProviderError("InvalidParameter", false)));
    expect(await refused).toEqual({ kind: "duplicate" });
  });

  test("leaves its message to SQS when its text failed", async () => {
    const failed = sendSlowly(() => Promise.reject(new ProviderError("InternalError", false)));
    await expect(failed).rejects.toThrow(RetryLater);
  });
});

describe("A crash between the log and the email queue", () => {
  test.each([
    ["refused", "(206) 555-0100"],
    ["impossible", undefined],
  ])("after an SMS was %s is made good when the message comes again", async (_, phoneNumber) => {
    const message = queueMessage(appointment({ phoneNumber }));
    world.sms.failSends(1, "InvalidParameter");
    world.emailQueue.failNext();
    await expect(world.bySms(message)).rejects.toThrow("the queue is out of reach");
    expect(world.log.item.status).toBe("EMAIL_PENDING");
    expect(await world.bySms(message)).toEqual({ kind: "handed-over" });
    expect(world.emailQueue.message.attributes).toEqual({ FallbackReason: world.log.item.reason });
    expect(world.sms.delivered).toEqual([]);
  });
});
