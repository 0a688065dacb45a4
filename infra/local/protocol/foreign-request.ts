/** Keeps other web pages that are open in a browser on this machine from controlling or reading the local run. */
import type { IncomingMessage } from "node:http";
import { AwsError } from "./call";

/** The names of the loopback address, on any port: a tunnel may lead here from another port. */
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;
/** `none`: typed into the address bar, or a bookmark. */
const OWN_SITES: readonly unknown[] = [undefined, "same-origin", "none"];

/**
 * Decides by headers that a page's script cannot set. A signature proves nothing: any one is accepted here, and after DNS
 * rebinding a page may send an `Authorization` header of its own.
 * @returns the refusal; undefined for the local run's own page and for callers that are no web pages, such as SDKs
 */
export function refuseForeign({ method, headers }: IncomingMessage): AwsError | undefined {
  // 1. Under another name: the owner of that name in DNS can let it lead here, and the owner's page then has our origin.
  const { host = "", origin } = headers;
  if (!OWN_HOST.test(host)) {
    return new AwsError("ForeignHost", 403, "The local run answers to 127.0.0.1 or localhost, under no other name");
  }
  // 2. From a page of another origin, another port of this machine included, or of none ("null").
  const isOwnOrigin = origin === undefined || origin === `http://${host.toLowerCase()}`;
  // 3. What browsers load without an Origin, such as scripts and frames. A link to the messages page is harmless.
  const isOwnSite = OWN_SITES.includes(headers["sec-fetch-site"]) || isLink({ method, headers });
  if (isOwnOrigin && isOwnSite) return undefined;
  return new AwsError("ForeignOrigin", 403, "The local run accepts nothing from web pages other than its own");
}

function isLink({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  return method === "GET" && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}
