/** Time-outs and retries of SDK clients. Endpoints, regions and credentials come from the SDK's own environment. */
import type { SQSClientConfig } from "@aws-sdk/client-sqs";
import { SendConnections } from "./send-connections";

const CONNECTION_TIMEOUT = 1_000;

/** The maximum number of open connections of a client; further calls wait. */
const MAX_SOCKETS = 50;

/**
 * Warnings only. To a logger of calls, even to its own that discards them, the SDK gives copies of each call's input and
 * output: a twentieth of what a reminder takes of the processor.
 */
const SDK_LOGGER = {
  trace() {},
  debug() {},
  warn: (...content: unknown[]) => console.warn(...content),
} as unknown as NonNullable<SQSClientConfig["logger"]>;

/**
 * For calls that are safe to retry. All attempts of a hanging call fit in the time that a consumer reserves (10 s). A
 * client resolves its middleware once for each kind of call, which the document client does not support.
 */
export const REPEATABLE = {
  requestHandler: requests(2_500, keptAlive(), keptAlive()),
  maxAttempts: 4,
  cacheMiddleware: true,
  logger: SDK_LOGGER,
};

/** Connections for the clients of one function that send to patients, to be shared by them. */
export function sendConnections(): SendConnections {
  return new SendConnections(MAX_SOCKETS);
}

/**
 * For sends to a patient: the SDK must not retry a call whose response was lost, or the patient receives it twice. The
 * domain decides about retries, and logs them.
 */
export function once({ http, https }: SendConnections) {
  return { requestHandler: requests(8_000, http, https), maxAttempts: 1, cacheMiddleware: true, logger: SDK_LOGGER };
}

function keptAlive() {
  return { maxSockets: MAX_SOCKETS, keepAlive: true };
}

/**
 * @param requestTimeout ms
 * @param httpAgent an agent, or the options of the SDK's own
 */
function requests<Http, Https>(requestTimeout: number, httpAgent: Http, httpsAgent: Https) {
  return {
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout,
    throwOnRequestTimeout: true,
    httpAgent,
    httpsAgent,
  };
}
