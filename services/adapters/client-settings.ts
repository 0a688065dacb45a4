/** The house's time-outs of SDK clients. Endpoints, regions and credentials come from the SDK's own environment. */

const CONNECTION_TIMEOUT = 1_000;

/** Connections that a client has open at the same time at most; what needs more waits. */
const MOST_SOCKETS = 50;

/** For calls that may be repeated without harm. All tries of one that hangs fit in what a consumer reserves (10 s). */
export const REPEATABLE = { requestHandler: requests(2_500, true), maxAttempts: 4 };

/**
 * For sends to a patient: the SDK must not repeat a call whose answer was lost, or the patient is told twice. What may
 * be tried again is decided, and logged, by the domain. Nor may it use a connection again: one that the service closed
 * while Lambda had frozen the function fails the send that finds it. That costs a send some 3 ms of a processor and 5 ms.
 */
export const ONCE = { requestHandler: requests(8_000, false), maxAttempts: 1 };

/** @param requestTimeout ms. @param keepAlive whether a connection is used again */
function requests(requestTimeout: number, keepAlive: boolean) {
  const agent = { maxSockets: MOST_SOCKETS, keepAlive };
  return {
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout,
    throwOnRequestTimeout: true,
    httpAgent: agent,
    httpsAgent: agent,
  };
}
