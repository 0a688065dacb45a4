/** Calls a Node HTTP server without a connection. */
import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Answer, Call } from "../../protocol/call";

/** @param server need not listen; must respond with one `response.end(body)` */
export function callInProcess(server: Server, { headers, body }: Pick<Call, "headers" | "body">): Promise<Answer> {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: "POST", url: "/", headers });
  request.push(body);
  request.push(null);
  const response = new ServerResponse(request);
  return new Promise((resolve) => {
    response.end = ((content?: string | Buffer) => {
      const answered = Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
      resolve({ status: response.statusCode, headers: Object.fromEntries(answered), body: content ?? "" });
      return response;
    }) as ServerResponse["end"];
    server.emit("request", request, response);
  });
}
