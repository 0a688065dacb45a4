/**
 * Whether a link leads to one of the domains, or to a subdomain. The host is compared after the link was parsed as a
 * phone or a mail client parses it (WHATWG URL), so that user names, escapes and international letters cannot hide
 * another host. A port other than 443, and a host with a final dot, are another host's.
 * @param link contract v1
 * @param domains in lower case
 */
export function isAtDomain(link: string, domains: readonly string[]): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, username, password, port, hostname } = new URL(link);
  if (protocol !== "https:" || username || password || port) return false;
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}
