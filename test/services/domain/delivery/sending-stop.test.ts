/** What a stop by an operator does to reminders on their way. */
import type { Channel } from "../../../../contracts/delivery-log";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { consumeBatch } from "../../../../services/domain/delivery/consume-batch";
import { remindByEmail } from "../../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import type { QueueMessage } from "../../../../services/domain/ports";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { CLINIC } from "../../../support/data/clinics";
import { appointment, NOW, queueMessage } from "../../../support/data/records";
import type { FakeQueue } from "../../../support/fakes/fake-queues";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const stop = (...channels: Channel[]) => {
  for (const channel of channels) world.stops.stopped.add(channel);
};
const start = () => world.stops.stopped.clear();

const EMAIL_ONLY = { phoneNumber: undefined };
/** An hour ahead, within the two hours in which what waits changes its channel. */
const NEAR = { appointmentTime: "2026-12-01T11:00:00-05:00" };
const FIXED_LINE = { phoneNumber: "+44 20 7946 0958" };

/** The message by which a reminder that was put off, or handed over, comes again. */
function next(queue: FakeQueue): QueueMessage {
  const sent = queue.messages.at(-1);
  if (!sent) throw new Error("Nothing was put on the queue");
  return { id: `copy-${queue.messages.length}`, body: sent.body, attributes: { ...sent.attributes } };
}

const sent = () => world.sms.delivered.length + world.email.delivered.length;
const history = () => world.log.item.history.map(({ status, code }) => [status, code].filter(Boolean).join(" "));

describe.each([
  ["text", "SMS", {}, () => world.appointmentsQueue, "SMS_RETRYING", "SMS_SENT"],
  ["email", "EMAIL", EMAIL_ONLY, () => world.emailQueue, "EMAIL_PENDING", "EMAIL_SENT"],
] as const)("A reminder by %s whose channel is stopped", (_name, channel, contact, queueOf, waiting, outcome) => {
  const consume = (message: QueueMessage) => (channel === "SMS" ? world.bySms(message) : world.byEmail(message));
  const message = () => queueMessage(appointment(contact));

  test("is not sent, does not fail, and waits as a fresh copy that comes in five minutes", async () => {
    stop(channel);
    expect(await consume(message())).toEqual({ kind: "stopped" });
    expect(sent()).toBe(0);
    expect(queueOf().message).toMatchObject({ body: message().body, attributes: {}, delaySeconds: 300 });
    expect(history().at(-1)).toBe(`${waiting} SENDING_STOPPED`);
  });

  test("is sent once it is started again, however long it waited", async () => {
    stop(channel);
    await consume(message());
    for (let times = 0; times < 20; times += 1) expect(await consume(next(queueOf()))).toEqual({ kind: "stopped" });
    start();
    expect(await consume(next(queueOf()))).toMatchObject({ kind: "outcome", event: { status: outcome } });
    expect(sent()).toBe(1);
    expect(world.log.item.possibleDuplicate).toBe(false);
  });

  test("is looked up again just before the send: a stop that comes after the claim counts", async () => {
    world.stops.onRead = () => {
      if (world.stops.reads.length === 2) stop(channel);
    };
    expect(await consume(message())).toEqual({ kind: "stopped" });
    expect(sent()).toBe(0);
    expect(history()).toEqual([channel === "SMS" ? "SMS_SENDING" : "EMAIL_SENDING", `${waiting} SENDING_STOPPED`]);
  });

  test("is looked up before each try: a stop that comes while the carrier throttles counts", async () => {
    const carrier = channel === "SMS" ? world.sms : world.email;
    carrier.failSends(2, "Throttling");
    world.stops.onRead = () => {
      if (world.stops.reads.length === 3) stop(channel);
    };
    expect(await consume(message())).toEqual({ kind: "stopped" });
    expect(sent()).toBe(0);
  });

  test("is acknowledged where its notification has ended", async () => {
    await consume({ ...message(), id: "the first" });
    stop(channel);
    expect(await consume({ ...message(), id: "again" })).toEqual({ kind: "duplicate" });
    expect(queueOf().messages).toEqual([]);
  });

  test("uses up no try", async () => {
    stop(channel);
    await consume(message());
    await consume(next(queueOf()));
    expect(world.log.item.emailAttempts ?? 0).toBe(0);
    expect(world.log.item.attempts).toBe(0);
  });

  test("keeps what an operator's redrive gave it", async () => {
    stop(channel);
    const attributes = { DeadLetterReason: "EMAIL_REFUSED", Reopens: "2026-11-30T10:00:00.000Z" };
    await consume({ ...message(), attributes: { ...attributes, Other: "of its sender" } });
    expect(queueOf().message.attributes).toEqual(attributes);
  });

  test("waits without a failure while its queue does not take the copy for a moment", async () => {
    stop(channel);
    queueOf().failNext();
    queueOf().failNext();
    expect(await consume(message())).toEqual({ kind: "stopped" });
  });

  test("is not said to be told twice where one answer was lost before the stop, and nothing was sent since", async () => {
    const carrier = channel === "SMS" ? world.sms : world.email;
    carrier.loseAnswers(1, "TimeoutError");
    await consume(message()).catch(() => {});
    expect(world.log.item).toMatchObject({ sendInDoubt: true, possibleDuplicate: false });
    stop(channel);
    await consume(message());
    expect(world.log.item.sendInDoubt).toBe(true);
    expect(world.log.item.possibleDuplicate ?? false).toBe(false);
    start();
    await consume(next(queueOf()));
    expect(world.log.item).toMatchObject({ status: outcome, possibleDuplicate: true });
  });

  test("is not said to be told twice where its owner died before the stop, before it is sent again", async () => {
    world.log.failOn(channel === "SMS" ? "claimSms" : "claimEmail", new Error("it dies"), true);
    await consume(message()).catch(() => {});
    world.clock.advance(300_000);
    stop(channel);
    await consume(message());
    expect(world.log.item.sendInDoubt).toBe(true);
    expect(world.log.item.possibleDuplicate ?? false).toBe(false);
    start();
    await consume(next(queueOf()));
    expect(world.log.item).toMatchObject({ status: outcome, possibleDuplicate: true });
  });

  test.each([
    ["claimed", channel === "SMS" ? "claimSms" : "claimEmail", false],
    ["claimed, or was and the answer is lost", channel === "SMS" ? "claimSms" : "claimEmail", true],
    ["released", channel === "SMS" ? "retrySms" : "retryEmail", false],
  ] as const)("waits without a failure while the log does not let it be %s", async (_, transition, written) => {
    stop(channel);
    world.log.failOn(transition, new Error("the log is out of reach"), written, 1_000);
    expect(await consume(message())).toEqual({ kind: "stopped" });
    expect(queueOf().message).toMatchObject({ delaySeconds: 300 });
    world.recover();
    start();
    // The lease of a claim that nobody released is over by then.
    world.clock.advance(300_000);
    expect(await consume(next(queueOf()))).toMatchObject({ event: { status: outcome } });
  });

  test("is left to SQS while the log is out of reach if it came before: its copy could not publish what it ended", async () => {
    stop(channel);
    world.log.failOn(channel === "SMS" ? "claimSms" : "claimEmail", new Error("the log is out of reach"));
    await expect(consume({ ...message(), receives: 2 })).rejects.toThrow("the log is out of reach");
    expect(queueOf().messages).toEqual([]);
    expect(await consume({ ...message(), receives: 3 })).toEqual({ kind: "stopped" });
  });

  test("is left to SQS while another delivery of the same message holds it", async () => {
    world.log.failOn(channel === "SMS" ? "claimSms" : "claimEmail", new Error("it dies"), true);
    await consume(message()).catch(() => {});
    stop(channel);
    await expect(consume({ ...message(), receives: 2 })).rejects.toThrow("IN_PROGRESS");
    expect(queueOf().messages).toEqual([]);
  });

  test("waits without a failure where neither the stops nor the log can be read", async () => {
    world.stops.unreadable = true;
    world.log.failOn(channel === "SMS" ? "claimSms" : "claimEmail", new Error("the log is out of reach"));
    expect(await consume(message())).toEqual({ kind: "blocked", code: "STOPS_UNREADABLE" });
    expect(queueOf().message).toMatchObject({ delaySeconds: 60 });
  });

  test("leaves its function the time that one call to SQS may take", async () => {
    stop(channel);
    let last = 0;
    queueOf().send = async () => {
      last = world.clock.now();
      throw new Error("the queue is out of reach");
    };
    await expect(consume(message())).rejects.toThrow("out of reach");
    // The function's own deadline is 50 s after the start.
    expect(last).toBeLessThanOrEqual(NOW + 40_000);
  });

  test("expires if its appointment begins first, and its history says that it was stopped", async () => {
    stop(channel);
    await consume(message());
    world.clock.advance(Date.parse("2026-12-02T14:30:01-05:00") - NOW);
    expect(await consume(next(queueOf()))).toMatchObject({ event: { status: "EXPIRED" } });
    expect(history().slice(-2)).toEqual([`${waiting} SENDING_STOPPED`, "EXPIRED"]);
  });

  test("is not sent where nobody can tell whether it is stopped, and that rings as a fault of the configuration", async () => {
    world.stops.unreadable = true;
    expect(await consume(message())).toEqual({ kind: "blocked", code: "STOPS_UNREADABLE" });
    expect(queueOf().message).toMatchObject({ delaySeconds: 60 });
    world.stops.unreadable = false;
    expect(await consume(next(queueOf()))).toMatchObject({ event: { status: outcome } });
  });
});

describe("A text whose channel alone is stopped", () => {
  test("goes by email when the appointment is near", async () => {
    stop("SMS");
    expect(await world.bySms(queueMessage(appointment(NEAR)))).toEqual({ kind: "handed-over" });
    expect(world.emailQueue.message.attributes).toEqual({ FallbackReason: "SENDING_STOPPED" });
    expect(await world.byEmail(next(world.emailQueue))).toMatchObject({ event: { status: "EMAIL_SENT" } });
  });

  test("is handed over without a failure where the queue of emails does not take it for a moment", async () => {
    stop("SMS");
    world.emailQueue.failNext();
    expect(await world.bySms(queueMessage(appointment(NEAR)))).toEqual({ kind: "handed-over" });
    expect(world.emailQueue.messages).toHaveLength(1);
  });

  test("takes no turn of the account's rate, and asks nothing of the carrier", async () => {
    stop("SMS");
    const { reserve } = world.budget;
    const reserved: number[] = [];
    world.budget.reserve = (span, latest) => {
      reserved.push(span);
      return reserve(span, latest);
    };
    await world.bySms(queueMessage(appointment()));
    expect(reserved).toEqual([]);
    expect(world.sms.checks).toBe(0);
  });

  test("does not hold up reminders without a phone", async () => {
    stop("SMS");
    expect(await world.bySms(queueMessage(appointment(EMAIL_ONLY)))).toEqual({ kind: "handed-over" });
    expect(await world.byEmail(next(world.emailQueue))).toMatchObject({ event: { status: "EMAIL_SENT" } });
  });
});

test("with both channels stopped, a reminder near its appointment waits for the start", async () => {
  stop("SMS", "EMAIL");
  expect(await world.bySms(queueMessage(appointment(NEAR)))).toEqual({ kind: "stopped" });
  expect(world.emailQueue.messages).toEqual([]);
  start();
  expect(await world.bySms(next(world.appointmentsQueue))).toMatchObject({ event: { status: "SMS_SENT" } });
});

describe("A text that went by email only because texts were stopped", () => {
  const handedOver = async (changes = {}) => {
    stop("SMS");
    await world.bySms(queueMessage(appointment({ ...NEAR, ...changes })));
    start();
    return next(world.emailQueue);
  };

  test("has its turn after all where emails are stopped by then", async () => {
    const message = await handedOver();
    stop("EMAIL");
    expect(await world.byEmail(message)).toEqual({ kind: "handed-over" });
    expect(await world.bySms(next(world.appointmentsQueue))).toMatchObject({ event: { status: "SMS_SENT" } });
  });

  test("has its turn after all where the email is refused, and ends in the DLQ only then", async () => {
    const message = await handedOver();
    world.email.failSends(1, "MessageRejected");
    world.sms.failSends(1, "InvalidParameter");
    expect(await world.byEmail(message)).toEqual({ kind: "handed-over" });
    expect(await world.bySms(next(world.appointmentsQueue))).toEqual({ kind: "handed-over" });
    world.email.failSends(1, "MessageRejected");
    expect(await world.byEmail(next(world.emailQueue))).toMatchObject({ event: { status: "ALL_FAILED" } });
    expect(world.deadLetters.messages).toHaveLength(1);
  });

  test("does not go back and forth while both channels wait", async () => {
    const message = await handedOver();
    stop("SMS", "EMAIL");
    expect(await world.byEmail(message)).toEqual({ kind: "stopped" });
    expect(await world.byEmail(next(world.emailQueue))).toEqual({ kind: "stopped" });
    expect(world.appointmentsQueue.messages).toEqual([]);
  });
});

test("a stopped text whose email was refused before its redrive waits, however near its appointment is", async () => {
  stop("SMS");
  const redriven = { ...queueMessage(appointment(NEAR)), attributes: { DeadLetterReason: "EMAIL_REFUSED" } };
  expect(await world.bySms(redriven)).toEqual({ kind: "stopped" });
  expect(world.emailQueue.messages).toEqual([]);
});

test("a text that waits for its quota does not go to a stopped email", async () => {
  stop("EMAIL");
  world.sms.failSends(1_000, "Throttling");
  expect(await world.bySms(queueMessage(appointment(NEAR)))).toEqual({ kind: "postponed" });
  expect(world.emailQueue.messages).toEqual([]);
});

test("a text that is refused falls back to its email, which obeys the stop", async () => {
  stop("EMAIL");
  world.sms.failSends(1, "InvalidParameter");
  expect(await world.bySms(queueMessage(appointment()))).toEqual({ kind: "handed-over" });
  expect(await world.byEmail(next(world.emailQueue))).toEqual({ kind: "stopped" });
  expect(sent()).toBe(0);
});

test("a stopped email of a fixed line becomes a text near the appointment, unless that is stopped, too", async () => {
  stop("EMAIL", "SMS");
  await world.bySms(queueMessage(appointment({ ...FIXED_LINE, ...NEAR })));
  expect(await world.byEmail(next(world.emailQueue))).toEqual({ kind: "stopped" });
  world.stops.stopped.delete("SMS");
  world.appointmentsQueue.failNext();
  expect(await world.byEmail(next(world.emailQueue))).toEqual({ kind: "handed-over" });
  expect(await world.bySms(next(world.appointmentsQueue))).toMatchObject({ event: { status: "SMS_SENT" } });
});

test("a redriven message of a stopped channel waits", async () => {
  stop("SMS", "EMAIL");
  const redriven = { ...queueMessage(), attributes: { DeadLetterReason: "EMAIL_REFUSED" } };
  expect(await world.bySms(redriven)).toEqual({ kind: "stopped" });
  expect(await world.byEmail({ ...redriven, id: "by email" })).toEqual({ kind: "stopped" });
});

test("a message whose notification another one holds is put off while its channel is stopped, and left to SQS otherwise", async () => {
  // The claim's holder dies: nobody releases it before its lease is over.
  world.log.failOn("claimSms", new Error("it dies"), true);
  await world.bySms(queueMessage()).catch(() => {});
  const copy = { ...queueMessage(), id: "another copy" };
  await expect(world.bySms(copy)).rejects.toThrow(RetryLater);
  stop("SMS");
  expect(await world.bySms(copy)).toEqual({ kind: "stopped" });
  expect(world.appointmentsQueue.message).toMatchObject({ delaySeconds: 300 });
});

describe("A stop of one clinic", () => {
  const SOUTH = { ...CLINIC, id: "south", isDefault: false };
  const clinics = clinicsInMemory([CLINIC, SOUTH]);
  const message = (clinicId: string, more = {}) =>
    queueMessage(appointment({ appointmentId: clinicId, clinicId, ...more }), { id: clinicId });
  const batchOf = (...messages: QueueMessage[]) => ({ id: "batch-1", messages, deadline: NOW + 50_000 });
  const kinds = (results: readonly PromiseSettledResult<{ readonly kind: string }>[]) =>
    results.map((result) => (result.status === "fulfilled" ? result.value.kind : result.status));

  test.each(["SMS", "EMAIL"] as const)(
    "holds its reminders by %s, and the others of the batch go on",
    async (channel) => {
      world.stops.stopped.add(`${channel}:south`);
      const byEmail = { ...world.emailDependencies, clinics };
      const bySms = { ...world.smsDependencies, clinics };
      const batch = batchOf(message("south"), message("default"));
      const consumed =
        channel === "SMS"
          ? consumeBatch(batch, (reminder) => remindBySms(reminder, bySms), bySms)
          : consumeBatch(batch, (reminder) => remindByEmail(reminder, byEmail), byEmail);
      expect(kinds(await world.clock.drive(consumed))).toEqual(["stopped", "outcome"]);
      expect(sent()).toBe(1);
      const queue = channel === "SMS" ? world.appointmentsQueue : world.emailQueue;
      expect(queue.messages).toEqual([expect.objectContaining({ body: message("south").body, delaySeconds: 300 })]);
    },
  );

  test("sends its texts by email near the appointment, unless its own emails are stopped, too", async () => {
    world.stops.stopped.add("SMS:south").add("EMAIL:default");
    const deps = { ...world.smsDependencies, clinics };
    const consume = (of: QueueMessage) =>
      world.clock.drive(consumeBatch(batchOf(of), (reminder) => remindBySms(reminder, deps), deps));
    expect(kinds(await consume(message("south", NEAR)))).toEqual(["handed-over"]);
    world.stops.stopped.add("EMAIL:south");
    const copy = { ...message("south", { ...NEAR, patientId: "another" }), id: "another" };
    expect(kinds(await consume(copy))).toEqual(["stopped"]);
  });
});

test("a batch of a stopped channel fails nothing, and counts what it held back", async () => {
  stop("SMS");
  const messages = ["a", "b", "c"].map((id) => queueMessage(appointment({ appointmentId: id }), { id }));
  const batch = { id: "batch-1", messages, deadline: NOW + 50_000 };
  const deps = world.smsDependencies;
  const results = await world.clock.drive(consumeBatch(batch, (reminder) => remindBySms(reminder, deps), deps));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
  expect(world.metrics.calls).toEqual([{ StoppedNotifications: 3 }]);
});
