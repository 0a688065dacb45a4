import { RetryLater } from "../../../../services/domain/retry/failure";
import { appointment, queueMessage } from "../../../support/data/records";
import { LEASE_MS } from "../../../support/fakes/fake-delivery-log";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

/** An appointment whose only contact is a phone; `none` is no address. */
const message = queueMessage(appointment({ email: "none" }));

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

/** The text fails to its last try, and SQS transitions the message to the email queue. */
async function exhaustSms(tries = message): Promise<void> {
  world.sms.failSends(3, "InternalError");
  for (let count = 0; count < 3; count += 1) await expect(world.bySms(tries)).rejects.toThrow(RetryLater);
}

function redriven(id = "redriven") {
  const { body, attributes } = world.deadLetters.message;
  return { id, body, attributes };
}

test("ends as failed, and lies in the DLQ on its way back to the SMS", async () => {
  await exhaustSms();
  expect(await world.byEmail(message)).toMatchObject({
    kind: "outcome",
    event: { status: "ALL_FAILED", reason: "NO_USABLE_EMAIL" },
  });
  expect(world.deadLetters.message).toMatchObject({
    body: message.body,
    attributes: { DeadLetterReason: "NO_USABLE_EMAIL", DeadLetterDetail: "email", SourceQueue: "appointments" },
  });
  expect(world.email.calls).toBe(0);
});

test("ends the same way when the text was refused", async () => {
  world.sms.failSends(1, "InvalidParameter");
  await world.bySms(message);
  expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "ALL_FAILED" } });
  expect(world.deadLetters.message.attributes.SourceQueue).toBe("appointments");
});

test("reaches the phone when it is redriven and the carrier works again", async () => {
  await exhaustSms();
  await world.byEmail(message);
  expect(await world.bySms(redriven())).toMatchObject({ event: { status: "SMS_SENT" } });
});

test("fails again, and lies in the DLQ again, when it is redriven in vain", async () => {
  await exhaustSms();
  await world.byEmail(message);
  const again = redriven();
  world.deadLetters.messages.length = 0;
  await exhaustSms(again);
  expect(await world.byEmail(again)).toMatchObject({ event: { status: "ALL_FAILED" } });
  expect(world.deadLetters.message.attributes.DeadLetterReason).toBe("NO_USABLE_EMAIL");
});

test("returns to the DLQ when it is redriven to the email queue, where nothing can be done", async () => {
  await exhaustSms();
  await world.byEmail(message);
  const again = redriven();
  world.deadLetters.messages.length = 0;
  expect(await world.byEmail(again)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
  expect(world.deadLetters.message.body).toBe(message.body);
});

test("is put in the DLQ at the next try when the DLQ was out of reach", async () => {
  await exhaustSms();
  world.deadLetters.failNext();
  await expect(world.byEmail(message)).rejects.toMatchObject({ result: { event: { status: "ALL_FAILED" } } });
  expect(await world.byEmail(message)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
  expect(world.deadLetters.messages).toHaveLength(1);
});

test("a copy that comes once it has failed is a duplicate", async () => {
  await exhaustSms();
  await world.byEmail(message);
  expect(await world.byEmail({ ...message, id: "a copy" })).toEqual({ kind: "duplicate" });
  expect(world.deadLetters.messages).toHaveLength(1);
});

test("is left to SQS while the owner of its SMS may still be at it, and ends once the lease ran out", async () => {
  world.log.failOn("claimSms", new Error("its owner died"), true);
  await expect(world.bySms(message)).rejects.toThrow();
  await expect(world.byEmail(message)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
  world.clock.advance(LEASE_MS + 1);
  expect(await world.byEmail(message)).toMatchObject({ event: { status: "ALL_FAILED" } });
});
