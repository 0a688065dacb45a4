/** Reads an HTTP request as a call of an AWS API. */
import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { AwsError, type Call, queryParameters } from "./call";

/** The largest request of all services: DynamoDB's BatchWriteItem. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * @throws {AwsError} if the request is not a call: not signed (any signature is accepted), or without an operation
 */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const { headers } = request;
  const raw = await readBody(request);
  const body = headers["content-encoding"] === "gzip" ? gunzipSync(raw, { maxOutputLength: MAX_BYTES }) : raw;
  const protocol = protocolOf(request);
  const scope = /Credential=([^/,\s]+)\/\d{8}\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "");
  const [, caller, service] = scope ?? [];
  if (!caller || !service) throw new AwsError("MissingAuthenticationToken", 403, "The request is not signed");
  const path = request.url ?? "/";
  return { service, operation: operationOf(request, protocol, body), protocol, caller, path, headers, body };
}

/** The protocol for an error response to this request. */
export function protocolOf(request: IncomingMessage): Call["protocol"] {
  return request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ? "query" : "json";
}

function operationOf(request: IncomingMessage, protocol: Call["protocol"], body: Buffer): string {
  if (protocol === "query") return queryParameters({ body }).get("Action") ?? "";
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  // REST services, and protocols that are not supported.
  return `${request.method} ${request.url}`;
}

/** @throws {AwsError} if it is too large */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // By its events: an iterator over a stream costs more than all else that is done with a call.
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else reject(new AwsError("RequestEntityTooLarge", 413, "The request is too large"));
    });
    request.once("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.once("error", reject);
  });
}
