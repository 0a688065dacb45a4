import { type AttemptResult, DeadLetterNotSent } from "../../../../services/domain/delivery/attempt-result";
import { consumeBatch } from "../../../../services/domain/delivery/consume-batch";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../../services/domain/delivery/reminder";
import type { QueueMessage } from "../../../../services/domain/ports";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { barrier } from "../../../support/barrier";
import { bodyOf, invalidExamples } from "../../../support/data/examples";
import { appointment, NOW, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const handedOver = async (): Promise<AttemptResult> => ({ kind: "handed-over" });

function consume(messages: readonly QueueMessage[], remind: (reminder: Reminder) => Promise<AttemptResult> = bySms) {
  const batch = { id: "batch-1", messages, deadline: NOW + 50_000 };
  return world.clock.drive(consumeBatch(batch, remind, world.batchDependencies));
}
const bySms = (reminder: Reminder) => remindBySms(reminder, world.smsDependencies);

/** Messages of reminders of their own. */
function messages(count: number, changes = {}): QueueMessage[] {
  return Array.from({ length: count }, (_, index) =>
    queueMessage(appointment({ appointmentId: `appointment-${index}`, ...changes }), { id: `message-${index}` }),
  );
}

const poison = (body: string): QueueMessage => ({ id: "poison", body, attributes: {} });

describe("The messages of a batch", () => {
  test("tell an outcome whose message must come again, and report the message", async () => {
    await consume(messages(1, { phoneNumber: undefined, email: undefined }));
    const [event] = world.topic.events;
    if (!event) throw new Error("nothing has ended");
    const [result] = await consume(messages(1), async () => {
      throw new DeadLetterNotSent("QueueOutOfReach", { kind: "outcome", event });
    });
    expect(result?.status).toBe("rejected");
    expect(world.topic.events).toHaveLength(2);
    expect(world.metrics.calls).toHaveLength(2);
    expect(world.metrics.calls[1]).toEqual({ ...world.metrics.calls[0], RetriedMessages: 1 });
  });

  test("are worked at the same time", async () => {
    const all = barrier(10);
    const results = await consume(messages(10), async () => {
      await all();
      return { kind: "handed-over" };
    });
    expect(results.map(({ status }) => status)).toEqual(Array(10).fill("fulfilled"));
  });

  test("have their results in their order, whichever ends first", async () => {
    const codes = ["slow", "quick", "slow", "quick"];
    const results = await consume(messages(4), async ({ message }) => {
      const index = Number(message.id.at(-1));
      if (codes[index] === "slow") await world.clock.sleep(1_000 - index);
      throw new RetryLater(`${index}`);
    });
    expect(results.map((result) => result.status === "rejected" && result.reason.code)).toEqual(["0", "1", "2", "3"]);
  });

  test("come back one by one: a failure leaves its neighbours done", async () => {
    const results = await consume(messages(3), async ({ message }) => {
      if (message.id === "message-1") throw new RetryLater("InternalError");
      return { kind: "handed-over" };
    });
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("are done when there are none", async () => {
    expect(await consume([])).toEqual([]);
    expect([world.metrics.calls, world.topic.calls]).toEqual([[], 0]);
  });

  test("reach the consumer with their contact, key, batch, deadline and whether they come from the DLQ", async () => {
    const seen: Reminder[] = [];
    const [first, second] = messages(2) as [QueueMessage, QueueMessage];
    await consume([first, { ...second, attributes: { DeadLetterReason: "RECEIVE_LIMIT" } }], async (reminder) => {
      seen.push(reminder);
      return handedOver();
    });
    expect(seen).toMatchObject([
      {
        contact: { phoneNumber: "+12065550100", email: "ana@example.com" },
        key: { timestamp: Date.parse("2026-12-02T19:30:00Z") },
        batchId: "batch-1",
        deadline: NOW + 50_000,
        redriven: false,
      },
      { redriven: true },
    ]);
  });
});

describe("A message that breaks the contract", () => {
  test.each(invalidExamples())("(%s) goes to the DLQ at once, whole, with reason and field", async (_, example) => {
    const body = bodyOf(example);
    const results = await consume([poison(body)]);
    expect(results).toEqual([{ status: "fulfilled", value: { kind: "rejected" } }]);
    expect(world.deadLetters.message).toMatchObject({
      body,
      attributes: {
        DeadLetterReason: example.reason,
        DeadLetterDetail: example.field || "body",
        SourceQueue: "appointments",
      },
    });
    expect(world.log.items).toEqual([]);
  });

  test("keeps no good one from its end", async () => {
    const [first, second, third] = messages(3) as [QueueMessage, QueueMessage, QueueMessage];
    const results = await consume([first, poison("{"), second, poison("[]"), third]);
    expect(results.map(({ status }) => status)).toEqual(Array(5).fill("fulfilled"));
    expect(world.sms.delivered).toHaveLength(3);
    expect(world.deadLetters.messages).toHaveLength(2);
  });

  test("comes again when the DLQ is out of reach, and fails no neighbour", async () => {
    world.deadLetters.failNext();
    const results = await consume([poison("{"), ...messages(1)]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });

  test("is in the log by its batch, its id in the queue, the reason and the field", async () => {
    await consume([poison("{}")]);
    const line = { batchId: "batch-1", queueMessageId: "poison", reason: "CONTRACT_VIOLATION", field: "patientId" };
    expect(world.logger.lines).toMatchObject([line]);
  });

  test("never reaches the consumer", async () => {
    let calls = 0;
    await consume([poison("{"), poison("{}")], () => {
      calls += 1;
      return handedOver();
    });
    expect(calls).toBe(0);
  });
});

test("a message that is left to retry is in the log by its notification and the code of what failed", async () => {
  await consume(messages(1), async () => {
    throw new RetryLater("InternalError");
  });
  expect(world.logger.lines).toMatchObject([
    {
      batchId: "batch-1",
      queueMessageId: "message-0",
      notificationId: expect.stringMatching(/^[0-9a-f]{32}$/),
      code: "InternalError",
    },
  ]);
});
