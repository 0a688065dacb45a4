import { LINK_SHORTENERS, linkFindings } from "../../../../services/domain/text-lint/links";

const DOMAINS = ["clinic.org", "video.example.com"];

test.each([
  "Join at https://clinic.org/v/1.",
  "Join at https://room.video.example.com/a?b=c",
  "See clinic.org, or call 206-555-0100.",
  "(https://clinic.org)",
  "Write to front.desk@other.org or mailto:desk@other.org",
  "See (clinic.org) or www.clinic.org or HTTPS://CLINIC.ORG/Visit.",
  "https://clinic.org:443/v https://clinic.org?v=https://evil.example https://clinic.org#@evil.example",
  "(TEL:+12065550100;phone-context=a.example) MAILTO:desk@other.org <mailto:desk@other.org>",
  "<<https://clinic.org>> \"'https://video.example.com'\"",
  "At 2:30 p.m. with Dr. Rivera, Bldg. 3",
])("%s: every link leads to an allowed domain", (text) => {
  expect(linkFindings(text, DOMAINS)).toEqual([]);
});

test.each([
  ["https://evil.example/x", { host: "evil.example", problem: "other-domain" }],
  ["www.other.org", { host: "www.other.org", problem: "other-domain" }],
  ["https://notclinic.org", { host: "notclinic.org", problem: "other-domain" }],
  ["https://clinic.org.evil.example/", { host: "clinic.org.evil.example", problem: "other-domain" }],
  ["https://clinic.org@evil.example/", { host: "evil.example", problem: "user-name" }],
  ["https://a@b@evil.example/", { host: "evil.example", problem: "user-name" }],
  ["https://desk@clinic.org/v", { host: "clinic.org", problem: "user-name" }],
  ["https://evil.example\\.clinic.org/", { host: "evil.example", problem: "other-domain" }],
  ["https://evil.example?clinic.org", { host: "evil.example", problem: "other-domain" }],
  ["https://evil.example#.clinic.org", { host: "evil.example", problem: "other-domain" }],
  ["(https://EVIL.example:8443/x),", { host: "evil.example", problem: "other-domain" }],
  ["<<evil.example>>", { host: "evil.example", problem: "other-domain" }],
  ["https://...", { host: "", problem: "other-domain" }],
  ["://clinic.org", { host: "clinic.org", problem: "not-https" }],
  ["https://evil.example/(tel:1", { host: "evil.example", problem: "other-domain" }],
  ["https://evil.example<x", { host: "evil.example<x", problem: "other-domain" }],
  ["ftp://clinic.org/v", { host: "clinic.org", problem: "not-https" }],
  ["HTTP://clinic.org/v", { host: "clinic.org", problem: "not-https" }],
  ["http://clinic.org/v", { host: "clinic.org", problem: "not-https" }],
  ["bit.ly/3xyz", { host: "bit.ly", problem: "shortener" }],
  ["https://www.tinyurl.com/abc", { host: "www.tinyurl.com", problem: "shortener" }],
])("%s is refused", (link, finding) => {
  expect(linkFindings(`See ${link} today`, DOMAINS)).toEqual([finding]);
});

test("each link is found once", () => {
  const [one, two] = ["https://evil.example/1", "https://evil.example/2"];
  expect(linkFindings(`${one} ${one}  ${two}`, DOMAINS)).toHaveLength(2);
});

test("a shortener is refused even if it is among the allowed domains, and no shortener is listed twice", () => {
  expect(linkFindings("https://bit.ly/x", ["bit.ly"])).toEqual([{ host: "bit.ly", problem: "shortener" }]);
  expect(new Set(LINK_SHORTENERS).size).toBe(LINK_SHORTENERS.length);
});
