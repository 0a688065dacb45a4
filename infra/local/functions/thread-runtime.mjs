// Runs in the thread of a function: loads its bundle, then handles one invocation at a time. In JavaScript, so that a
// thread starts without a TypeScript loader.
import { formatWithOptions } from "node:util";
import { parentPort, workerData } from "node:worker_threads";

const { file, exportName, functionName, functionArn, memoryMb } = workerData;
let requestId;

const LEVELS = { trace: "TRACE", debug: "DEBUG", log: "INFO", info: "INFO", warn: "WARN", error: "ERROR" };
for (const [method, level] of Object.entries(LEVELS)) {
  console[method] = (...values) => {
    const entry = { timestamp: new Date().toISOString(), level, requestId, message: messageOf(values) };
    parentPort.postMessage({ type: "log", entry });
  };
}

const { [exportName]: handler } = await import(file);
if (typeof handler !== "function") throw new Error(`The bundle has no function ${exportName}`);

parentPort.on("message", async (invocation) => {
  requestId = invocation.requestId;
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    parentPort.postMessage({ type: "answer", payload: JSON.stringify(result ?? null) });
  } catch (error) {
    parentPort.postMessage({ type: "error", error: describe(error) });
  }
});
parentPort.postMessage({ type: "ready" });

function contextOf({ deadline }) {
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** As in Lambda's JSON log format: a single object stays an object, anything else becomes a string. */
function messageOf(values) {
  const [first] = values;
  if (values.length === 1 && typeof first === "object" && first !== null) {
    try {
      return first instanceof Error ? describe(first) : JSON.parse(JSON.stringify(first));
    } catch {
      // Not serializable, such as a circular object: log it as a string.
    }
  }
  return formatWithOptions({ colors: false }, ...values);
}

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), stackTrace: [] };
  return { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack ?? "").split("\n") };
}
