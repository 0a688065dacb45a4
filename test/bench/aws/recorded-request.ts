import type { IncomingHttpHeaders } from "node:http";

/** A request as it came. */
export interface RecordedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Base64. */
  readonly body: string;
}
