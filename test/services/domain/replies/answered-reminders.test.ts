/** What an answer means for reminders that are on their way. */
import { appointment, queueMessage } from "../../../support/data/records";
import { TEXTS } from "../../../support/data/texts";
import { RepliesWorld } from "../../../support/worlds/replies-world";

let world: RepliesWorld;
beforeEach(() => {
  world = new RepliesWorld();
  Object.assign(world.smsDependencies, { texts: TEXTS });
});

/** The carrier reports that the first text was not delivered, and the email that follows is sent. */
async function textIsReportedUndelivered(): Promise<void> {
  const notification = { messageId: world.sms.delivered[0]?.messageId };
  const delivery = { providerResponse: "Phone is currently unreachable/unavailable" };
  const body = JSON.stringify({ notification, delivery, status: "FAILURE" });
  await world.byReceipts({ id: "receipt-1", body, attributes: {}, receives: 1 });
  for (const message of world.emailQueue.messages.splice(0)) await world.byEmail(message);
}

describe.each([
  ["of the table", () => world.remind()],
  ["of another system", () => world.bySms(queueMessage(appointment({ appointmentId: undefined })))],
])("A text %s that was answered and is reported as undelivered", (_, remind) => {
  test("is followed by no email if the patient asked to cancel", async () => {
    await remind();
    await world.byReplies(world.answer("X"));
    await textIsReportedUndelivered();
    expect(world.email.delivered).toEqual([]);
    expect(world.log.item).toMatchObject({ status: "CANCELLED", reason: "CANCEL_REQUESTED", reply: "CANCEL" });
  });

  test("is followed by an email if the patient confirmed, and the log keeps the answer", async () => {
    await remind();
    await world.byReplies(world.answer("C"));
    await textIsReportedUndelivered();
    expect(world.email.delivered).toHaveLength(1);
    expect(world.log.item).toMatchObject({ status: "EMAIL_SENT", reply: "CONFIRM" });
  });
});
