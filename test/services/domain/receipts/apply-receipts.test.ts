/** What receipts make of notifications, with both consumers before and after them. */
import { METRICS } from "../../../../contracts/metrics";
import { DeadLetterNotSent } from "../../../../services/domain/delivery/attempt-result";
import type { QueueMessage } from "../../../../services/domain/ports";
import { MATCH_ATTEMPTS } from "../../../../services/domain/receipts/consume-receipts";
import { appointment, logEntry, queueMessage } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { ACCOUNT, PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
let receipts: number;
beforeEach(() => {
  world = new PipelineWorld();
  receipts = 0;
});

/** A message of the receipts queue. */
function received(body: object | string, { id, receives = 1 }: Partial<QueueMessage> = {}): QueueMessage {
  receipts += 1;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { id: id ?? `receipt-${receipts}`, body: text, attributes: {}, receives };
}

const ofText = (messageId: string, providerResponse?: string) => ({
  notification: { messageId },
  delivery: { dwellTimeMs: 600, ...(providerResponse && { providerResponse }) },
  status: providerResponse ? "FAILURE" : "SUCCESS",
});
const UNREACHABLE = "Phone is currently unreachable/unavailable";

/** An event of SES about the email of the only notification. */
function ofEmail(eventType: "Delivery" | "Bounce" | "Complaint", bounceType = "Permanent") {
  const { messageId, notificationId, timestamp, claimId } = world.log.item;
  const tags = { notificationId: [notificationId], timestamp: [String(timestamp)], claimId: [claimId] };
  return {
    eventType,
    mail: { messageId, sendingAccountId: ACCOUNT, tags },
    ...(eventType === "Bounce" && { bounce: { bounceType, bounceSubType: "General" } }),
  };
}

/** The id of the last text. */
const lastText = () => world.sms.delivered.at(-1)?.messageId ?? "";
const statuses = () => world.log.item.history.map(({ status, code }) => (code ? `${status} ${code}` : status));
const events = () => world.topic.events.map(({ status }) => status);
const counted = () => Object.assign({}, ...world.metrics.calls) as Record<string, number>;

/** The message that the pipeline put on the email queue. */
function emailMessage(): QueueMessage {
  const [message] = world.emailQueue.messages.splice(0, 1);
  if (!message) throw new Error("the email queue is empty");
  return { id: "email-1", body: message.body, attributes: message.attributes ?? {} };
}

async function sendText(changes: Parameters<typeof appointment>[0] = {}): Promise<void> {
  await world.bySms(queueMessage(appointment(changes)));
}

test("a text that its carrier reports as delivered ends as SMS_DELIVERED, with an event and its time", async () => {
  await sendText();
  await world.byReceipts(received(ofText(lastText())));
  expect(world.log.item).toMatchObject({ status: "SMS_DELIVERED", channel: "SMS", messageId: lastText() });
  expect(statuses()).toEqual(["SMS_SENDING", "SMS_SENT", "SMS_DELIVERED"]);
  expect(events()).toEqual(["SMS_DELIVERED"]);
  expect(world.topic.events[0]).toMatchObject({ channel: "SMS", messageId: lastText() });
  expect(counted()).toEqual({ [METRICS.delivered]: 1 });
  expect(world.metrics.series).toEqual([{ [METRICS.deliverySeconds]: [0.6] }]);
});

test("a text that is not delivered becomes an email, which says why", async () => {
  await sendText();
  await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
  expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "UNREACHABLE" });
  expect(events()).toEqual([]);
  expect(counted()).toEqual({ [METRICS.undeliveredTexts]: 1 });
  const message = emailMessage();
  expect(message.attributes).toEqual({ FallbackReason: "UNREACHABLE" });
  await world.byEmail(message);
  expect(world.email.delivered).toHaveLength(1);
  expect(world.log.item).toMatchObject({ status: "EMAIL_SENT", reason: "UNREACHABLE" });
});

test("the email that follows a text is made of the same message", async () => {
  await sendText({ instructions: "Come fasting.", timeZone: "America/Chicago", patientFirstName: "Ana" });
  await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
  await world.byEmail(emailMessage());
  expect(world.log.items).toHaveLength(1);
  expect(JSON.stringify(world.email.delivered[0])).toContain("Come fasting.");
});

test("a text that is not delivered and has no email ends as UNDELIVERED, in no queue", async () => {
  await sendText({ email: undefined });
  await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
  expect(world.log.item).toMatchObject({
    status: "UNDELIVERED",
    reason: "UNREACHABLE",
    attentionAt: expect.any(String),
  });
  expect(events()).toEqual(["UNDELIVERED"]);
  expect(world.topic.events[0]).toMatchObject({ reason: "UNREACHABLE", channel: "SMS", messageId: lastText() });
  expect(counted()).toEqual({ [METRICS.undeliveredTexts]: 1, [METRICS.undelivered]: 1 });
  const { emailQueue, deadLetters, receiptsDeadLetters } = world;
  expect([emailQueue, deadLetters, receiptsDeadLetters].flatMap(({ messages }) => messages)).toEqual([]);
});

test("nothing is sent for an appointment that has begun when the receipt comes", async () => {
  await sendText();
  world.clock.advance(7 * 86_400_000);
  await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
  expect(world.log.item.status).toBe("UNDELIVERED");
  expect(world.emailQueue.messages).toEqual([]);
});

test("an undelivered reminder is tried again by a message with another phone, and only then", async () => {
  await sendText({ email: undefined });
  await world.byReceipts(received(ofText(lastText(), "Invalid phone number")));
  await world.bySms(queueMessage(appointment({ email: undefined }), { id: "again" }));
  expect(world.sms.delivered).toHaveLength(1);
  await world.bySms(queueMessage(appointment({ email: undefined, phoneNumber: "+12065550101" }), { id: "corrected" }));
  expect(world.sms.delivered).toHaveLength(2);
  expect(world.log.item).toMatchObject({ status: "SMS_SENT" });
  expect(world.log.item).not.toHaveProperty("attentionAt");
  await world.byReceipts(received(ofText(lastText())));
  expect(world.log.item.status).toBe("SMS_DELIVERED");
});

test("a failure of an earlier text does not count once another text was accepted", async () => {
  await sendText({ email: undefined });
  const first = lastText();
  await world.byReceipts(received(ofText(first, UNREACHABLE)));
  await world.bySms(queueMessage(appointment({ phoneNumber: "+12065550101" }), { id: "corrected" }));
  await world.byReceipts(received(ofText(first, UNREACHABLE), { receives: MATCH_ATTEMPTS }));
  expect(world.log.item.status).toBe("SMS_SENT");
});

test("an email that its carrier reports as delivered ends as EMAIL_DELIVERED, and keeps why it was an email", async () => {
  await sendText();
  await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
  await world.byEmail(emailMessage());
  await world.byReceipts(received(ofEmail("Delivery")));
  expect(world.log.item).toMatchObject({ status: "EMAIL_DELIVERED", channel: "EMAIL", reason: "UNREACHABLE" });
});

describe("An email", () => {
  beforeEach(async () => {
    await world.byEmail(queueMessage());
  });

  test("that bounces ends as UNDELIVERED, also after it was delivered", async () => {
    const bounce = ofEmail("Bounce");
    await world.byReceipts(received(ofEmail("Delivery")));
    await world.byReceipts(received(bounce));
    expect(world.log.item).toMatchObject({ status: "UNDELIVERED", reason: "NO_MAILBOX", channel: "EMAIL" });
    expect(events()).toEqual(["EMAIL_DELIVERED", "UNDELIVERED"]);
  });

  test("that a mail server refuses for the time being ends as UNDELIVERED, and as delivered if it arrives after all", async () => {
    const delivery = ofEmail("Delivery");
    await world.byReceipts(received(ofEmail("Bounce", "Transient")));
    expect(world.log.item).toMatchObject({ status: "UNDELIVERED", reason: "UNREACHABLE" });
    await world.byReceipts(received(delivery));
    expect(world.log.item.status).toBe("EMAIL_DELIVERED");
  });

  test("that was delivered stays delivered if the recipient's absence is announced later", async () => {
    const absence = ofEmail("Bounce", "Transient");
    await world.byReceipts(received(ofEmail("Delivery")));
    await world.byReceipts(received(absence));
    expect(world.log.item.status).toBe("EMAIL_DELIVERED");
    expect(statuses().at(-1)).toBe("EMAIL_DELIVERED UNREACHABLE");
  });

  test("that bounced stays undelivered if its delivery is reported later", async () => {
    const delivery = ofEmail("Delivery");
    await world.byReceipts(received(ofEmail("Bounce")));
    await world.byReceipts(received(delivery));
    expect(world.log.item.status).toBe("UNDELIVERED");
  });

  test("that was marked as spam was delivered", async () => {
    await world.byReceipts(received(ofEmail("Complaint")));
    expect(world.log.item.status).toBe("EMAIL_DELIVERED");
    expect(statuses().at(-1)).toBe("EMAIL_DELIVERED COMPLAINT");
  });
});

describe("A text whose response was lost", () => {
  const context = () => {
    const [reference] = world.sms.references;
    if (!reference) throw new Error("no text was sent");
    const { notificationId, timestamp, claimId } = reference;
    return { notificationId, timestamp: String(timestamp), claimId };
  };
  const delivered = (): object => ({
    eventType: "TEXT_DELIVERED",
    messageId: lastText(),
    isFinal: true,
    eventTimestamp: 2_000,
    messageRequestTimestamp: 1_000,
    context: context(),
  });
  beforeEach(async () => {
    world.sms.loseAnswers(1, "TimeoutError");
    await sendText().catch(() => {});
    expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", sendInDoubt: true });
  });

  test("is not sent again once its receipt says that it was delivered", async () => {
    await world.byReceipts(received(delivered()));
    expect(world.log.item).toMatchObject({ status: "SMS_DELIVERED", messageId: lastText() });
    expect(world.log.item).not.toHaveProperty("sendInDoubt");
    await sendText();
    expect(world.sms.delivered).toHaveLength(1);
  });

  test("is delivered although its message has gone to the email queue, and no email follows", async () => {
    await world.byReceipts(received(delivered()));
    await world.byEmail(queueMessage());
    expect(world.email.delivered).toEqual([]);
    expect(world.log.item.status).toBe("SMS_DELIVERED");
  });

  test("whose email was accepted before ends as delivered, and is not overwritten by a bounce", async () => {
    await world.byEmail(queueMessage());
    const bounce = ofEmail("Bounce");
    await world.byReceipts(received(delivered()));
    await world.byReceipts(received(bounce));
    expect(world.log.item.status).toBe("SMS_DELIVERED");
  });
});

describe("An email whose response was lost", () => {
  let first: ReturnType<typeof ofEmail>;
  beforeEach(async () => {
    world.email.loseAnswers(1, "TimeoutError");
    await world.byEmail(queueMessage()).catch(() => {});
    const { messageId = "" } = world.email.delivered[0] ?? {};
    first = ofEmail("Delivery");
    first.mail.messageId = messageId;
    await world.byEmail(queueMessage());
  });

  test("counts as delivered although the one after it was not", async () => {
    await world.byReceipts(received(ofEmail("Bounce", "Transient")));
    await world.byReceipts(received(first));
    expect(world.log.item).toMatchObject({ status: "EMAIL_DELIVERED", messageId: first.mail.messageId });
  });

  test("is not delivered if it has bounced, also if its delivery is reported while another is accepted", async () => {
    const bounce = { ...ofEmail("Bounce"), mail: first.mail };
    await world.byReceipts(received(bounce));
    await world.byReceipts(received(first));
    expect(world.log.item).toMatchObject({ status: "EMAIL_SENT" });
  });
});

test("a receipt that would only be noted is left to SQS if its notification has changed since it was read", async () => {
  await sendText();
  await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
  await world.byEmail(emailMessage());
  const bounce = ofEmail("Bounce");
  const early = received(ofText("sms-earlier", UNREACHABLE));
  const { log, receiptLog } = world;
  receiptLog.find = async () => ({ key: log.item, hasFallback: false });
  const note = receiptLog.note.bind(receiptLog);
  receiptLog.note = async (...written) => {
    receiptLog.note = note;
    await world.byReceipts(received(bounce));
    return note(...written);
  };
  const { length } = log.item.history;
  expect(await world.byReceipts(early)).toMatchObject([{ status: "rejected", reason: { code: "CHANGED_MEANWHILE" } }]);
  expect(log.item.history).toHaveLength(length + 1);
  await world.byReceipts(early);
  expect(statuses().slice(-2)).toEqual(["UNDELIVERED NO_MAILBOX", "UNDELIVERED UNREACHABLE"]);
});

test("a line that notes a receipt while a long history is shortened is not lost", async () => {
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: "America/New_York" };
  const log = new FakeDeliveryLog(world.clock, { ...settings, historyBounds: { first: 1, last: 1 } });
  const entry = logEntry();
  await log.apply("claimSms", entry);
  await log.apply("retrySms", entry);
  const { item: held } = await log.apply("claimSms", { ...entry, claimId: "second" });
  await log.note(held, { channel: "SMS", messageId: "sms-earlier", code: "UNREACHABLE" });
  const sent = { ...entry, claimId: "second", messageId: "sms-2" };
  expect(await log.apply("recordSmsSent", { ...sent, held })).toMatchObject({ applied: false });
  await log.apply("recordSmsSent", { ...sent, held: log.item });
  expect(log.item.historyGap).toEqual({ after: 1, lines: 3 });
});

describe("A receipt", () => {
  test("that is faster than the record of its text waits, and counts when it is received again", async () => {
    const early = received(ofText("sms-1"));
    const [first] = await world.byReceipts(early);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "UNMATCHED" } });
    expect(world.metrics.calls).toEqual([]);
    await sendText();
    await world.byReceipts(received(ofText(lastText()), { receives: 2 }));
    expect(world.log.item.status).toBe("SMS_DELIVERED");
  });

  test("that is faster than the index waits", async () => {
    await sendText();
    world.receiptLog.indexLags = true;
    const receipt = received(ofText(lastText()));
    expect(await world.byReceipts(receipt)).toMatchObject([{ status: "rejected" }]);
    world.receiptLog.indexLags = false;
    expect(await world.byReceipts(receipt)).toMatchObject([{ status: "fulfilled" }]);
    expect(world.log.item.status).toBe("SMS_DELIVERED");
  });

  test("of another program's text is counted and acknowledged in the end", async () => {
    const results = await world.byReceipts(received(ofText("another"), { receives: MATCH_ATTEMPTS }));
    expect(results).toMatchObject([{ status: "fulfilled" }]);
    expect(counted()).toEqual({ [METRICS.unmatchedReceipts]: 1 });
  });

  test("that arrives twice changes nothing the second time, and its event is published once", async () => {
    await sendText({ email: undefined });
    const body = ofText(lastText(), UNREACHABLE);
    await world.byReceipts(received(body), received(body));
    await world.byReceipts(received(body));
    expect(world.log.item.history).toHaveLength(3);
    expect(events()).toEqual(["UNDELIVERED"]);
    expect(counted()).toEqual({ [METRICS.undeliveredTexts]: 1, [METRICS.undelivered]: 1 });
  });

  test("that is delivered again because its owner died publishes its event again", async () => {
    await sendText();
    const receipt = received(ofText(lastText()));
    world.topic.failing = true;
    await world.byReceipts(receipt);
    world.topic.failing = false;
    await world.byReceipts(receipt);
    expect(events()).toEqual(["SMS_DELIVERED"]);
    expect(counted()).toEqual({ [METRICS.delivered]: 1 });
  });

  test("whose email did not reach its queue is left to SQS, and queues it the next time", async () => {
    await sendText();
    const receipt = received(ofText(lastText(), UNREACHABLE));
    world.emailQueue.failNext();
    expect(await world.byReceipts(receipt)).toMatchObject([{ status: "rejected" }]);
    expect(counted()).toEqual({ [METRICS.retried]: 1 });
    await world.byReceipts(receipt);
    await world.byEmail(emailMessage());
    expect(world.email.delivered).toHaveLength(1);
  });

  describe("that an operator redrove from the DLQ", () => {
    const redriven = (body: object) => ({ ...received(body), attributes: { DeadLetterReason: "RECEIVE_LIMIT" } });

    test("does not queue an email once another contact has its turn", async () => {
      await sendText({ email: undefined });
      const failure = ofText(lastText(), UNREACHABLE);
      await world.byReceipts(received(failure));
      await world.bySms(queueMessage(appointment({ phoneNumber: undefined }), { id: "corrected" }));
      world.emailQueue.messages.splice(0);
      expect(await world.byReceipts(redriven(failure))).toMatchObject([{ status: "fulfilled" }]);
      expect(world.log.item.status).toBe("EMAIL_PENDING");
      expect(world.emailQueue.messages).toEqual([]);
    });

    test("publishes again an outcome whose event may be lost", async () => {
      await sendText({ email: undefined });
      const failure = ofText(lastText(), UNREACHABLE);
      world.topic.failing = true;
      await world.byReceipts(received(failure));
      world.topic.failing = false;
      await world.byReceipts(redriven(failure));
      expect(events()).toEqual(["UNDELIVERED"]);
      await world.byReceipts(redriven(ofText(lastText())));
      expect(events()).toEqual(["UNDELIVERED", "SMS_DELIVERED"]);
    });
  });

  test("that meets an attempt in progress waits, and does not count as failed", async () => {
    await sendText({ email: undefined });
    const first = lastText();
    await world.byReceipts(received(ofText(first, UNREACHABLE)));
    let met: unknown;
    world.sms.onSend = () => {
      met ??= world.byReceipts(received(ofText(first)));
    };
    await world.bySms(queueMessage(appointment({ phoneNumber: "+12065550101" }), { id: "corrected" }));
    expect(await met).toMatchObject([{ status: "rejected", reason: { code: "IN_PROGRESS" } }]);
    expect(counted()).not.toHaveProperty(METRICS.retried);
  });

  test("repeated a thousand times leaves the history short", async () => {
    await sendText();
    await world.byReceipts(received(ofText(lastText())));
    for (let time = 0; time < 1_000; time += 1) {
      const body = ofText(lastText(), time % 2 === 0 ? UNREACHABLE : undefined);
      await world.byReceipts(received(body, { receives: MATCH_ATTEMPTS }));
    }
    expect(world.log.item.status).toBe("SMS_DELIVERED");
    expect(world.log.item.history).toHaveLength(4);
  });

  test("that shows a fault of the account's configuration is counted as one", async () => {
    await sendText({ email: undefined });
    await world.byReceipts(received(ofText(lastText(), "No quota left for account")));
    expect(counted()).toMatchObject({ [METRICS.misconfiguredReceipts]: 1, [METRICS.undelivered]: 1 });
  });

  test("that is none goes to the receipts' own DLQ at once, whole, without blocking the others", async () => {
    await sendText();
    const results = await world.byReceipts(received("no receipt"), received(ofText(lastText())));
    expect(results).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
    expect(world.receiptsDeadLetters.messages).toMatchObject([
      {
        body: "no receipt",
        attributes: { DeadLetterReason: "INVALID_JSON", DeadLetterDetail: "body", SourceQueue: "receipts" },
      },
    ]);
    expect(world.deadLetters.messages).toEqual([]);
    expect(counted()).toEqual({ [METRICS.rejected]: 1, [METRICS.delivered]: 1 });
  });

  test("leaves no contact and no provider's text in logs, metrics and events", async () => {
    await sendText();
    const body = { ...ofText(lastText(), "Phone +12065550100 cannot be reached"), destination: "+12065550100" };
    await world.byReceipts(received(body), received("+12065550100"));
    const written = JSON.stringify([world.logger.lines, world.metrics.calls, world.topic.events]);
    expect(written).not.toContain("2065550100");
    expect(JSON.stringify(world.log.item.history)).not.toContain("2065550100");
  });
});

test("without receipts the log keeps neither the text's id nor what an email could be made of", async () => {
  Object.assign(world.smsDependencies, { textReceipts: "off" });
  await sendText();
  expect(world.log.item).not.toHaveProperty("smsMessageId");
  expect(world.log.item).not.toHaveProperty("fallbackMessage");
});

test("with a carrier that returns its context the log keeps no id of the text, but what an email could be made of", async () => {
  Object.assign(world.smsDependencies, { textReceipts: "context" });
  await sendText();
  expect(world.log.item).not.toHaveProperty("smsMessageId");
  expect(world.log.item).toHaveProperty("fallbackMessage");
});

test("what an email could be made of is removed once the text was delivered, and kept only if there is a usable email", async () => {
  await sendText();
  expect(world.log.item).toHaveProperty("fallbackMessage");
  await world.byReceipts(received(ofText(lastText())));
  expect(world.log.item).not.toHaveProperty("fallbackMessage");
  const other = new PipelineWorld();
  await other.bySms(queueMessage(appointment({ email: "no address" })));
  expect(other.log.item).not.toHaveProperty("fallbackMessage");
});

describe("A contact that is corrected after a text was accepted", () => {
  const CORRECTED = { email: undefined, phoneNumber: "+12065550101" };

  test("is texted once the receipt says that the text was not delivered", async () => {
    await sendText({ email: undefined });
    const first = lastText();
    await world.bySms(queueMessage(appointment(CORRECTED), { id: "corrected" }));
    expect(world.sms.delivered).toHaveLength(1);
    await world.byReceipts(received(ofText(first, UNREACHABLE)));
    expect(world.log.item.status).toBe("UNDELIVERED");
    const [queued] = world.appointmentsQueue.messages;
    await world.bySms({ id: "later", body: queued?.body ?? "", attributes: queued?.attributes ?? {} });
    expect(world.sms.delivered.at(-1)?.phoneNumber).toBe("+12065550101");
    await world.byReceipts(received(ofText(lastText())));
    expect(world.log.item.status).toBe("SMS_DELIVERED");
    expect(world.log.item).not.toHaveProperty("laterMessage");
  });

  test("is not used if the text was delivered, and is forgotten then", async () => {
    await sendText({ email: undefined });
    await world.bySms(queueMessage(appointment(CORRECTED), { id: "corrected" }));
    expect(world.log.item).toHaveProperty("laterMessage");
    await world.byReceipts(received(ofText(lastText())));
    expect(world.log.item).not.toHaveProperty("laterMessage");
    expect(world.appointmentsQueue.messages).toEqual([]);
  });

  test("is queued again if the consumer of receipts died before it was", async () => {
    await sendText({ email: undefined });
    await world.bySms(queueMessage(appointment(CORRECTED), { id: "corrected" }));
    const receipt = received(ofText(lastText(), UNREACHABLE));
    world.appointmentsQueue.failNext();
    expect(await world.byReceipts(receipt)).toMatchObject([{ status: "rejected" }]);
    await world.byReceipts(receipt);
    expect(world.appointmentsQueue.messages).toHaveLength(1);
  });

  test("comes after the email that was already possible, if that email bounces", async () => {
    await sendText();
    await world.bySms(queueMessage(appointment(CORRECTED), { id: "corrected" }));
    await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
    await world.byEmail(emailMessage());
    await world.byReceipts(received(ofEmail("Bounce")));
    expect(world.log.item.status).toBe("UNDELIVERED");
    expect(world.appointmentsQueue.messages).toHaveLength(1);
  });

  test("comes after the email that was already possible, if that email is refused", async () => {
    await sendText();
    await world.bySms(queueMessage(appointment(CORRECTED), { id: "corrected" }));
    await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
    world.email.failSends(1, "MessageRejected");
    await world.byEmail(emailMessage());
    expect(world.log.item.status).toBe("ALL_FAILED");
    expect(world.deadLetters.messages).toHaveLength(1);
    const [queued] = world.appointmentsQueue.messages;
    await world.bySms({ id: "later", body: queued?.body ?? "", attributes: queued?.attributes ?? {} });
    expect(world.sms.delivered.at(-1)?.phoneNumber).toBe("+12065550101");
    expect(world.log.item.status).toBe("SMS_SENT");
  });

  test("is queued again if the consumer of emails died before it was", async () => {
    await sendText();
    await world.bySms(queueMessage(appointment(CORRECTED), { id: "corrected" }));
    await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
    world.email.failSends(1, "MessageRejected");
    world.appointmentsQueue.failNext();
    const message = emailMessage();
    await expect(world.byEmail(message)).rejects.toThrow(DeadLetterNotSent);
    await world.byEmail(message);
    expect(world.appointmentsQueue.messages).toHaveLength(1);
  });

  test("is not kept for a copy of the same message", async () => {
    await sendText({ email: undefined });
    await world.bySms(queueMessage(appointment({ email: undefined }), { id: "copy" }));
    expect(world.log.item).not.toHaveProperty("laterMessage");
  });
});

test("a patient who declines after a text was accepted gets nothing more, even if that text has no email to follow it", async () => {
  await sendText({ email: undefined });
  const declined = appointment({ email: undefined, contactPreference: "none" });
  await world.bySms(queueMessage(declined, { id: "declined" }));
  await world.byReceipts(received(ofText(lastText(), UNREACHABLE)));
  const [queued] = world.appointmentsQueue.messages;
  await world.bySms({ id: "later", body: queued?.body ?? "", attributes: {} });
  expect(world.log.item.status).toBe("DECLINED");
});

test("a decline after an accepted text is not replaced by an earlier message with another contact", async () => {
  await sendText({ email: undefined });
  const declined = appointment({ email: undefined, contactPreference: "none" });
  await world.bySms(queueMessage(declined, { id: "declined" }));
  const earlier = appointment({ email: undefined, phoneNumber: "+12065550101" });
  await world.bySms(queueMessage(earlier, { id: "earlier" }));
  expect(JSON.parse(world.log.item.laterMessage ?? "{}")).toMatchObject({ contactPreference: "none" });
});
