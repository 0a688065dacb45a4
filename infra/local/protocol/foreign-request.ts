/** Prevents other web pages in a browser on this machine from controlling or reading the local run. */
import type { IncomingMessage } from "node:http";
import { AwsError } from "./call";

/** The names of the loopback address, on any port: a tunnel may use another port. */
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;
/** `none`: from the address bar or a bookmark. */
const OWN_SITES: readonly unknown[] = [undefined, "same-origin", "none"];

/**
 * Decides by headers that the script of a page cannot set. A signature proves nothing: any is accepted, and after DNS
 * rebinding a page can send its own `Authorization` header.
 * @returns the error; undefined for the local run's own page and for callers that are not web pages, such as SDKs
 */
export function refuseForeign({ method, headers }: IncomingMessage): AwsError | undefined {
  // 1. Another host name: its owner can point it to this address in DNS, and the owner's page then has our origin.
  const { host = "", origin } = headers;
  if (!OWN_HOST.test(host)) {
    return new AwsError("ForeignHost", 403, "The local run only accepts the host names 127.0.0.1 and localhost");
  }
  // 2. A page with another origin, including another port of this machine, or without one ("null").
  const isOwnOrigin = origin === undefined || origin === `http://${host.toLowerCase()}`;
  // 3. What browsers request without an Origin, such as scripts and frames. A link to the messages page is harmless.
  const isOwnSite = OWN_SITES.includes(headers["sec-fetch-site"]) || isLink({ method, headers });
  if (isOwnOrigin && isOwnSite) return undefined;
  return new AwsError("ForeignOrigin", 403, "The local run only accepts requests from its own web page");
}

function isLink({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  return method === "GET" && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}
