/** The connections of sends to patients: kept alive from one send to the next, but never beyond an invocation. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

/** ms after which an idle connection is closed: long before any service of AWS closes it. */
const MAX_IDLE_MS = 2_000;

/** A send over TLS without a new connection takes some milliseconds less, of the processor and in all. */
export class SendConnections {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;

  /** @param maxSockets the maximum of open connections; further sends wait */
  constructor(maxSockets: number) {
    const options = { keepAlive: true, maxSockets, timeout: MAX_IDLE_MS };
    this.http = new HttpAgent(options);
    this.https = new HttpsAgent(options);
  }

  /**
   * To be called at the start of each invocation. A service may have closed an idle connection while Lambda had frozen
   * the function, and a send on it would fail with its answer lost.
   */
  closeIdle(): void {
    for (const { freeSockets } of [this.http, this.https]) {
      for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
    }
  }
}
