import type { Call } from "../../../infra/local/protocol/call";

/** A call as the server passes it to a service. */
export function aCall(given: Partial<Omit<Call, "body">> = {}, body: string | Record<string, string> = ""): Call {
  const content = typeof body === "string" ? body : new URLSearchParams(body).toString();
  const rest = {
    service: "sns",
    operation: "Publish",
    protocol: "query",
    caller: "test",
    path: "/",
    headers: {},
  } as const;
  return { ...rest, ...given, body: Buffer.from(content) };
}
