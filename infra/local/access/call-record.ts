/** Which AWS calls the functions made and, for them, Lambda: what a reminder takes can be counted. */

import type { Queues } from "../emulators/queues/queues";
import type { Call } from "../protocol/call";
import { FUNCTION_CALLER } from "../protocol/callers";
import type { AccessRequest } from "./statement";

export interface RecordedCall {
  /** Who calls: a function, or Lambda, which polls the function's queue. */
  readonly by: "function" | "lambda";
  readonly functionName: string;
  /** Such as `UpdateItem`. */
  readonly operation: string;
  /** What it is about, as policies name it; a phone without its number. */
  readonly resource: string;
  readonly times: number;
  /** Of these, the tries after the first one: the SDK repeats what was throttled, failed or took too long. */
  readonly repeated: number;
}

export interface CallRecord {
  /** Counts a call, whatever becomes of it; those of others than our functions are not counted. */
  made(call: Call): void;
  /** Counts what Lambda asks of the queue of a function. */
  polling(operate: Queues["operate"], functionName: string, queueArn: string): Queues["operate"];
  report(): RecordedCall[];
}

/** A poll that finds nothing is paid, too, but belongs to no reminder. */
const VAIN = "ReceiveMessage (empty)";

/** @param requestsOf what a call asks of its caller's role */
export function createCallRecord(requestsOf: (call: Call) => readonly AccessRequest[] | undefined): CallRecord {
  const counts = new Map<string, { -readonly [Field in keyof RecordedCall]: RecordedCall[Field] }>();
  const count = (call: Omit<RecordedCall, "times" | "repeated">, isRepeated = false) => {
    const key = Object.values(call).join("\n");
    const counted = counts.get(key) ?? { ...call, times: 0, repeated: 0 };
    counted.times += 1;
    if (isRepeated) counted.repeated += 1;
    counts.set(key, counted);
  };
  return {
    made(call) {
      if (!call.caller.startsWith(FUNCTION_CALLER)) return;
      const { operation } = call;
      const functionName = call.caller.slice(FUNCTION_CALLER.length);
      const [subject] = requestsOf(call) ?? [];
      const resource = subject?.shownAs ?? subject?.resource ?? "";
      count({ by: "function", functionName, operation, resource }, isRepeated(call));
    },
    polling: (operate, functionName, queueArn) => async (operation, queueName, parameters) => {
      const answer = await operate<never>(operation, queueName, parameters);
      const { Messages = [] } = answer as { Messages?: unknown[] };
      const isVain = operation === "ReceiveMessage" && Messages.length === 0;
      count({ by: "lambda", functionName, operation: isVain ? VAIN : operation, resource: queueArn });
      return answer;
    },
    report: () => [...counts.values()].map((counted) => ({ ...counted })),
  };
}

/** Is it not the first try of its caller? Every AWS SDK says so in this header. */
export function isRepeated({ headers }: Pick<Call, "headers">): boolean {
  const [, attempt = "1"] = /\battempt=(\d+)/.exec(String(headers["amz-sdk-request"] ?? "")) ?? [];
  return Number(attempt) > 1;
}
