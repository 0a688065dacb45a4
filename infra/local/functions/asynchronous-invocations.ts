/** Asynchronous invocations, which Lambda repeats if they fail and then sends to the function's dead-letter queue. */
import { randomUUID } from "node:crypto";
import type { AccessControl } from "../access/access-control";
import type { SendToDeadLetterQueue } from "./dead-letters";
import type { LocalFunction } from "./local-function";

export interface AsynchronousInvocations {
  /**
   * @param nameOrArn of the function
   * @returns its response
   * @throws {FunctionError} if all attempts failed
   */
  invoke(nameOrArn: string, event: unknown): Promise<unknown>;
  /** How many have not ended. */
  pending(): number;
}

/** @param find throws if the template has no such function */
export function createAsynchronousInvocations(
  find: (nameOrArn: string) => LocalFunction,
  access: Pick<AccessControl, "ofFunction">,
  sendToDeadLetterQueue: SendToDeadLetterQueue,
  timeFactor: number,
): AsynchronousInvocations {
  let pending = 0;
  return {
    async invoke(nameOrArn, event) {
      const fn = find(nameOrArn);
      pending += 1;
      try {
        return await fn.invokeAsynchronously(event, timeFactor, ({ message: ErrorMessage }) => {
          // "Using dead-letter queues", AWS Lambda Developer Guide.
          const attributes = { RequestID: randomUUID(), ErrorCode: 200, ErrorMessage: ErrorMessage.slice(0, 1024) };
          const role = access.ofFunction(fn.resource.name);
          return sendToDeadLetterQueue(role, fn.resource.deadLetterQueueArn, JSON.stringify(event), attributes);
        });
      } finally {
        pending -= 1;
      }
    },
    pending: () => pending,
  };
}
