import type { Clinic } from "../../../../contracts/clinics/clinic";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { consumeBatch, reportResults } from "../../../../services/domain/delivery/consume-batch";
import { remindByEmail } from "../../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../../services/domain/delivery/reminder";
import type { QueueMessage } from "../../../../services/domain/ports";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { CLINIC } from "../../../support/data/clinics";
import { appointment, NOW, queueMessage, TWO_PART_PLACE } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

let ids = 0;
const message = (changes = {}) => {
  ids += 1;
  return queueMessage(appointment({ appointmentId: `appointment-${ids}`, location: TWO_PART_PLACE, ...changes }), {
    id: `message-${ids}`,
  });
};

const batchOf = (messages: readonly QueueMessage[]) => ({ id: "batch-1", messages, deadline: NOW + 50_000 });
const bySms = (...messages: QueueMessage[]) =>
  world.clock.drive(
    consumeBatch(
      batchOf(messages),
      (reminder) => remindBySms(reminder, world.smsDependencies),
      world.batchDependencies,
    ),
  );
const byEmail = (...messages: QueueMessage[]) =>
  world.clock.drive(
    consumeBatch(
      batchOf(messages),
      (reminder) => remindByEmail(reminder, world.emailDependencies),
      world.batchDependencies,
    ),
  );

describe("The metrics of a batch", () => {
  test("go out in one call, with everything that became of it", async () => {
    const sent = message();
    await bySms(sent);
    world.metrics.calls.length = 0;
    world.log.failOn("recordSmsSent", new RetryLater("InternalServerError"));
    await bySms(
      message(),
      message(),
      message(),
      { ...sent, id: "a copy" },
      message({ phoneNumber: "none", email: "none" }),
      message({ phoneNumber: "none" }),
      message({ appointmentTime: "2026-11-30T10:00:00-05:00" }),
      { id: "poison", body: "{", attributes: {} },
    );
    expect(world.metrics.calls).toEqual([
      {
        SuccessfulNotifications: 2,
        SmsParts: 4,
        FallbackNotifications: 0,
        FailedNotifications: 1,
        ExpiredNotifications: 1,
        RejectedMessages: 1,
        DuplicateNotifications: 1,
        RetriedMessages: 1,
        DeliverySuccessRate: (100 * 2) / 3,
      },
    ]);
  });

  test("count emails as fallbacks and what failed for good as failed", async () => {
    const emails = [
      message({ phoneNumber: "none" }),
      message({ phoneNumber: "none" }),
      message({ phoneNumber: "none" }),
    ];
    await bySms(...emails);
    world.email.failSends(1, "MessageRejected");
    await byEmail(...world.emailQueue.messages);
    expect(world.metrics.calls).toEqual([
      {
        SuccessfulNotifications: 0,
        FallbackNotifications: 2,
        FailedNotifications: 1,
        DeliverySuccessRate: (100 * 2) / 3,
      },
    ]);
  });

  test("count what waits for the carrier's quota, try by try", async () => {
    world.sms.failSends(1_000, "Throttling");
    await bySms(message(), message());
    await bySms(...world.appointmentsQueue.messages);
    expect(world.metrics.calls).toEqual([{ PostponedNotifications: 2 }, { PostponedNotifications: 2 }]);
  });

  test("count what failed and comes again, try by try", async () => {
    world.sms.failSends(3, "InternalError");
    const [first, second] = [message(), message()];
    await bySms(first, second);
    await bySms(first);
    expect(world.metrics.calls).toEqual([{ RetriedMessages: 2 }, { RetriedMessages: 1 }]);
  });

  test("count the sends that the carrier refuses for any patient, and the log names the code", async () => {
    world.sms.failSends(1, "AuthorizationErrorException");
    await bySms(message());
    expect(world.metrics.calls).toEqual([{ BlockedNotifications: 1 }]);
    expect(world.logger.lines).toContainEqual(
      expect.objectContaining({ event: "carrier not usable", code: "AuthorizationErrorException" }),
    );
  });

  test("count what the delivery log refuses, before anything was sent", async () => {
    world.log.failOn("claimSms", new RetryLater("AccessDeniedException"));
    await bySms(message());
    expect(world.metrics.calls).toEqual([{ RetriedMessages: 1 }]);
  });

  test("count a message that ended, but must come again, by both", async () => {
    world.deadLetters.failNext();
    await bySms(message({ phoneNumber: "none" }));
    world.email.failSends(1, "MessageRejected");
    await byEmail(...world.emailQueue.messages);
    expect(world.metrics.calls).toMatchObject([{ FailedNotifications: 1, RetriedMessages: 1 }]);
  });

  test("do not count a message that is left to another try of the same notification", async () => {
    const again = message();
    world.log.failOn("claimSms", new RetryLater("its owner died"), true);
    await bySms(again);
    world.metrics.calls.length = 0;
    await bySms({ ...again, id: "meets a claim that holds" });
    expect(world.metrics.calls).toEqual([]);
    await world.clock.drive(world.clock.sleep(100_000));
    const results = await bySms(again, { ...again, id: "meets one that takes over" });
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1);
    expect(world.metrics.calls.map((values) => "RetriedMessages" in values)).toEqual([false]);
  });

  test("have a success rate of 100 percent when all was sent, and of 0 when nothing was", async () => {
    await bySms(message(), message());
    await bySms(message({ phoneNumber: "none", email: "none" }));
    expect(world.metrics.calls.map(({ DeliverySuccessRate }) => DeliverySuccessRate)).toEqual([100, 0]);
  });

  test("have no success rate where nothing came to its end", async () => {
    await bySms({ id: "poison", body: "{", attributes: {} }, message({ appointmentTime: "2026-11-30T10:00:00-05:00" }));
    expect(world.metrics.calls).toEqual([{ RejectedMessages: 1, ExpiredNotifications: 1 }]);
  });

  test("are not sent for a batch of which nothing is to be counted", async () => {
    await bySms(message({ phoneNumber: "none" }), message({ phoneNumber: "none" }));
    expect(world.emailQueue.messages).toHaveLength(2);
    expect(world.metrics.calls).toEqual([]);
  });
});

describe("The metrics by clinic", () => {
  const [north, south] = ["north", "south"].map((id) => ({ ...CLINIC, id, isDefault: id === "north" })) as [
    Clinic,
    Clinic,
  ];
  const many = (clinicMetrics: boolean) => ({
    ...world.batchDependencies,
    clinics: clinicsInMemory([north, south]),
    clinicMetrics,
  });
  const consume = (clinicMetrics: boolean, ...messages: QueueMessage[]) =>
    world.clock.drive(
      consumeBatch(batchOf(messages), (reminder) => remindBySms(reminder, world.smsDependencies), many(clinicMetrics)),
    );
  const mixed = () => [
    message(),
    message({ clinicId: "south" }),
    message({ clinicId: "south" }),
    message({ clinicId: "south", phoneNumber: "none", email: "none" }),
    message({ clinicId: "south", appointmentTime: "2026-11-30T10:00:00-05:00" }),
    message({ clinicId: "west" }),
  ];

  test("count what was sent and what failed, without zeros, and the whole is counted as before", async () => {
    await consume(true, ...mixed());
    expect(world.metrics.byClinic).toEqual([
      { north: { SuccessfulNotifications: 1 }, south: { SuccessfulNotifications: 2, FailedNotifications: 1 } },
    ]);
    expect(world.metrics.calls).toEqual([
      {
        SuccessfulNotifications: 3,
        SmsParts: 6,
        FallbackNotifications: 0,
        FailedNotifications: 1,
        ExpiredNotifications: 1,
        RejectedMessages: 1,
        DeliverySuccessRate: 75,
      },
    ]);
  });

  test("count emails", async () => {
    await consume(true, message({ clinicId: "south", phoneNumber: "none" }));
    const remind = (reminder: Reminder) => remindByEmail(reminder, world.emailDependencies);
    await world.clock.drive(consumeBatch(batchOf(world.emailQueue.messages), remind, many(true)));
    expect(world.metrics.byClinic).toEqual([{ south: { FallbackNotifications: 1 } }]);
  });

  test("are not there unless the deployment has them", async () => {
    await consume(false, ...mixed());
    expect(world.metrics.byClinic).toEqual([undefined]);
  });
});

describe("The outcome events of a batch", () => {
  test("are one an outcome, published together", async () => {
    await bySms(message(), message({ phoneNumber: "none", email: "none" }), message({ phoneNumber: "none" }));
    expect(world.topic.calls).toBe(1);
    expect(world.topic.events.map(({ status, channel }) => [status, channel])).toEqual([
      ["SMS_SENT", "SMS"],
      ["NO_CONTACT", undefined],
    ]);
  });

  test("are not published where nothing ended", async () => {
    await bySms(message({ phoneNumber: "none" }));
    expect(world.topic.calls).toBe(0);
  });

  test("are not published again for a duplicate", async () => {
    const sent = message();
    await bySms(sent, { ...sent, id: "a copy" });
    await bySms({ ...sent, id: "another copy" });
    expect(world.topic.events).toHaveLength(1);
    expect(world.log.item).toMatchObject({ duplicates: 1, lastDuplicateAt: "2026-12-01T15:00:00.000Z", transition: 2 });
  });

  test("are published again, and counted once, if the message that ended it comes again", async () => {
    const sent = message();
    world.topic.failing = true;
    await bySms(sent);
    world.topic.failing = false;
    await bySms(sent);
    await bySms(sent);
    const [first, second] = world.topic.events;
    expect(first).toMatchObject({ status: "SMS_SENT", transition: 2 });
    expect(second).toEqual(first);
    const successes = world.metrics.calls.map(({ SuccessfulNotifications = 0 }) => SuccessfulNotifications);
    expect(successes.reduce((sum, count) => sum + count)).toBe(1);
    expect(world.log.item).not.toHaveProperty("duplicates");
  });
});

describe("A failure of what is only told", () => {
  test.each(["topic", "metrics"] as const)(
    "(%s) fails no reminder, and keeps nothing else from being told",
    async (what) => {
      world[what].failing = true;
      const results = await bySms(message(), message());
      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
      expect(world.log.items.map(({ status }) => status)).toEqual(["SMS_SENT", "SMS_SENT"]);
      expect(world.metrics.calls).toHaveLength(1);
      expect(world.topic.calls).toBe(1);
    },
  );

  test("is in the log", async () => {
    world.topic.failing = true;
    world.metrics.failing = true;
    await reportResults("batch-1", [{ kind: "rejected" }], world.batchDependencies);
    await bySms(message());
    expect(world.logger.lines).toMatchObject(Array(3).fill({ batchId: "batch-1", code: "Error" }));
  });
});

test("the same message, brought twice in one batch, is sent once", async () => {
  const twice = message();
  const results = await bySms(twice, twice);
  expect(world.sms.calls).toBe(1);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
