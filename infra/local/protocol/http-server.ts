/** The HTTP server of the local run: all AWS APIs, the messages page, and the controls under `/_local`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, AwsError, type Call, errorAnswer, type Service } from "./call";
import { refuseForeign } from "./foreign-request";
import { inQueryProtocol } from "./query-calls";
import { protocolOf, readCall } from "./read-call";

/** Answers requests that are not AWS calls; undefined for an unknown page. */
export type Pages = (request: IncomingMessage) => Promise<Answer | undefined>;

export interface Routes {
  readonly pages: Pages;
  /**
   * @returns the service of this call; undefined if there is none
   * @throws {AwsError} if the caller may not make the call
   */
  readonly route: (call: Call) => Service | undefined;
}

const CLOSED = "The caller closed the connection";

/** Another program uses the port. */
export class PortInUse extends Error {
  override readonly name = "PortInUse";
  constructor(readonly port: number) {
    super(`Port ${port} on 127.0.0.1 is in use`);
  }
}

export interface HttpServer {
  readonly endpoint: string;
  /** Starts answering requests; earlier ones have waited. */
  open(routes: Routes): void;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 only.
 * @param port 0 for any free port
 * @throws {PortInUse}
 */
export async function startHttpServer(port: number): Promise<HttpServer> {
  let open: (routes: Routes) => void = () => {};
  const routes = new Promise<Routes>((resolve) => {
    open = resolve;
  });
  const server = createServer(async (request, response) => {
    const refusal = refuseForeign(request);
    if (refusal) {
      // The rest of the request is ignored.
      response.setHeader("connection", "close");
      write(response, errorAnswer(refusal, "json"));
      return;
    }
    write(response, await answer(request, await routes, () => signalOf(response)));
  });
  await listen(server, port);
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, routes: Routes, closed: () => AbortSignal): Promise<Answer> {
  try {
    return (await routes.pages(request)) ?? (await answerCall(request, routes, closed));
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError("InternalFailure", 500, String(error));
    return errorAnswer(known, protocolOf(request));
  }
}

async function answerCall(request: IncomingMessage, { route }: Routes, closed: () => AbortSignal): Promise<Answer> {
  return inQueryProtocol({ ...(await readCall(request)), closed }, async (call) => {
    const serve = route(call);
    if (!serve) throw new AwsError("UnknownOperation", 404, `The local run has no ${call.service} ${call.operation}`);
    return serve(call);
  });
}

/** Aborted if the caller closes the connection before it has the answer. */
function signalOf(response: ServerResponse): AbortSignal {
  const closed = new AbortController();
  // A reason of its own saves a DOMException with its stack.
  const abort = () => closed.abort(CLOSED);
  if (response.destroyed) abort();
  else response.once("close", () => response.writableFinished || abort());
  return closed.signal;
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortInUse(port) : error),
    );
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
