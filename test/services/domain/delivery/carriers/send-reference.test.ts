/** What a carrier is given besides the text or the email: what it belongs to. */
import { remindBySms } from "../../../../../services/domain/delivery/remind-by-sms";
import { appointment, PHONE, queueMessage, reminderOf } from "../../../../support/data/records";
import { PipelineWorld } from "../../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

describe("The reference of a send", () => {
  test("of a text is its notification and its attempt", async () => {
    await world.bySms(queueMessage());
    const { notificationId, timestamp, claimId } = world.log.item;
    expect(world.sms.references).toEqual([{ notificationId, timestamp, claimId, fallback: true }]);
  });

  test("of an email is its notification and its own attempt", async () => {
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(queueMessage());
    await world.byEmail(queueMessage());
    const { status, notificationId, timestamp, claimId } = world.log.item;
    expect(status).toBe("EMAIL_SENT");
    expect(world.email.references).toEqual([{ notificationId, timestamp, claimId, fallback: false }]);
    expect(world.sms.references[0]?.claimId).not.toBe(claimId);
  });

  test("differs between the attempts of one notification", async () => {
    world.sms.failSends(1, "InternalError");
    await world.bySms(queueMessage()).catch(() => {});
    await world.bySms(queueMessage());
    const [first, second] = world.sms.references;
    expect(second?.notificationId).toBe(first?.notificationId);
    expect(second?.claimId).not.toBe(first?.claimId);
  });

  test.each([
    ["has a usable email", {}, {}, true],
    ["has none", { email: "none" }, {}, false],
    ["comes back after its email was refused", {}, { DeadLetterReason: "EMAIL_REFUSED" }, false],
    ["comes back after its email failed", {}, { FallbackReason: "ServiceUnavailable" }, false],
    ["comes back from a stopped channel", {}, { FallbackReason: "SENDING_STOPPED" }, true],
  ])(
    "names a fallback only where a failed text can become an email: one that %s",
    async (_, of, attributes, fallback) => {
      await world.bySms(queueMessage(appointment(of), { attributes }));
      expect(world.sms.references.map((reference) => reference.fallback)).toEqual([fallback]);
    },
  );
});

describe("A carrier that refuses opted-out numbers itself", () => {
  test("is asked nothing before it sends", async () => {
    world.sms.optedOut.add(PHONE);
    const sms = { send: world.sms.send.bind(world.sms) };
    const work = remindBySms(reminderOf(queueMessage()), { ...world.smsDependencies, sms });
    expect(await world.clock.drive(work)).toMatchObject({ event: { status: "SMS_SENT" } });
    expect([world.sms.checks, world.sms.calls]).toEqual([0, 1]);
  });

  test("ends an opted-out patient's text as the check does: by email, with the same code", async () => {
    world.sms.failSends(1, "OptedOut");
    const sms = { send: world.sms.send.bind(world.sms) };
    const work = remindBySms(reminderOf(queueMessage()), { ...world.smsDependencies, sms });
    expect(await world.clock.drive(work)).toEqual({ kind: "handed-over" });
    expect(world.emailQueue.message.attributes).toEqual({ FallbackReason: "OptedOut" });
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "OptedOut", possibleDuplicate: false });
  });
});
