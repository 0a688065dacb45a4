/** The house's time-outs of SDK clients. Endpoints, regions and credentials come from the SDK's own environment. */
import { SendConnections } from "./send-connections";

const CONNECTION_TIMEOUT = 1_000;

/** Connections that a client has open at the same time at most; what needs more waits. */
const MAX_SOCKETS = 50;

/**
 * For calls that may be repeated without harm. All attempts of one that hangs fit in what a consumer reserves (10 s). A
 * client resolves its middleware once for each kind of call; the document client cannot work with that.
 */
export const REPEATABLE = {
  requestHandler: requests(2_500, keptAlive(), keptAlive()),
  maxAttempts: 4,
  cacheMiddleware: true,
};

/** To be shared by the clients of one function that send to patients. */
export function sendConnections(): SendConnections {
  return new SendConnections(MAX_SOCKETS);
}

/**
 * For sends to a patient: the SDK must not repeat a call whose answer was lost, or the patient is told twice. What may
 * be tried again is decided and logged by the domain.
 */
export function once({ http, https }: SendConnections) {
  return { requestHandler: requests(8_000, http, https), maxAttempts: 1, cacheMiddleware: true };
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
