/** The connections for sends to patients: kept alive between sends, but not between invocations. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

/** ms after which an idle connection is closed: long before any AWS service closes it. */
const MAX_IDLE_MS = 2_000;

/** Reusing a TLS connection saves a few milliseconds of CPU time and of latency for each send. */
export class SendConnections {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;

  /** @param maxSockets the maximum number of open connections; further sends wait */
  constructor(maxSockets: number) {
    const options = { keepAlive: true, maxSockets, timeout: MAX_IDLE_MS };
    this.http = new HttpAgent(options);
    this.https = new HttpsAgent(options);
  }

  /**
   * To be called at the start of each invocation. While Lambda froze the function, the service may have closed an idle
   * connection: a send on it would fail, and its outcome would be unknown.
   */
  closeIdle(): void {
    for (const { freeSockets } of [this.http, this.https]) {
      for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
    }
  }
}
