import { setImmediate } from "node:timers/promises";
import type { SmsCarrier } from "../../../../services/domain/delivery/carriers";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import type { DeliveryLog } from "../../../../services/domain/notification/delivery-log";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { appointment, NOW, PHONE, queueMessage, reminderOf, TWO_PART_PLACE } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
/** When the next text may be sent, ms since 1970. */
const firstFree = async () => (await world.budget.reserve(0, NOW + 60_000))?.start;
beforeEach(() => {
  world = new PipelineWorld();
});

describe("A text that fails for now", () => {
  test("is left to SQS, and only to SQS", async () => {
    world.sms.failSends(1, "InternalError");
    await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("InternalError"));
    expect([...world.emailQueue.messages, ...world.appointmentsQueue.messages]).toEqual([]);
    expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", reason: "InternalError" });
  });

  test("is sent at the next try, and the log tells of both", async () => {
    world.sms.failSends(1, "InternalError");
    await expect(world.bySms(queueMessage())).rejects.toThrow(RetryLater);
    expect(await world.bySms(queueMessage())).toMatchObject({ kind: "outcome", event: { status: "SMS_SENT" } });
    expect(world.log.item).toMatchObject({ attempts: 2, possibleDuplicate: false });
    expect(world.log.item).not.toHaveProperty("reason");
    expect(world.log.item.history.map(({ status, channel, code }) => [status, channel, code])).toEqual([
      ["SMS_SENDING", "SMS", undefined],
      ["SMS_RETRYING", "SMS", "InternalError"],
      ["SMS_SENDING", "SMS", undefined],
      ["SMS_SENT", "SMS", undefined],
    ]);
  });

  test("may have been reminded twice where the first answer was lost", async () => {
    world.sms.loseAnswers(1, "TimeoutError");
    await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("TimeoutError"));
    await world.bySms(queueMessage());
    expect(world.sms.delivered).toHaveLength(2);
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", possibleDuplicate: true });
  });

  test("was not told twice where only the answer to the opt-out check was lost", async () => {
    world.sms.failChecks(1, "TimeoutError", true);
    await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("TimeoutError"));
    await world.bySms(queueMessage());
    expect(world.sms.delivered).toHaveLength(1);
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", possibleDuplicate: false });
  });

  test("is not sent without an answer to the opt-out check", async () => {
    world.sms.failChecks(1, "InternalError");
    await expect(world.bySms(queueMessage())).rejects.toThrow(RetryLater);
    expect(world.sms.calls).toBe(0);
    expect(world.log.item.status).toBe("SMS_RETRYING");
  });

  test("for a reason that nobody foresaw keeps its claim until the lease ends", async () => {
    world.sms.onSend = () => {
      throw new TypeError("broken");
    };
    await expect(world.bySms(queueMessage())).rejects.toThrow(TypeError);
    expect(world.log.item.status).toBe("SMS_SENDING");
  });
});

describe("A carrier's quota", () => {
  test("is waited for, which costs no try", async () => {
    world.sms.failSends(3, "Throttling");
    expect(await world.bySms(queueMessage())).toMatchObject({ kind: "outcome", event: { status: "SMS_SENT" } });
    expect(world.sms.calls).toBe(4);
    expect(world.log.writes).toEqual(["claimSms", "recordSmsSent"]);
    expect(world.clock.now()).toBeGreaterThan(NOW);
  });

  test("is waited for by the opt-out check too", async () => {
    world.sms.failChecks(3, "ThrottlingException");
    expect(await world.bySms(queueMessage())).toMatchObject({ kind: "outcome", event: { status: "SMS_SENT" } });
  });

  test("that outlasts the function puts the message off, as a fresh copy at the end of its queue", async () => {
    world.sms.failSends(1_000, "Throttling");
    const message = queueMessage(undefined, { attributes: { OfTheSender: "x" } });
    expect(await world.bySms(message)).toEqual({ kind: "postponed" });
    expect(world.appointmentsQueue.message).toMatchObject({
      body: message.body,
      delaySeconds: 60,
    });
    expect(world.appointmentsQueue.message.attributes).toEqual({ Postponed: "1" });
    expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", reason: "POSTPONED", possibleDuplicate: false });
    expect(world.clock.now()).toBeLessThanOrEqual(NOW + 50_000);
  });

  test("that lasts is asked for less and less often, and every quarter of an hour at the least", async () => {
    world.sms.failSends(1_000, "Throttling");
    const delays: unknown[] = [];
    let copy = queueMessage(undefined, { attributes: { Postponed: "not a number" } });
    for (let times = 0; times < 6; times += 1) {
      await world.bySms(copy);
      copy = world.appointmentsQueue.messages.at(-1) ?? copy;
      delays.push(world.appointmentsQueue.messages.at(-1)?.delaySeconds);
    }
    expect(delays).toEqual([60, 120, 240, 480, 900, 900]);
  });

  test("that ends lets the copy through", async () => {
    world.sms.failSends(1_000, "Throttling");
    await world.bySms(queueMessage());
    world.sms.recover();
    expect(await world.bySms(world.appointmentsQueue.message)).toMatchObject({ event: { status: "SMS_SENT" } });
    expect(world.log.item.attempts).toBe(2);
  });

  test("counts how often a message was put off, and keeps its other attributes", async () => {
    world.sms.failSends(1_000, "Throttling");
    await world.bySms(
      queueMessage(appointment(), { attributes: { Postponed: "4", DeadLetterReason: "RECEIVE_LIMIT" } }),
    );
    expect(world.appointmentsQueue.message.attributes).toEqual({ Postponed: "5", DeadLetterReason: "RECEIVE_LIMIT" });
  });

  test.each(["0", "-3", "1.5", "not a number"])(
    "takes a count of %j, which nobody but us sets, for none",
    async (count) => {
      world.sms.failSends(1_000, "Throttling");
      await world.bySms(queueMessage(undefined, { attributes: { Postponed: count } }));
      expect(world.appointmentsQueue.message).toMatchObject({ attributes: { Postponed: "1" }, delaySeconds: 60 });
    },
  );

  test("never puts a message off beyond its appointment", async () => {
    world.sms.failSends(1_000, "Throttling");
    const near = appointment({ appointmentTime: "2026-12-01T10:01:00-05:00", email: undefined });
    await world.bySms(queueMessage(near));
    world.clock.advance(60_000);
    expect(await world.bySms(world.appointmentsQueue.message)).toMatchObject({ event: { status: "EXPIRED" } });
  });

  test("is not tested by sending faster than the configured rate", async () => {
    const sentAt: number[] = [];
    const carrier: SmsCarrier = {
      isOptedOut: async () => false,
      send: async () => {
        sentAt.push(world.clock.now() - NOW);
        return "sms";
      },
    };
    // At ten parts a second.
    const messages = [1, 2, 3].map((number) =>
      queueMessage(appointment({ appointmentId: `appointment-${number}`, location: TWO_PART_PLACE })),
    );
    const work = messages.map((message) =>
      remindBySms(reminderOf(message), { ...world.smsDependencies, sms: carrier }),
    );
    await world.clock.drive(Promise.all(work));
    expect(sentAt).toEqual([0, 200, 400]);
  });

  test("that has its turn after the appointment began is not used: nothing is sent, and the reminder expires", async () => {
    await world.budget.reserve(20_000, NOW);
    const near = appointment({ appointmentTime: "2026-12-01T10:00:20-05:00", email: undefined });
    expect(await world.bySms(queueMessage(near))).toEqual({ kind: "postponed" });
    expect(world.sms.calls).toBe(0);
    world.clock.advance(80_000);
    expect(await world.bySms(world.appointmentsQueue.message)).toMatchObject({ event: { status: "EXPIRED" } });
  });

  test("is kept while the opt-out check is throttled for a moment, and the check is repeated", async () => {
    world.sms.failChecks(3, "Throttled");
    expect(await world.bySms(queueMessage())).toMatchObject({ event: { status: "SMS_SENT" } });
    expect([world.sms.calls, world.log.item.attempts]).toEqual([1, 1]);
  });

  test("is given to others if the opt-out check stays throttled: the reminder waits as a fresh copy, and no email goes out", async () => {
    world.sms.failChecks(1_000, "Throttled");
    expect(await world.bySms(queueMessage())).toEqual({ kind: "postponed" });
    expect(world.sms.calls).toBe(0);
    expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", reason: "POSTPONED" });
    expect(world.appointmentsQueue.message).toMatchObject({ attributes: { Postponed: "1" }, delaySeconds: 60 });
    expect(world.emailQueue.messages).toEqual([]);
  });

  test("is free for others as soon as a text turns out not to be sent, before that is recorded", async () => {
    world.sms.optedOut.add(PHONE);
    const { log } = world;
    let nextFree: number | undefined;
    const watched: DeliveryLog = {
      countDuplicate: (item) => log.countDuplicate(item),
      recordEmailOnly: (item) => log.recordEmailOnly(item),
      keepMessage: (...kept) => log.keepMessage(...kept),
      apply: async (transition, entry, over) => {
        if (transition === "fallBackToEmail") {
          await setImmediate();
          nextFree = await firstFree();
        }
        return log.apply(transition, entry, over);
      },
    };
    await world.clock.drive(remindBySms(reminderOf(queueMessage()), { ...world.smsDependencies, log: watched }));
    expect(nextFree).toBe(NOW);
  });

  test("is free for others where the claim failed, and where the message is a duplicate", async () => {
    world.log.failOn("claimSms", new Error("the log is out of reach"));
    await expect(world.bySms(queueMessage())).rejects.toThrow("the log is out of reach");
    expect(await firstFree()).toBe(NOW);
    const twoParts = queueMessage(appointment({ location: TWO_PART_PLACE }));
    await world.bySms(twoParts);
    await world.bySms(twoParts);
    // At ten parts a second.
    expect(await firstFree()).toBe(NOW + 200);
  });

  test("is not used by a text whose claim took all of the function's time: it is put off unsent", async () => {
    const { log } = world;
    const slow: DeliveryLog = {
      countDuplicate: (item) => log.countDuplicate(item),
      recordEmailOnly: (item) => log.recordEmailOnly(item),
      keepMessage: (...kept) => log.keepMessage(...kept),
      apply: async (transition, entry, over) => {
        if (transition === "claimSms") await world.clock.sleep(50_001);
        return log.apply(transition, entry, over);
      },
    };
    const work = remindBySms(reminderOf(queueMessage()), { ...world.smsDependencies, log: slow });
    expect(await world.clock.drive(work)).toEqual({ kind: "postponed" });
    expect(world.sms.calls).toBe(0);
  });

  test("that the configured rate leaves no room in puts the message off unsent", async () => {
    await world.budget.reserve(100_000, NOW);
    expect(await world.bySms(queueMessage())).toEqual({ kind: "postponed" });
    expect(world.sms.calls).toBe(0);
  });
});

describe("Less than two hours before the appointment, a text that still waits", () => {
  const near = (changes = {}) =>
    queueMessage(appointment({ appointmentTime: "2026-12-01T11:59:00-05:00", ...changes }));

  test("for the carrier's quota goes by email", async () => {
    world.sms.failSends(1_000, "Throttling");
    expect(await world.bySms(near())).toEqual({ kind: "handed-over" });
    expect(world.appointmentsQueue.messages).toEqual([]);
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "POSTPONED", possibleDuplicate: false });
    expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
  });

  test("for a fault of the configuration goes by email", async () => {
    world.sms.failSends(1_000, "AuthorizationErrorException");
    expect(await world.bySms(near())).toEqual({ kind: "handed-over" });
    expect(world.emailQueue.message.attributes).toEqual({ FallbackReason: "AuthorizationErrorException" });
  });

  test("for a turn that begins after the appointment goes by email at once", async () => {
    await world.budget.reserve(40_000, NOW);
    const message = queueMessage(appointment({ appointmentTime: "2026-12-01T10:00:30-05:00" }));
    expect(await world.bySms(message)).toEqual({ kind: "handed-over" });
    expect(world.clock.now()).toBe(NOW);
    expect(world.sms.calls).toBe(0);
  });

  test("without a usable email goes on waiting", async () => {
    world.sms.failSends(1_000, "Throttling");
    expect(await world.bySms(near({ email: "not an address" }))).toEqual({ kind: "postponed" });
    expect(world.emailQueue.messages).toEqual([]);
  });
});

test("A text that stays throttled for six hours becomes an email before its appointment, and does not expire", async () => {
  world.sms.failSends(100_000, "Throttling");
  let copy = queueMessage(appointment({ appointmentTime: "2026-12-01T16:00:00-05:00" }));
  while ((await world.bySms(copy)).kind === "postponed") {
    copy = world.appointmentsQueue.messages.at(-1) ?? copy;
    world.clock.advance((world.appointmentsQueue.messages.at(-1)?.delaySeconds ?? 0) * 1_000);
  }
  expect(await world.byEmail(world.emailQueue.message)).toMatchObject({ event: { status: "EMAIL_SENT" } });
});

describe("A carrier that refuses to send to any patient", () => {
  test.each(["AuthorizationErrorException", "AccessDenied", "InvalidClientTokenId"])(
    "costs no attempt, and the text waits as a fresh copy: %s",
    async (code) => {
      world.sms.failSends(1_000, code);
      let copy = queueMessage();
      for (let times = 0; times < 5; times += 1) {
        expect(await world.bySms(copy)).toEqual({ kind: "blocked", code });
        copy = world.appointmentsQueue.messages.at(-1) ?? copy;
      }
      expect(world.emailQueue.messages).toEqual([]);
      expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", reason: code, possibleDuplicate: false });
      world.sms.recover();
      expect(await world.bySms(copy)).toMatchObject({ event: { status: "SMS_SENT" } });
    },
  );

  test("in the opt-out check makes the text wait as well", async () => {
    world.sms.failChecks(1_000, "AuthorizationErrorException");
    expect(await world.bySms(queueMessage())).toEqual({ kind: "blocked", code: "AuthorizationErrorException" });
    expect(world.sms.calls).toBe(0);
  });
});

describe("A delivery log that fails after the text was sent", () => {
  const outOfReach = new Error("the log is out of reach");

  test("for a while is told once it can be: nobody is told twice for it", async () => {
    world.log.failOn("recordSmsSent", outOfReach, false, 5);
    expect(await world.bySms(queueMessage())).toMatchObject({ kind: "outcome", event: { status: "SMS_SENT" } });
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", messageId: "sms-1", possibleDuplicate: false });
    expect(world.sms.delivered).toHaveLength(1);
  });

  test("for longer leaves the message to retry, under a claim that holds, before the function's time is over", async () => {
    world.log.failOn("recordSmsSent", outOfReach, false, 500);
    const { deadline } = reminderOf(queueMessage());
    await expect(world.bySms(queueMessage())).rejects.toThrow("the log is out of reach");
    expect(world.clock.now()).toBeGreaterThan(deadline - 16_000);
    expect(world.clock.now()).toBeLessThanOrEqual(deadline - 10_000);
    expect(world.log.item.status).toBe("SMS_SENDING");
    await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("IN_PROGRESS"));
    expect(world.sms.delivered).toEqual([expect.objectContaining({ phoneNumber: PHONE })]);
  });

  test("is told of a transient error and of a refusal as stubbornly: what was not sent is not called a lost answer", async () => {
    world.sms.failSends(1, "InternalError");
    world.log.failOn("retrySms", outOfReach, false, 3);
    await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("InternalError"));
    expect(world.log.item).toMatchObject({ status: "SMS_RETRYING", reason: "InternalError" });
    world.sms.failSends(1, "InvalidParameter");
    world.log.failOn("fallBackToEmail", outOfReach, false, 3);
    expect(await world.bySms(queueMessage())).toEqual({ kind: "handed-over" });
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "InvalidParameter" });
  });

  test("whose item is gone is not asked again", async () => {
    const gone = new RetryLater("LOG_ITEM_GONE");
    world.log.failOn("recordSmsSent", gone);
    await expect(world.bySms(queueMessage())).rejects.toThrow(gone);
    expect(world.clock.now()).toBe(NOW);
  });
});
