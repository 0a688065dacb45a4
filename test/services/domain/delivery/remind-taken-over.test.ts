import { remindByEmail } from "../../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import { ProviderError, RetryLater } from "../../../../services/domain/retry/failure";
import { appointment, logEntry, queueMessage, reminderOf } from "../../../support/data/records";
import { LEASE_MS } from "../../../support/fakes/fake-delivery-log";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const REFUSED = new ProviderError("InvalidParameter", false);

/** A send that lasts longer than the lease: before its answer comes, another try takes the notification over. */
async function overtaken(another: () => Promise<unknown>, answer: string | Error): Promise<string> {
  world.clock.advance(LEASE_MS + 1);
  await another();
  if (answer instanceof Error) throw answer;
  return answer;
}

describe("A try whose notification was taken over while it sent", () => {
  const slowText = (answer: string | Error) => ({
    isOptedOut: async () => false,
    send: () => overtaken(() => world.bySms(queueMessage()), answer),
  });
  const slowEmail = (answer: string | Error) => ({
    sender: world.email.sender,
    send: () => overtaken(() => world.byEmail(queueMessage()), answer),
  });

  test.each([
    ["was accepted", "late"],
    ["was refused", REFUSED],
  ])("is a duplicate where its text %s, and sends nothing to the email's queue", async (_, answer) => {
    const late = remindBySms(reminderOf(queueMessage()), { ...world.smsDependencies, sms: slowText(answer) });
    expect(await world.clock.drive(late)).toEqual({ kind: "duplicate" });
    expect(world.emailQueue.messages).toEqual([]);
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", messageId: "sms-1", possibleDuplicate: true });
  });

  test.each([
    ["was accepted", "late"],
    ["was refused", REFUSED],
  ])("is a duplicate where its email %s, and sends nothing to the DLQ", async (_, answer) => {
    const late = remindByEmail(reminderOf(queueMessage()), { ...world.emailDependencies, email: slowEmail(answer) });
    expect(await world.clock.drive(late)).toEqual({ kind: "duplicate" });
    expect(world.deadLetters.messages).toEqual([]);
    expect(world.log.item).toMatchObject({ status: "EMAIL_SENT", messageId: "email-1", possibleDuplicate: true });
  });
});

test("the SMS consumer leaves what the email's dead owner holds to the email consumer, when the appointment is over too", async () => {
  const message = queueMessage(appointment({ appointmentTime: "2026-12-01T10:01:00-05:00" }));
  await world.log.apply("claimEmail", logEntry({ key: reminderOf(message).key }));
  world.clock.advance(LEASE_MS + 1);
  await expect(world.bySms(message)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
  expect(await world.byEmail(message)).toMatchObject({ event: { status: "EXPIRED" } });
});
