/** A small HTTP server for SQS, SNS, SES and CloudWatch: it records every call and responds as they do. */
import { createHash, randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gunzipSync } from "node:zlib";
import { readBody } from "../../../infra/local/protocol/read-call";
import type { TestDynamo } from "./dynamo";

export interface AwsCall {
  /** Such as `Publish`; for a REST API method and path, such as `GET /schedules/daily`. */
  readonly action: string;
  /** The JSON; for the query protocol the flat fields, such as `MessageAttributes.entry.1.Name`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The raw call. */
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  /** Whether it is a retry of the SDK. */
  readonly repeated: boolean;
}

/** The response of a service: a result, an error, or none at all. */
export type AwsAnswer = Readonly<Record<string, unknown>> | AwsFailure | typeof HANG_UP | typeof BREAK_OFF;

/** SQS's response to an accepted SendMessage: the SDK compares the digest. */
export function sqsTakes({ parameters }: AwsCall): Readonly<Record<string, unknown>> {
  return { MessageId: randomUUID(), MD5OfMessageBody: md5(parameters.MessageBody) };
}

/** SQS's response to a SendMessageBatch that it accepts completely. */
export function sqsTakesAll({ parameters }: AwsCall): Readonly<Record<string, unknown>> {
  const entries = parameters.Entries as { Id: string; MessageBody: string }[];
  const taken = ({ Id, MessageBody }: (typeof entries)[number]) => ({
    Id,
    MessageId: randomUUID(),
    MD5OfMessageBody: md5(MessageBody),
  });
  return { Successful: entries.map(taken) };
}

/** Who calls. */
export const OPERATOR = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";

const DEFAULTS: Readonly<Record<string, (call: AwsCall) => AwsAnswer>> = {
  SendMessage: sqsTakes,
  SendMessageBatch: sqsTakesAll,
  GetCallerIdentity: () => ({ Arn: OPERATOR }),
};

/** The connection breaks before the response. */
export const HANG_UP = Symbol("hang up");

/** The connection breaks within the response of an accepted call. */
export const BREAK_OFF = Symbol("break off");

export class AwsFailure {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly message = "it went wrong",
    /** Other fields of the error, in JSON. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {}
}

export class AwsServer {
  readonly calls: AwsCall[] = [];
  /** Number of connections. */
  connections = 0;
  readonly #dead = new WeakSet<Socket>();
  /** The actions that were called, by connection. */
  readonly #called = new Map<Socket, Set<string>>();
  readonly #answers = new Map<string, (call: AwsCall) => AwsAnswer>();

  private constructor(
    private readonly server: Server,
    private readonly dynamo: Pick<TestDynamo, "answer"> | undefined,
  ) {
    server.on("connection", (socket) => {
      this.connections += 1;
      this.#called.set(socket, new Set());
      socket.once("close", () => this.#called.delete(socket));
    });
    server.on("request", (request, response) => void this.#serve(request, response));
  }

  /** @param dynamo responds to calls to DynamoDB, unless a test sets a response */
  static async start(dynamo?: Pick<TestDynamo, "answer">): Promise<AwsServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new AwsServer(server, dynamo);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Settings for an SDK client of this server. */
  get client() {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    return { endpoint: this.endpoint, region: "us-east-1", credentials };
  }

  /** Sets the response to an action. By default SQS accepts messages, STS names an operator, and other services return empty results. */
  on(action: string, answer: (call: AwsCall) => AwsAnswer): void {
    this.#answers.set(action, answer);
  }

  of(action: string): AwsCall[] {
    return this.calls.filter((call) => call.action === action);
  }

  /** Clears calls and responses. */
  reset(): void {
    this.calls.length = 0;
    this.#answers.clear();
  }

  /**
   * Silently drops the connections on which an action was called, as for a frozen function: requests on them are reset.
   */
  abandonConnections(action: string): void {
    for (const [socket, actions] of this.#called) if (actions.has(action)) this.#dead.add(socket);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#dead.has(request.socket)) {
      request.socket.resetAndDestroy();
      return;
    }
    const call = await readCall(request);
    this.calls.push(call);
    this.#called.get(request.socket)?.add(call.action);
    const setAnswer = this.#answers.get(call.action);
    if (!setAnswer && this.dynamo && String(request.headers["x-amz-target"]).startsWith("DynamoDB")) {
      const passed = await this.dynamo.answer({ operation: call.action, body: Buffer.from(call.text) });
      response.writeHead(passed.status, passed.headers).end(passed.body);
      return;
    }
    const answer = (setAnswer ?? DEFAULTS[call.action])?.(call) ?? {};
    if (answer === HANG_UP) {
      request.socket.destroy();
      return;
    }
    if (answer === BREAK_OFF) {
      response.writeHead(200, { "content-length": 1_000 }).write("<", () => request.socket.end());
      return;
    }
    const json = request.headers["x-amz-target"] !== undefined || isRest(request);
    response.statusCode = answer instanceof AwsFailure ? answer.status : 200;
    response.setHeader("content-type", json ? "application/x-amz-json-1.0" : "text/xml");
    response.end(json ? jsonOf(answer) : xmlOf(call.action, answer));
  }
}

function md5(body: unknown): string {
  return createHash("md5").update(String(body)).digest("hex");
}

async function readCall(request: IncomingMessage): Promise<AwsCall> {
  const [, attempt = "1"] = /\battempt=(\d+)/.exec(String(request.headers["amz-sdk-request"] ?? "")) ?? [];
  const { headers } = request;
  return { ...(await readParameters(request)), headers, repeated: Number(attempt) > 1 };
}

async function readParameters(request: IncomingMessage): Promise<Omit<AwsCall, "headers" | "repeated">> {
  const body = await readBody(request);
  const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    return { action: target.split(".")[1] ?? "", parameters: JSON.parse(text) as Record<string, unknown>, text };
  }
  if (isRest(request)) {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const parameters = text === "" ? Object.fromEntries(searchParams) : (JSON.parse(text) as Record<string, unknown>);
    return { action: `${request.method} ${pathname}`, parameters, text };
  }
  const { Action = "", Version, ...parameters } = Object.fromEntries(new URLSearchParams(text));
  return { action: Action, parameters, text: decodeURIComponent(text.replaceAll("+", " ")) };
}

/** Neither AWS JSON nor the query protocol. */
function isRest({ headers, method, url = "/" }: IncomingMessage): boolean {
  return headers["x-amz-target"] === undefined && (method === "GET" || /^\/\d{4}-\d{2}-\d{2}\//.test(url));
}

function jsonOf(answer: Exclude<AwsAnswer, symbol>): string {
  return JSON.stringify(
    answer instanceof AwsFailure ? { __type: answer.code, message: answer.message, ...answer.more } : answer,
  );
}

function xmlOf(action: string, answer: Exclude<AwsAnswer, symbol>): string {
  if (answer instanceof AwsFailure) {
    return `<ErrorResponse><Error><Type>Sender</Type><Code>${answer.code}</Code><Message>${answer.message}</Message></Error></ErrorResponse>`;
  }
  return `<${action}Response><${action}Result>${fieldsOf(answer)}</${action}Result></${action}Response>`;
}

function fieldsOf(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${content(value)}</${name}>`)
    .join("");
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((member) => `<member>${content(member)}</member>`).join("");
  return typeof value === "object" && value !== null ? fieldsOf(value as Record<string, unknown>) : String(value);
}
