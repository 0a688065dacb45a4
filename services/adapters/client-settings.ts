/** The house's time-outs of SDK clients. Endpoints, regions and credentials come from the SDK's own environment. */

const CONNECTION_TIMEOUT = 1_000;

/** Connections that a client has open at the same time at most; what needs more waits. */
const AGENT = { maxSockets: 50 };

/** For calls that may be repeated without harm. All tries of one that hangs fit in what a consumer reserves (10 s). */
export const REPEATABLE = {
  requestHandler: {
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: 2_500,
    throwOnRequestTimeout: true,
    httpAgent: { ...AGENT, keepAlive: true },
    httpsAgent: { ...AGENT, keepAlive: true },
  },
  maxAttempts: 4,
};

/**
 * For sends to a patient: the SDK must not repeat a call whose answer was lost, or the patient is told twice. What may
 * be tried again is decided, and logged, by the domain. Nor may it use a connection again: one that the service closed
 * while Lambda had frozen the function fails the send that finds it. That costs a send some 3 ms of a processor and 5 ms.
 */
export const ONCE = {
  requestHandler: {
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: 8_000,
    throwOnRequestTimeout: true,
    httpAgent: { ...AGENT, keepAlive: false },
    httpsAgent: { ...AGENT, keepAlive: false },
  },
  maxAttempts: 1,
};
