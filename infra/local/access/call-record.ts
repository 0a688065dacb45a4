/** Counts the AWS calls of the functions, and those of Lambda on their behalf: how many calls a reminder needs. */

import type { Queues } from "../emulators/queues/queues";
import type { Call } from "../protocol/call";
import { FUNCTION_CALLER } from "../protocol/callers";
import type { AccessRequest } from "./statement";

export interface RecordedCall {
  /** The caller: a function, or Lambda, which polls the function's queue. */
  readonly by: "function" | "lambda";
  readonly functionName: string;
  /** Such as `UpdateItem`. */
  readonly operation: string;
  /** The resource, as in policies; a phone without its number. */
  readonly resource: string;
  readonly times: number;
  /** How many of these were retries by the SDK, after throttling, an error or a time-out. */
  readonly retries: number;
}

export interface CallRecord {
  /** Counts a call of one of our functions, whatever its result. */
  made(call: Call): void;
  /** Counts Lambda's calls to the queue of a function. */
  polling(operate: Queues["operate"], functionName: string, queueArn: string): Queues["operate"];
  report(): RecordedCall[];
}

/** An empty poll is charged too, but belongs to no reminder. */
const EMPTY_RECEIVE = "ReceiveMessage (empty)";

/** @param requestsOf the permissions that a call needs */
export function createCallRecord(requestsOf: (call: Call) => readonly AccessRequest[] | undefined): CallRecord {
  const counts = new Map<string, { -readonly [Field in keyof RecordedCall]: RecordedCall[Field] }>();
  const count = (call: Omit<RecordedCall, "times" | "retries">, isRetry = false) => {
    const key = Object.values(call).join("\n");
    const counted = counts.get(key) ?? { ...call, times: 0, retries: 0 };
    counted.times += 1;
    if (isRetry) counted.retries += 1;
    counts.set(key, counted);
  };
  return {
    made(call) {
      if (!call.caller.startsWith(FUNCTION_CALLER)) return;
      const { operation } = call;
      const functionName = call.caller.slice(FUNCTION_CALLER.length);
      const [subject] = requestsOf(call) ?? [];
      const resource = subject?.shownAs ?? subject?.resource ?? "";
      count({ by: "function", functionName, operation, resource }, isRetry(call));
    },
    polling: (operate, functionName, queueArn) => async (operation, queueName, parameters) => {
      const answer = await operate<never>(operation, queueName, parameters);
      const { Messages = [] } = answer as { Messages?: unknown[] };
      const isEmpty = operation === "ReceiveMessage" && Messages.length === 0;
      count({ by: "lambda", functionName, operation: isEmpty ? EMPTY_RECEIVE : operation, resource: queueArn });
      return answer;
    },
    report: () => [...counts.values()].map((counted) => ({ ...counted })),
  };
}

/** Whether a call is a retry. Every AWS SDK sends the attempt in this header. */
export function isRetry({ headers }: Pick<Call, "headers">): boolean {
  const [, attempt = "1"] = /\battempt=(\d+)/.exec(String(headers["amz-sdk-request"] ?? "")) ?? [];
  return Number(attempt) > 1;
}
