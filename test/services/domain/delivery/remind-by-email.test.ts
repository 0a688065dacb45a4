import type { EmailCarrier } from "../../../../services/domain/delivery/carriers";
import { remindByEmail } from "../../../../services/domain/delivery/remind-by-email";
import { ProviderError, RetryLater } from "../../../../services/domain/retry/failure";
import { emailOf } from "../../../support/data/emails";
import { appointment, EMAIL, NOW, queueMessage, reminderOf } from "../../../support/data/records";
import { LEASE_MS } from "../../../support/fakes/fake-delivery-log";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const withoutPhone = appointment({ phoneNumber: undefined });
const copy = queueMessage(withoutPhone, { id: "a copy" });

let world: PipelineWorld;
/** The message as the SMS consumer put it on the email queue. */
let message: ReturnType<typeof queueMessage>;
beforeEach(async () => {
  world = new PipelineWorld();
  await world.bySms(queueMessage(withoutPhone));
  message = world.emailQueue.message;
});

describe("A reminder whose turn is the email's", () => {
  test("reaches the mailbox with its text", async () => {
    await world.byEmail(message);
    const content = emailOf(withoutPhone);
    expect(world.email.delivered).toEqual([{ address: EMAIL, content, messageId: "email-1" }]);
  });

  test("ends with an outcome that tells why it was no SMS", async () => {
    expect(await world.byEmail(message)).toMatchObject({
      kind: "outcome",
      event: { status: "EMAIL_SENT", channel: "EMAIL", messageId: "email-1", reason: "NO_USABLE_PHONE" },
    });
  });

  test("is in the log with all that happened", async () => {
    await world.byEmail(message);
    expect(world.log.item).toMatchObject({
      status: "EMAIL_SENT",
      channel: "EMAIL",
      messageId: "email-1",
      email: EMAIL,
      attempts: 1,
      emailAttempts: 1,
      history: [
        { status: "EMAIL_PENDING", code: "NO_USABLE_PHONE" },
        { status: "EMAIL_SENDING", channel: "EMAIL" },
        { status: "EMAIL_SENT", channel: "EMAIL", messageId: "email-1" },
      ],
    });
  });

  test("is claimed before it is sent", async () => {
    world.email.onSend = () => expect(world.log.item.status).toBe("EMAIL_SENDING");
    await world.byEmail(message);
    expect(world.email.delivered).toHaveLength(1);
  });

  test("is not sent when its claim cannot be written", async () => {
    world.log.failOn("claimEmail", new Error("the log is out of reach"));
    await expect(world.byEmail(message)).rejects.toThrow("the log is out of reach");
    expect(world.email.calls).toBe(0);
  });

  test("goes to no other queue", async () => {
    await world.byEmail(message);
    expect(world.deadLetters.messages).toEqual([]);
    expect(world.emailQueue.messages).toHaveLength(1);
  });

  test("expires where the appointment began in the meantime", async () => {
    world.clock.advance(Date.parse("2026-12-02T19:30:00Z") - NOW);
    expect(await world.byEmail(message)).toMatchObject({ event: { status: "EXPIRED" } });
    expect(world.email.calls).toBe(0);
  });
});

test("a reminder whose SMS failed to the last is sent by email, and its history tells of both", async () => {
  const both = queueMessage(appointment({ appointmentId: "appointment-2" }));
  world = new PipelineWorld();
  world.sms.failSends(3, "InternalError");
  for (let tries = 0; tries < 3; tries += 1) await expect(world.bySms(both)).rejects.toThrow(RetryLater);
  // SQS itself moves the message: same id, no attributes of ours.
  expect(await world.byEmail(both)).toMatchObject({ event: { status: "EMAIL_SENT", reason: "InternalError" } });
  expect(world.log.item).toMatchObject({ attempts: 4, emailAttempts: 1 });
});

describe("The same email twice", () => {
  test("is sent once; the second counts as a duplicate", async () => {
    await world.byEmail(message);
    expect(await world.byEmail(copy)).toEqual({ kind: "duplicate" });
    expect(world.email.delivered).toHaveLength(1);
  });

  test("at the same time is sent by one; the other is left to SQS", async () => {
    const tries = ["one", "two", "three"].map((id) =>
      remindByEmail(reminderOf(queueMessage(withoutPhone, { id }), { batchId: id }), world.emailDependencies),
    );
    const results = await world.clock.drive(Promise.allSettled(tries));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results).toContainEqual({ status: "rejected", reason: new RetryLater("IN_PROGRESS") });
    expect(world.email.delivered).toHaveLength(1);
  });

  test("is not sent after the SMS was", async () => {
    world = new PipelineWorld();
    await world.bySms(queueMessage());
    expect(await world.byEmail({ ...queueMessage(), id: "another" })).toEqual({ kind: "duplicate" });
    expect(world.email.calls).toBe(0);
  });

  test("is not sent while the SMS is being sent", async () => {
    world = new PipelineWorld();
    world.log.failOn("claimSms", new Error("its owner died"), true);
    await expect(world.bySms(queueMessage())).rejects.toThrow();
    await expect(world.byEmail(queueMessage())).rejects.toThrow(new RetryLater("IN_PROGRESS"));
  });
});

describe("An email whose owner died", () => {
  beforeEach(async () => {
    world.log.failOn("claimEmail", new Error("its owner died"), true);
    await expect(world.byEmail(message)).rejects.toThrow("its owner died");
  });

  test("is left alone while the lease holds", async () => {
    world.clock.advance(LEASE_MS);
    await expect(world.byEmail(message)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
  });

  test("is taken over once the lease ran out, and the log says that the patient may be reminded twice", async () => {
    world.clock.advance(LEASE_MS + 1);
    expect(await world.byEmail(message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(world.log.item).toMatchObject({ attempts: 2, possibleDuplicate: true });
  });

  test("leaves a copy on the other queue to SQS, however long it is dead: the email is the email consumer's", async () => {
    await expect(world.bySms(copy)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    world.clock.advance(LEASE_MS + 1);
    await expect(world.bySms(copy)).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    expect(await world.byEmail(copy)).toMatchObject({ event: { status: "EMAIL_SENT" } });
  });
});

test("an SMS whose owner died to the last is taken over by email, and the patient may be reminded twice", async () => {
  world = new PipelineWorld();
  world.log.failOn("claimSms", new Error("its owner died"), true);
  await expect(world.bySms(queueMessage())).rejects.toThrow();
  world.clock.advance(LEASE_MS + 1);
  expect(await world.byEmail(queueMessage())).toMatchObject({ event: { status: "EMAIL_SENT" } });
  expect(world.log.item.possibleDuplicate).toBe(true);
});

describe("An owner that was so slow that another took its claim", () => {
  /** The first owner's provider answers only after the other's work is done. */
  const sendSlowly = (answer: () => Promise<string>) => {
    const slow: EmailCarrier = {
      sender: world.email.sender,
      send: async () => {
        world.clock.advance(LEASE_MS + 1);
        await world.byEmail(copy);
        return answer();
      },
    };
    return remindByEmail(reminderOf(message), { ...world.emailDependencies, email: slow });
  };
  afterEach(() => {
    expect(world.log.item).toMatchObject({ status: "EMAIL_SENT", messageId: "email-1", possibleDuplicate: true });
    expect(world.deadLetters.messages).toEqual([]);
  });

  test("counts a duplicate when its email was accepted", async () => {
    expect(await sendSlowly(async () => "email-late")).toEqual({ kind: "duplicate" });
  });

  test("puts nothing in the DLQ when its email was refused", async () => {
    const refused = sendSlowly(() => Promise.reject(new ProviderError("MessageRejected", false)));
    expect(await refused).toEqual({ kind: "duplicate" });
  });

  test("leaves its message to SQS when its email failed", async () => {
    const failed = sendSlowly(() => Promise.reject(new ProviderError("ServiceUnavailable", false)));
    await expect(failed).rejects.toThrow(RetryLater);
  });
});
