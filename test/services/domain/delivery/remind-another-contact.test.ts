import { RetryLater } from "../../../../services/domain/retry/failure";
import { appointment, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

describe("A message that brings another contact", () => {
  const unusable = appointment({ phoneNumber: "n/a", email: "ana@example.com" });
  const corrected = queueMessage(appointment({ phoneNumber: "(206) 555-0177" }), { id: "corrected" });

  test("while the email to the former one is on its way is kept, and tried when that fails", async () => {
    await world.bySms(queueMessage(unusable));
    await expect(world.bySms(corrected)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    world.email.failSends(1, "MessageRejected");
    await world.byEmail(world.emailQueue.message);
    expect(await world.bySms(corrected)).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("and comes to the email with a phone alone after all failed goes to the DLQ, for its phone", async () => {
    await world.bySms(queueMessage(unusable));
    world.email.failSends(1, "MessageRejected");
    await world.byEmail(world.emailQueue.message);
    const phoneOnly = queueMessage(appointment({ email: undefined }), { id: "a phone alone" });
    expect(await world.byEmail(phoneOnly)).toEqual({ kind: "handed-over" });
    const letter = world.deadLetters.messages.at(-1);
    expect(letter).toMatchObject({ attributes: { DeadLetterReason: "NO_USABLE_EMAIL", SourceQueue: "appointments" } });
    const redriven = { id: "redriven", body: letter?.body ?? "", attributes: letter?.attributes ?? {} };
    expect(await world.bySms(redriven)).toMatchObject({ event: { status: "SMS_SENT" } });
    expect(world.log.item.history.filter(({ status }) => status === "ALL_FAILED")).toHaveLength(1);
  });
});
