/** What the URL Standard of the WHATWG (https://url.spec.whatwg.org) makes of links that imitate a host. */
import { isAtDomain } from "../../../../services/domain/clinics/link-domain";

const DOMAINS = ["clinic.example"];

test.each([
  ["a backslash starts the path of a special URL", "https://clinic.example\\@evil.example/", "clinic.example"],
  ["a backslash may replace the slashes after the scheme", "https:\\\\evil.example\\clinic.example", "evil.example"],
  ["slashes after the scheme may be missing", "https:evil.example/clinic.example", "evil.example"],
  ["slashes after the scheme may be more than two", "https:////evil.example/clinic.example", "evil.example"],
  ["all before the last @ is user name and password", "https://clinic.example:443@a@evil.example/", "evil.example"],
  ["tabs and line ends are removed", "https://ev\til.exa\nmple\r/", "evil.example"],
  ["spaces and control characters around it are removed", " \u0000https://evil.example/ \u001f", "evil.example"],
  ["escapes in a host are decoded", "https://%65vil.example/", "evil.example"],
  ["full-width letters and other full stops become ASCII", "https://ｅvil。example/", "evil.example"],
  ["a soft hyphen is removed from a host", "https://ev\u00adil.example/", "evil.example"],
  ["letters of other scripts become Punycode", "https://сlinic.example/", "xn--linic-0ye.example"],
  ["capitals become small", "https://CLINIC.EXAMPLE/", "clinic.example"],
  ["a final dot stays", "https://clinic.example./", "clinic.example."],
  ["numbers in any notation are IPv4 addresses", "https://0x7f.1/", "127.0.0.1"],
  ["the port 443 is that of https", "https://clinic.example:443/", "clinic.example"],
])("%s", (_, link, host) => {
  expect(new URL(link).hostname).toBe(host);
  const { username } = new URL(link);
  expect(isAtDomain(link, DOMAINS)).toBe(host === "clinic.example" && username === "");
});

test.each([
  "https://clinic.example%2f@evil.example",
  "https://clinic.example%00.evil.example/",
  "https://clinic.example:99999/",
  "https://clinic.example:x/",
  "https://clinic.example|evil.example/",
  "https://clinic.example<evil.example/",
  "https://clinic.example evil.example/",
  "https://[clinic.example]/",
  "https://xn--.example/",
  "https://",
  "//clinic.example/",
  "clinic.example",
  "http://clinic.example/",
  "wss://clinic.example/",
  "javascript:https://clinic.example/",
  "data:text/html,https://clinic.example/",
  "intent://clinic.example/#Intent;scheme=https;end",
])("%j leads to no domain of the clinic", (link) => {
  expect(isAtDomain(link, DOMAINS)).toBe(false);
});
