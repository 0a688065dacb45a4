/** Checks the links of a text. */
import { isLink } from "../content/link";

/**
 * Domains of public link shorteners, which US carriers filter: a link must not conceal who sends it, and a shortener must be
 * the sender's alone. CTIA, Messaging Principles and Best Practices, May 2023, section 5.3.2; Twilio, error 30857; AWS End
 * User Messaging, "SMS protocol security best practices". These are well-known ones of the list of active shorteners at
 * https://github.com/PeterDaveHello/url-shorteners (November 2026), which has a thousand more.
 */
export const LINK_SHORTENERS: readonly string[] = (
  "bit.ly bitly.com j.mp tinyurl.com tiny.cc t.co goo.gl g.co ow.ly is.gd v.gd buff.ly rebrand.ly cutt.ly t.ly rb.gy " +
  "shorturl.at short.gy s.id bl.ink dub.sh lnkd.in fb.me wp.me clck.ru u.to n9.cl shorturl.asia " +
  "snip.ly adf.ly t.cn han.gl urlz.fr kutt.it"
).split(" ");

export type LinkProblem = "not-https" | "user-name" | "other-domain" | "shortener";

export interface LinkFinding {
  /** The host, or the word if no host can be read. */
  readonly host: string;
  readonly problem: LinkProblem;
}

/**
 * The links of a text that may not be there, each once. Mailboxes and phone numbers are no links.
 * @param domains to which links may lead, with their subdomains
 */
export function linkFindings(text: string, domains: readonly string[]): LinkFinding[] {
  return [...new Set(text.split(/\s+/))].flatMap((word) => {
    if (!isLink(word) || /^[("'<[]?(?:tel:|mailto:)|^[^/]*[^/:]@/i.test(word)) return [];
    return linkFinding(word, domains) ?? [];
  });
}

function linkFinding(word: string, domains: readonly string[]): LinkFinding | undefined {
  // A backslash ends the host, too: URL Standard, "Host state".
  const bare = word.replace(/^[("'<[]+/, "");
  const at = bare.indexOf("://");
  const [authority = ""] = bare.slice(at < 0 ? 0 : at + 3).split(/[/\\?#]/);
  if (authority.includes("@")) return { host: hostOf(authority.split("@").at(-1) ?? ""), problem: "user-name" };
  const host = hostOf(authority);
  if (isUnder(host, LINK_SHORTENERS)) return { host, problem: "shortener" };
  if (!isUnder(host, domains)) return { host, problem: "other-domain" };
  return at >= 0 && bare.slice(0, at).toLowerCase() !== "https" ? { host, problem: "not-https" } : undefined;
}

/** Without the port, and without the punctuation of the sentence. */
function hostOf(authority: string): string {
  let [host = ""] = authority.toLowerCase().split(":");
  while (host !== "" && !/[\p{L}\p{N}]$/u.test(host)) host = host.slice(0, -1);
  return host;
}

/** Whether a host is one of the domains, or a subdomain. */
export function isUnder(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
