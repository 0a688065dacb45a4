/** The one HTTP server of the local run: every AWS API, and the pages and commands under `/_local`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, AwsError, type Call, errorAnswer, type Service } from "./call";
import { refuseForeign } from "./foreign-request";
import { inQueryProtocol } from "./query-calls";
import { protocolOf, readCall } from "./read-call";

/** Answers requests that are no AWS calls; undefined where it knows no such page. */
export type Pages = (request: IncomingMessage) => Promise<Answer | undefined>;

export interface Routes {
  readonly pages: Pages;
  /**
   * @returns the service that takes this call; undefined where none does
   * @throws {AwsError} where the caller may not make it
   */
  readonly route: (call: Call) => Service | undefined;
}

/** The port is another program's. */
export class PortInUse extends Error {
  override readonly name = "PortInUse";
  constructor(readonly port: number) {
    super(`Port ${port} on 127.0.0.1 is in use`);
  }
}

export interface HttpServer {
  readonly endpoint: string;
  /** From now on requests are answered; those that came before have waited. */
  open(routes: Routes): void;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 only.
 * @param port 0 picks a free one
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
      // The rest of the request is not read.
      response.setHeader("connection", "close");
      write(response, errorAnswer(refusal, "json"));
      return;
    }
    const hungUp = new AbortController();
    response.once("close", () => hungUp.abort());
    write(response, await answer(request, await routes, hungUp.signal));
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

async function answer(request: IncomingMessage, routes: Routes, hungUp: AbortSignal): Promise<Answer> {
  try {
    return (await routes.pages(request)) ?? (await answerCall(request, routes, hungUp));
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError("InternalFailure", 500, String(error));
    return errorAnswer(known, protocolOf(request));
  }
}

async function answerCall(request: IncomingMessage, { route }: Routes, hungUp: AbortSignal): Promise<Answer> {
  return inQueryProtocol({ ...(await readCall(request)), hungUp }, async (call) => {
    const serve = route(call);
    if (!serve) throw new AwsError("UnknownOperation", 404, `The local run has no ${call.service} ${call.operation}`);
    return serve(call);
  });
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
