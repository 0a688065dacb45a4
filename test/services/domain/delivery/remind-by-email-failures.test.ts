import { DeadLetterNotSent } from "../../../../services/domain/delivery/attempt-result";
import { MAX_EMAIL_ATTEMPTS } from "../../../../services/domain/delivery/remind-by-email";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { appointment, NOW, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const withoutPhone = appointment({ phoneNumber: undefined });

let world: PipelineWorld;
/** The message as the SMS consumer put it on the email queue. */
let message: ReturnType<typeof queueMessage>;
beforeEach(async () => {
  world = new PipelineWorld();
  await world.bySms(queueMessage(withoutPhone));
  message = world.emailQueue.message;
});

/** The email fails to its last try. */
async function exhaust(): Promise<void> {
  world.email.failSends(MAX_EMAIL_ATTEMPTS, "ServiceUnavailable");
  for (let tries = 1; tries < MAX_EMAIL_ATTEMPTS; tries += 1) {
    await expect(world.byEmail(message)).rejects.toThrow(new RetryLater("ServiceUnavailable"));
  }
}

/** The message as a redrive brings it back from the DLQ. */
function redriven() {
  const { body, attributes } = world.deadLetters.message;
  return { id: "redriven", body, attributes };
}

describe("An email that fails for now", () => {
  test("is left to SQS, and to the log that its turn is still to come", async () => {
    world.email.failSends(1, "ServiceUnavailable");
    await expect(world.byEmail(message)).rejects.toThrow(new RetryLater("ServiceUnavailable"));
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "NO_USABLE_PHONE", emailAttempts: 1 });
    expect(world.deadLetters.messages).toEqual([]);
  });

  test("is sent at the next try", async () => {
    world.email.failSends(1, "ServiceUnavailable");
    await expect(world.byEmail(message)).rejects.toThrow();
    expect(await world.byEmail(message)).toMatchObject({
      event: { status: "EMAIL_SENT", reason: "NO_USABLE_PHONE" },
    });
    expect(world.log.item.possibleDuplicate).toBe(false);
  });

  test("may have been reminded twice where the first answer was lost", async () => {
    world.email.loseAnswers(1, "TimeoutError");
    await expect(world.byEmail(message)).rejects.toThrow();
    await world.byEmail(message);
    expect(world.email.delivered).toHaveLength(2);
    expect(world.log.item.possibleDuplicate).toBe(true);
  });

  test("to its fifth try ends as failed and lies in the DLQ, whole, with its reason", async () => {
    await exhaust();
    expect(await world.byEmail(message)).toMatchObject({
      kind: "outcome",
      event: { status: "ALL_FAILED", reason: "ServiceUnavailable" },
    });
    expect(world.email.calls).toBe(5);
    expect(world.log.item.status).toBe("ALL_FAILED");
    expect(world.deadLetters.message).toMatchObject({
      body: message.body,
      attributes: {
        DeadLetterReason: "EMAIL_ATTEMPTS_EXHAUSTED",
        DeadLetterDetail: "ServiceUnavailable",
        SourceQueue: "email-fallback",
      },
    });
  });

  test("is sent when it comes back from the DLQ, with all its tries again", async () => {
    await exhaust();
    await world.byEmail(message);
    world.email.failSends(MAX_EMAIL_ATTEMPTS - 1, "ServiceUnavailable");
    for (let tries = 1; tries < MAX_EMAIL_ATTEMPTS; tries += 1) {
      await expect(world.byEmail(redriven())).rejects.toThrow(RetryLater);
    }
    expect(await world.byEmail(redriven())).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(world.log.item.attempts).toBe(10);
  });

  test("ends as failed at most once for each way through the DLQ", async () => {
    await exhaust();
    await world.byEmail(message);
    expect(await world.byEmail(queueMessage(withoutPhone, { id: "a copy" }))).toEqual({ kind: "duplicate" });
    expect(world.deadLetters.messages).toHaveLength(1);
  });
});

describe("An email that is refused for good", () => {
  beforeEach(() => world.email.failSends(1, "MessageRejected"));

  test("ends as failed at once and lies in the DLQ with its reason", async () => {
    expect(await world.byEmail(message)).toMatchObject({ event: { status: "ALL_FAILED", reason: "MessageRejected" } });
    expect(world.deadLetters.message.attributes).toEqual({
      DeadLetterReason: "EMAIL_REFUSED",
      DeadLetterDetail: "MessageRejected",
      SourceQueue: "email-fallback",
    });
  });

  test("lies in the DLQ for the appointments queue where there is a phone: a redrive tries that first", async () => {
    const withPhone = queueMessage(appointment({ appointmentId: "with a phone" }), { id: "moved here by SQS" });
    await world.byEmail(withPhone);
    expect(world.deadLetters.message.attributes).toEqual({
      DeadLetterReason: "EMAIL_REFUSED",
      DeadLetterDetail: "MessageRejected",
      SourceQueue: "appointments",
    });
    const { body, attributes } = world.deadLetters.message;
    expect(await world.bySms({ id: "redriven", body, attributes })).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("is put in the DLQ at the next try when the DLQ was out of reach, without a second email", async () => {
    world.deadLetters.failNext();
    await expect(world.byEmail(message)).rejects.toThrow(DeadLetterNotSent);
    expect(world.log.item.status).toBe("ALL_FAILED");
    expect(await world.byEmail(message)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
    expect(world.email.calls).toBe(1);
    expect(world.deadLetters.message.attributes).toMatchObject({
      DeadLetterReason: "EMAIL_REFUSED",
      DeadLetterDetail: "MessageRejected",
    });
  });

  test("has its outcome counted once, and its event published again, however often its message comes", async () => {
    world.deadLetters.failNext();
    await expect(world.byEmail(message)).rejects.toMatchObject({
      result: { kind: "outcome", event: { status: "ALL_FAILED" } },
    });
    expect(await world.byEmail(message)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
    expect(await world.byEmail(message)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
  });

  test("is put in the DLQ at the next try also when the appointment has begun by then", async () => {
    world.deadLetters.failNext();
    await expect(world.byEmail(message)).rejects.toThrow(DeadLetterNotSent);
    world.clock.advance(2 * 86_400_000);
    expect(await world.byEmail(message)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
    expect(world.deadLetters.messages).toHaveLength(1);
  });

  test("that a redrive brings to success leaves no reason of its failure", async () => {
    await world.byEmail(message);
    expect(await world.byEmail(redriven())).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(world.log.item).not.toHaveProperty("reason");
  });

  test("that came back from the DLQ is put there again the same way, without a second email", async () => {
    await world.byEmail(message);
    world.email.failSends(1, "MessageRejected");
    world.deadLetters.failNext();
    const again = redriven();
    await expect(world.byEmail(again)).rejects.toThrow(DeadLetterNotSent);
    expect(await world.byEmail(again)).toMatchObject({ kind: "published-again", event: { status: "ALL_FAILED" } });
    expect(world.email.calls).toBe(2);
    expect(world.deadLetters.messages).toHaveLength(2);
  });

  test("is tried again when the address was corrected", async () => {
    await world.byEmail(message);
    const corrected = appointment({ phoneNumber: undefined, email: "ana.new@example.com" });
    expect(await world.bySms(queueMessage(corrected, { id: "corrected" }))).toEqual({ kind: "handed-over" });
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", email: "ana.new@example.com" });
  });
});

describe("An email provider's quota", () => {
  test("is waited for, which costs no try", async () => {
    world.email.failSends(3, "Throttling");
    expect(await world.byEmail(message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
    expect(world.clock.now()).toBeGreaterThan(NOW);
    expect(world.log.item.emailAttempts).toBe(1);
  });

  test("that outlasts the function puts the message off, as a fresh copy at the end of its queue", async () => {
    world.email.failSends(1_000, "Throttling");
    expect(await world.byEmail(message)).toEqual({ kind: "postponed" });
    expect(world.emailQueue.messages).toHaveLength(2);
    expect(world.emailQueue.messages[1]).toMatchObject({
      body: message.body,
      attributes: { FallbackReason: "NO_USABLE_PHONE", Postponed: "1" },
      delaySeconds: 60,
    });
    expect(world.log.item.status).toBe("EMAIL_PENDING");
    expect(world.log.item.history.at(-1)).toMatchObject({ channel: "EMAIL", code: "POSTPONED" });
  });

  test("costs none of the five tries, however often the message is put off", async () => {
    world.email.failSends(100_000, "Throttling");
    for (let times = 0; times < MAX_EMAIL_ATTEMPTS + 1; times += 1) {
      expect(await world.byEmail(world.emailQueue.messages[times] ?? message)).toEqual({ kind: "postponed" });
    }
    world.email.recover();
    world.email.failSends(1, "ServiceUnavailable");
    const copy = world.emailQueue.messages[MAX_EMAIL_ATTEMPTS + 1] ?? message;
    await expect(world.byEmail(copy)).rejects.toThrow(new RetryLater("ServiceUnavailable"));
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", emailAttempts: 1 });
  });
});

test("what became of an email is written until the log takes it: nobody is told twice for it", async () => {
  const outOfReach = new Error("the log is out of reach");
  world.log.failOn("retryEmail", outOfReach, false, 3);
  world.log.failOn("recordEmailSent", outOfReach, false, 3);
  world.email.failSends(1, "ServiceUnavailable");
  await expect(world.byEmail(message)).rejects.toThrow(new RetryLater("ServiceUnavailable"));
  expect(await world.byEmail(message)).toMatchObject({ kind: "outcome", event: { status: "EMAIL_SENT" } });
  expect(world.log.item).toMatchObject({ status: "EMAIL_SENT", possibleDuplicate: false });
  expect(world.email.delivered).toHaveLength(1);
});

test("that an email was given up is written until the log takes it", async () => {
  world.email.failSends(1, "MessageRejected");
  world.log.failOn("giveUp", new Error("the log is out of reach"), false, 3);
  expect(await world.byEmail(message)).toMatchObject({ kind: "outcome", event: { status: "ALL_FAILED" } });
  expect(world.deadLetters.messages).toHaveLength(1);
});

test("an error that nobody foresaw keeps the claim until the lease ends", async () => {
  world.email.onSend = () => {
    throw new TypeError("broken");
  };
  await expect(world.byEmail(message)).rejects.toThrow(TypeError);
  expect(world.log.item.status).toBe("EMAIL_SENDING");
  expect(world.deadLetters.messages).toEqual([]);
});
