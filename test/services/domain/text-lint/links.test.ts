import { LINK_SHORTENERS, linkFindings } from "../../../../services/domain/text-lint/links";

const DOMAINS = ["clinic.org", "video.example.com"];

test.each([
  "Join at https://clinic.org/v/1.",
  "Join at https://room.video.example.com/a?b=c",
  "See clinic.org, or call 206-555-0100.",
  "(https://clinic.org)",
  "Write to front.desk@other.org or mailto:desk@other.org",
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
  ["http://clinic.org/v", { host: "clinic.org", problem: "not-https" }],
  ["bit.ly/3xyz", { host: "bit.ly", problem: "shortener" }],
  ["https://www.tinyurl.com/abc", { host: "www.tinyurl.com", problem: "shortener" }],
])("%s is refused", (link, finding) => {
  expect(linkFindings(`See ${link} today`, DOMAINS)).toEqual([finding]);
});

test("a shortener is refused even if it is among the allowed domains, and no shortener is listed twice", () => {
  expect(linkFindings("https://bit.ly/x", ["bit.ly"])).toEqual([{ host: "bit.ly", problem: "shortener" }]);
  expect(new Set(LINK_SHORTENERS).size).toBe(LINK_SHORTENERS.length);
});
