/** Lambda's Invoke, with which other systems start an on-demand run. */
import { type Answer, AwsError, jsonParameters, type Service } from "../protocol/call";
import { FunctionError } from "./function-thread";

export type Invoke = (functionName: string, payload: unknown) => Promise<unknown>;

/** @param invoke rejects with a {@link FunctionError} if the function failed */
export function createInvoker(invoke: Invoke): Service {
  return async (call) => {
    const [, name] = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/.exec(call.path) ?? [];
    if (!name || !call.operation.startsWith("POST")) {
      throw new AwsError("UnknownOperationException", 404, `The local run has no lambda ${call.operation}`);
    }
    const payload = jsonParameters(call);
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
