import { setTimeout } from "node:timers/promises";
import type { AttemptResult } from "../../../services/domain/delivery/attempt-result";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import { RetryLater } from "../../../services/domain/retry/failure";
import { queueHandler } from "../../../services/handlers/queue-handler";
import { appointment, queueMessage } from "../../support/data/records";
import { lambdaContext, sqsEvent } from "../../support/lambda";
import { PipelineWorld } from "../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const messages = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    queueMessage(appointment({ appointmentId: `appointment-${index}` }), { id: `message-${index}` }),
  );

/** Hands over every reminder but those of the named messages, which fail. */
const failing =
  (error: () => unknown, ...ids: string[]) =>
  async ({ message }: Reminder): Promise<AttemptResult> => {
    if (ids.includes(message.id)) throw error();
    return { kind: "handed-over" };
  };

describe("A batch", () => {
  test("that is done reports no failed item", async () => {
    const handler = queueHandler(
      failing(() => null),
      world.batchDependencies,
    );
    expect(await handler(sqsEvent(...messages(10)), lambdaContext())).toEqual({ batchItemFailures: [] });
  });

  test("reports only the messages that SQS must deliver again", async () => {
    const handler = queueHandler(
      failing(() => new RetryLater("IN_PROGRESS"), "message-1", "message-4"),
      world.batchDependencies,
    );
    expect(await handler(sqsEvent(...messages(5)), lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "message-1" }, { itemIdentifier: "message-4" }],
    });
  });

  test.each([
    ["an error that nobody foresaw", () => new TypeError("broken")],
    ["something that is no error", () => undefined],
  ])("reports %s as one failed item, and fails no other", async (_, error) => {
    const handler = queueHandler(failing(error, "message-0"), world.batchDependencies);
    expect(await handler(sqsEvent(...messages(3)), lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "message-0" }],
    });
  });

  test("that fails prints nothing of its messages", async () => {
    const printed = (["debug", "error", "info", "log", "warn"] as const).map((method) =>
      jest.spyOn(console, method).mockImplementation(() => {}),
    );
    const handler = queueHandler(
      failing(() => new RetryLater("x"), "message-1"),
      world.batchDependencies,
    );
    await handler(sqsEvent(...messages(2)), lambdaContext());
    expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
    for (const spy of printed) spy.mockRestore();
  });

  test("reports what it did although the function's time is nearly over", async () => {
    const handler = queueHandler(async () => {
      await setTimeout(50);
      return { kind: "handed-over" };
    }, world.batchDependencies);
    expect(await handler(sqsEvent(...messages(1)), lambdaContext(10))).toEqual({ batchItemFailures: [] });
  });

  test("acknowledges what breaks the contract, once it lies in the DLQ", async () => {
    const handler = queueHandler(
      failing(() => null),
      world.batchDependencies,
    );
    const poison = { id: "poison", body: "{", attributes: {} };
    expect(await handler(sqsEvent(poison, ...messages(2)), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(world.deadLetters.messages).toHaveLength(1);
  });

  test("reports its failed items when metrics and topic fail too", async () => {
    world.metrics.failing = true;
    world.topic.failing = true;
    const handler = queueHandler(
      failing(() => new RetryLater("x"), "message-1"),
      world.batchDependencies,
    );
    const poison = { id: "poison", body: "{", attributes: {} };
    expect(await handler(sqsEvent(poison, ...messages(2)), lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "message-1" }],
    });
  });
});

describe("A reminder", () => {
  async function received(remainingMs = 60_000, attributes = {}): Promise<Reminder> {
    const reminders: Reminder[] = [];
    const handler = queueHandler(async (reminder) => {
      reminders.push(reminder);
      return { kind: "handed-over" };
    }, world.batchDependencies);
    await handler(sqsEvent({ ...queueMessage(), attributes }), lambdaContext(remainingMs));
    return reminders[0] as Reminder;
  }

  test("has the message, its attributes and the invocation that processes it", async () => {
    const reminder = await received(60_000, { DeadLetterReason: "RECEIVE_LIMIT", Postponed: "2" });
    expect(reminder).toMatchObject({
      message: { ...queueMessage(), attributes: { DeadLetterReason: "RECEIVE_LIMIT", Postponed: "2" } },
      batchId: expect.stringMatching(/^invocation-\d+$/),
      redriven: true,
    });
  });

  test("may wait until ten seconds before the end of the function's time", async () => {
    expect((await received(60_000)).deadline).toBe(world.clock.now() + 50_000);
  });

  test("has no attribute where its sender's is no text", async () => {
    const event = sqsEvent(queueMessage());
    Object.assign(event.Records[0] as object, {
      messageAttributes: { Trace: { binaryValue: "AA==", dataType: "Binary" } },
    });
    const seen: Reminder[] = [];
    await queueHandler(async (reminder) => {
      seen.push(reminder);
      return { kind: "handed-over" };
    }, world.batchDependencies)(event, lambdaContext());
    expect(seen[0]?.message.attributes).toEqual({ Trace: "" });
  });
});
