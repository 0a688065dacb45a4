/** A function behind a queue, as Lambda runs it: concurrent invocations, a timeout for each, and partial batch failures. */
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { QueueMessage } from "../../../services/domain/ports";
import { sqsEvent } from "../../support/lambda";
import { Execution } from "./execution";
import { named, type SimulatedQueue } from "./simulated-queue";
import type { ConsumerTimings, World } from "./world";

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export interface FunctionOptions {
  readonly name: string;
  readonly queue: SimulatedQueue;
  readonly timings: ConsumerTimings;
  /** Makes the handler of an execution environment. */
  readonly handlerOf: (by: Execution) => Handler;
  /** Deletes a batch when it is received: a mistake that the checks must notice. */
  readonly acknowledgesFirst?: boolean | undefined;
}

interface Environment {
  readonly execution: Execution;
  readonly handler: Handler;
}

const MAX_MESSAGES = 10;

/** Processes the messages of a queue from now on. */
export function startFunction(world: World, options: FunctionOptions): void {
  const { name, queue, timings, handlerOf, acknowledgesFirst } = options;
  const idle: Environment[] = [];
  let started = 0;
  let running = 0;

  const environment = (): Environment => {
    const warm = idle.pop();
    if (warm) return warm;
    started += 1;
    const execution = new Execution(`${name}-${started}`, world);
    return { execution, handler: handlerOf(execution) };
  };

  const invoke = async (messages: readonly QueueMessage[]): Promise<void> => {
    const { execution, handler } = environment();
    const ends = world.time.now + timings.timeoutMs;
    const context = {
      awsRequestId: world.choices.uuid(),
      getRemainingTimeInMillis: () => ends - world.time.now,
    } as unknown as Context;
    world.story.add(execution.name, () => `receives ${messages.map(named).join(", ")}`);
    if (acknowledgesFirst) for (const message of messages) queue.delete(message);
    const timeOut = world.time.at(ends, () => {
      world.timedOut += 1;
      execution.die(() => "its time is over");
    });
    const response = await Promise.race([handler(sqsEvent(...messages), context), execution.ended]);
    world.time.cancel(timeOut);
    if (response === "dead") return;
    const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of new Set(messages)) {
      if (failed.has(message.id)) world.story.add(execution.name, () => `leaves ${named(message)} to SQS`);
      else queue.delete(message);
    }
    execution.finish();
    idle.push({ execution, handler });
  };

  const dispatch = () => {
    while (running < timings.concurrency) {
      const messages = queue.receive(world.choices.between(1, MAX_MESSAGES));
      if (messages.length === 0) return;
      running += 1;
      void invoke(messages).finally(() => {
        running -= 1;
        dispatch();
      });
    }
  };
  queue.onVisible = dispatch;
}
