/** A call of an AWS API, as the server passes it to a service, and its response. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface Call {
  /** From the credential scope: `dynamodb`, `sqs`, `sns`, `ses`, `monitoring`, `lambda`, `scheduler`, `kms`, `sts`. */
  readonly service: string;
  readonly operation: string;
  /** The format of errors: AWS JSON, or the XML of the query protocol. */
  readonly protocol: "json" | "query";
  /** The access key id: `local-<function>` for our functions. */
  readonly caller: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly body: Buffer;
  /** A signal that is aborted when the caller closes the connection. Few ask for it, and it costs as much as a small call. */
  readonly closed?: () => AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

/** @throws {AwsError} the error for the caller */
export type Service = (call: Call) => Promise<Answer>;

/** An error response of AWS. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  constructor(
    /** Such as `InvalidParameter`. */
    readonly code: string,
    /** The HTTP status. */
    readonly status: number,
    message: string,
    /** The error's code in the query protocol, if it differs from the code in AWS JSON. */
    readonly queryCode?: string,
    /** Further fields of the error, in AWS JSON. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Parameters that were read: roles, records, faults and services all read those of a call. */
const READ = new WeakMap<Buffer, Readonly<Record<string, unknown>>>();
const READ_FORMS = new WeakMap<Buffer, ReadonlyParameters>();

export type ReadonlyParameters = Omit<URLSearchParams, "append" | "delete" | "set" | "sort">;

/**
 * The same object for each reader of a call: do not change it.
 * @throws {AwsError} if the body is not JSON
 */
export function jsonParameters({ body }: Pick<Call, "body">): Readonly<Record<string, unknown>> {
  const known = READ.get(body);
  if (known) return known;
  try {
    const read = JSON.parse(body.toString("utf8") || "{}") as Record<string, unknown>;
    READ.set(body, read);
    return read;
  } catch {
    throw new AwsError("SerializationException", 400, "The body is not JSON");
  }
}

/** The same object for each reader of a call. */
export function queryParameters({ body }: Pick<Call, "body">): ReadonlyParameters {
  const known = READ_FORMS.get(body) ?? new URLSearchParams(body.toString("utf8"));
  READ_FORMS.set(body, known);
  return known;
}

export function jsonAnswer(value: unknown): Answer {
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: JSON.stringify(value) };
}

/** @param result the XML inside `<…Result>`; undefined if the operation has no result */
export function xmlAnswer(operation: string, namespace: string, result: string | undefined): Answer {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  const wrapped = result === undefined ? "" : `<${operation}Result>${result}</${operation}Result>`;
  return {
    status: 200,
    headers: { "content-type": "text/xml" },
    body: `<${operation}Response xmlns="${namespace}">${wrapped}${metadata}</${operation}Response>`,
  };
}

export function errorAnswer(error: AwsError, protocol: Call["protocol"]): Answer {
  if (protocol === "json") {
    const body = JSON.stringify({ __type: error.code, message: error.message, ...error.more });
    const queryError = error.queryCode && { "x-amzn-query-error": `${error.queryCode};Sender` };
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": error.code, ...queryError };
    return { status: error.status, headers, body };
  }
  const type = error.status < 500 ? "Sender" : "Receiver";
  const detail = `<Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
  const body = `<ErrorResponse><Error>${detail}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return { status: error.status, headers: { "content-type": "text/xml" }, body };
}

/** Also escapes carriage returns, which XML parsers would read as line feeds. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
