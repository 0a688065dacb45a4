/** Lambda's Invoke, with which other systems start an on-demand run, and a daily run those that share it. */
import { type Answer, AwsError, jsonParameters, type Service } from "../protocol/call";
import { FunctionError } from "./function-thread";

type Invoke = (functionName: string, payload: unknown) => Promise<unknown>;

export interface Invocations {
  /** Rejects with a {@link FunctionError} if the function failed. */
  readonly invoke: Invoke;
  /** The same, for an asynchronous invocation, with Lambda's retries. */
  readonly invokeLater: Invoke;
}

export function createInvoker({ invoke, invokeLater }: Invocations): Service {
  return async (call) => {
    const [, name] = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/.exec(call.path) ?? [];
    if (!name || !call.operation.startsWith("POST")) {
      throw new AwsError("UnknownOperationException", 404, `The local run has no lambda ${call.operation}`);
    }
    const payload = jsonParameters(call);
    if (call.headers["x-amz-invocation-type"] === "Event") {
      // The caller does not learn how it ends: the function's log and its dead-letter queue say so.
      void invokeLater(decodeURIComponent(name), payload).catch(() => {});
      return { status: 202, headers: {}, body: "" };
    }
    try {
      return answer(await invoke(decodeURIComponent(name), payload), {});
    } catch (error) {
      if (!(error instanceof FunctionError)) throw new AwsError("ResourceNotFoundException", 404, String(error));
      const { name: errorType, message: errorMessage, stackTrace } = error;
      return answer({ errorType, errorMessage, trace: stackTrace }, { "x-amz-function-error": "Unhandled" });
    }
  };
}

function answer(payload: unknown, headers: Record<string, string>): Answer {
  const body = JSON.stringify(payload);
  return {
    status: 200,
    headers: { "content-type": "application/json", "x-amz-executed-version": "$LATEST", ...headers },
    body,
  };
}
