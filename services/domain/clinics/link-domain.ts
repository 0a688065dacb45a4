/**
 * Whether a link leads to one of the domains, or to a subdomain. The host is compared after the link was parsed as
 * browsers parse it (URL Standard of the WHATWG, "URL parsing" and "Host parsing"): tabs and line ends are removed, a
 * backslash is a slash, all before the last `@` is a user name, escapes are decoded, other letters become ASCII (UTS #46),
 * and numbers become IPv4 addresses. A port other than 443, and a host with a final dot, are another host's.
 * @param link contract v1
 * @param domains in lower case
 */
export function isAtDomain(link: string, domains: readonly string[]): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, username, password, port, hostname } = new URL(link);
  if (protocol !== "https:" || username || password || port) return false;
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}
