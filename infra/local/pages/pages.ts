/** The pages of the local run, in addition to the AWS APIs: the messages page, and JSON under `/_local`. */
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { HANGING_PARTS, PAUSABLE_SERVICES } from "../faults/pauses";
import { FunctionError } from "../functions/function-thread";
import type { Answer } from "../protocol/call";
import type { Pages } from "../protocol/http-server";
import { readBody } from "../protocol/read-call";
import type { Controls } from "./controls";

/** The page shows emails with any content: it may only load and run its own script. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

const SCRIPTS = ["messages-page.js", "conversations.js", "elements.js", "email-view.js", "phone-view.js"];

type Handler = (request: { url: URL; rest: string; body: () => Promise<unknown> }) => Promise<Answer>;

export function createPages(cloud: Controls): Pages {
  const routes: Record<string, Handler> = {
    "GET /": async () => file("messages-page.html", "text/html"),
    ...Object.fromEntries(SCRIPTS.map((name) => [`GET /_local/${name}`, async () => file(name, "text/javascript")])),
    // `?sms=N&emails=N&receipts=N&replies=N&metrics=N&notices=N` skips the first N, which the reader already has.
    "GET /_local/outbox": async ({ url }) => {
      const { sms, emails, receipts, replies, metrics, notices } = cloud.outbox();
      const seen = (name: string) => Number(url.searchParams.get(name) ?? 0);
      return json({
        sms: sms.slice(seen("sms")),
        emails: emails.slice(seen("emails")),
        receipts: receipts.slice(seen("receipts")),
        replies: replies.slice(seen("replies")),
        metrics: metrics.slice(seen("metrics")),
        notices: notices.slice(seen("notices")),
      });
    },
    // `?messageId=ID`: clinic, language, parts and price.
    "GET /_local/text": async ({ url }) => {
      const facts = await cloud.textFacts(url.searchParams.get("messageId") ?? "");
      return facts ? json(facts) : json({ errorType: "NotFound", errorMessage: "There is no such text" }, 404);
    },
    // `?phoneNumber=NUMBER`: the message ids of its patients.
    "GET /_local/phone": async ({ url }) => json(await cloud.phoneFacts(url.searchParams.get("phoneNumber") ?? "")),
    "GET /_local/answers": async () => json(await cloud.answers()),
    "GET /_local/receipts": async () => json({ pending: cloud.pendingReceipts() }),
    "GET /_local/waiting": async () => json(await cloud.waiting()),
    "GET /_local/logs": async () => json(cloud.logs()),
    "GET /_local/permissions": async () => json(cloud.permissions()),
    "GET /_local/calls": async () => json(cloud.calls()),
    "GET /_local/queues": async () => json(await cloud.queueCounts()),
    // `{"phoneNumber", "message"}`: a patient texts the account's number.
    "POST /_local/reply": async ({ body }) => {
      const { phoneNumber: _phone, message: _text, ...reply } = await cloud.reply(await body());
      return json(reply);
    },
    "POST /_local/repair": async () => {
      cloud.repair();
      return json({ repaired: true });
    },
    "POST /_local/break": async () => {
      cloud.break();
      return json({ broken: true });
    },
    "POST /_local/kill/": async ({ rest }) => json({ killed: await cloud.kill(decodeURIComponent(rest)) }),
    "GET /_local/hanging": async () => json(cloud.hanging()),
    "POST /_local/pause/": async ({ rest, body }) => {
      const { hang = "requests" } = (await body()) as { hang?: unknown };
      cloud.pause(oneOf(PAUSABLE_SERVICES, rest), oneOf(HANGING_PARTS, hang));
      return json({ paused: rest, hang });
    },
    "POST /_local/resume/": async ({ rest }) => {
      cloud.resume(oneOf(PAUSABLE_SERVICES, rest));
      return json({ resumed: rest });
    },
    "POST /_local/schedule": async () => json(await cloud.fireSchedule()),
    "POST /_local/schedule/": async ({ rest }) => json(await cloud.fireSchedule(decodeURIComponent(rest))),
    "POST /_local/invoke/": async ({ rest, body }) => json(await cloud.invoke(decodeURIComponent(rest), await body())),
  };
  return async (request) => {
    // A signed request is a call of an AWS API, whatever its path.
    if (request.headers.authorization) return undefined;
    const url = new URL(request.url ?? "/", cloud.endpoint);
    const key = `${request.method} ${url.pathname}`;
    const [path, handler] = Object.entries(routes).find(([path]) => isAt(path, key)) ?? [];
    if (!path || !handler) return undefined;
    try {
      return await handler({ url, rest: key.slice(path.length), body: () => readJson(request) });
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      return json({ errorType, errorMessage }, error instanceof FunctionError ? 502 : 400);
    }
  };
}

function isAt(path: string, key: string): boolean {
  return path === key || (path.startsWith("POST") && path.endsWith("/") && key.startsWith(path));
}

/** @throws without what the body has: it may be a patient's words */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = (await readBody(request)).toString("utf8") || "{}";
  try {
    return JSON.parse(body);
  } catch {
    throw new SyntaxError("The body is not JSON");
  }
}

/** @throws if it is none of them */
function oneOf<T extends string>(known: readonly T[], given: unknown): T {
  const found = known.find((one) => one === given);
  if (found === undefined) throw new Error(`must be one of ${known.join(", ")}`);
  return found;
}

function file(name: string, type: string): Answer {
  const headers = { "content-type": `${type}; charset=utf-8`, "content-security-policy": CONTENT_SECURITY_POLICY };
  return { status: 200, headers, body: readFileSync(new URL(`./browser/${name}`, import.meta.url)) };
}

function json(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    // The line feed is for shells: the prompt follows.
    body: `${JSON.stringify(value ?? null)}\n`,
  };
}
