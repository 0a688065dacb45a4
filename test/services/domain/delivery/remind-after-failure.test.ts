import { appointment, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

describe("A reminder that failed or reached nobody", () => {
  const unreachable = appointment({ phoneNumber: undefined, email: undefined });

  test("is taken up again when its contact was corrected", async () => {
    await world.bySms(queueMessage(unreachable));
    expect(await world.bySms(queueMessage(appointment(), { id: "corrected" }))).toMatchObject({
      event: { status: "SMS_SENT" },
    });
    expect(world.log.item).toMatchObject({ phoneNumber: "+12065550100", possibleDuplicate: false });
    expect(world.log.item.history.map(({ status }) => status)).toEqual(["NO_CONTACT", "SMS_SENDING", "SMS_SENT"]);
  });

  test("is taken up again by email when only that was corrected", async () => {
    await world.bySms(queueMessage(unreachable));
    const corrected = queueMessage(appointment({ phoneNumber: undefined }), { id: "corrected" });
    expect(await world.bySms(corrected)).toEqual({ kind: "handed-over" });
    expect(world.log.item.status).toBe("EMAIL_PENDING");
  });

  test("is taken up again when it comes back from the DLQ", async () => {
    const withoutEmail = appointment({ email: undefined });
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(queueMessage(withoutEmail));
    await world.byEmail(world.emailQueue.message);
    expect(world.log.item.status).toBe("ALL_FAILED");
    const { body, attributes } = world.deadLetters.message;
    expect(await world.bySms({ id: "redriven", body, attributes })).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("stays as it ended when it comes again without any contact, from the DLQ too", async () => {
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(queueMessage(appointment({ email: undefined })));
    await world.byEmail(world.emailQueue.message);
    const ways = [
      [{}, "duplicate"],
      [{ DeadLetterReason: "NO_USABLE_EMAIL" }, "published-again"],
    ] as const;
    for (const [attributes, kind] of ways) {
      expect(await world.bySms(queueMessage(unreachable, { id: "again", attributes }))).toMatchObject({ kind });
    }
    expect(world.log.item.status).toBe("ALL_FAILED");
  });

  test("stays as it ended when it comes again unchanged", async () => {
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(queueMessage(appointment({ email: undefined })));
    await world.byEmail(world.emailQueue.message);
    const again = queueMessage(appointment({ email: undefined }), { id: "again" });
    expect(await world.bySms(again)).toEqual({ kind: "duplicate" });
    expect(world.log.item.status).toBe("ALL_FAILED");
  });
});
