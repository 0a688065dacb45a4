import { checkForClinic, clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { CLINIC } from "../../../support/data/clinics";
import { appointment } from "../../../support/data/records";

const DOMAINS = ["video.example.com", "xn--mnchen-3ya.example"];
const clinics = clinicsInMemory([
  { ...CLINIC, linkDomains: DOMAINS },
  { ...CLINIC, id: "without", isDefault: false },
]);

function check(link: string, clinicId?: string) {
  const checked = checkForClinic(appointment({ link, clinicId }), clinics);
  return checked.ok ? "accepted" : checked.violations.map(({ field }) => field);
}

test.each([
  "https://video.example.com/visit/1042",
  "https://VIDEO.Example.COM/visit/1042",
  "https://video.example.com:443/visit/1042",
  "https://video.example.com?visit=1042",
  "https://video.example.com",
  "https://north.video.example.com/visit/1042",
  "https://xn--mnchen-3ya.example/visit",
  "https://video.example.com/@evil.example/https://evil.example",
])("a link may be at a domain of its clinic, or at a subdomain: %s", (link) => {
  expect(check(link)).toBe("accepted");
});

test.each([
  ["another host", "https://evil.example/visit"],
  ["a parent of the domain", "https://example.com/visit"],
  ["a host that ends as the domain does", "https://evilvideo.example.com/visit"],
  ["a host that begins as the domain does", "https://video.example.com.evil.example/visit"],
  ["the domain in the path", "https://evil.example/video.example.com"],
  ["the domain in the query", "https://evil.example?video.example.com"],
  ["the domain in the fragment", "https://evil.example#.video.example.com"],
  ["the domain as user name", "https://video.example.com@evil.example/visit"],
  ["the domain and port as user name", "https://video.example.com:443@evil.example/visit"],
  ["a user name before the domain", "https://ana@video.example.com/visit"],
  ["a backslash, which browsers read as a slash", "https://evil.example\\.video.example.com/visit"],
  ["an encoded slash in the host", "https://evil.example%2f.video.example.com/visit"],
  ["another port", "https://video.example.com:8443/visit"],
  ["a port that does not exist", "https://video.example.com:99999/visit"],
  ["a final dot", "https://video.example.com./visit"],
  ["an empty label", "https://evil.example..video.example.com./visit"],
  ["letters that look alike", "https://vidеo.example.com/visit"],
  ["full-width letters", "https://ｖideo.example.com/visit"],
  ["a full stop of another script", "https://evil。video.example.com/visit"],
  ["the same name in its own letters", "https://münchen.example/visit"],
  ["an address", "https://127.0.0.1/visit"],
  ["an address as one number", "https://2130706433/visit"],
  ["no TLS", "http://video.example.com/visit"],
  ["another scheme", "javascript://video.example.com/%0aalert(1)"],
  ["no host", "https:///video.example.com"],
  ["a line break", "https://video.example.com\n.evil.example/visit"],
  ["a tab, which parsers remove", "https://video.example.com\t.evil.example/visit"],
])("a link with %s breaks the contract, by its field and without its value", (_, link) => {
  const checked = checkForClinic(appointment({ link }), clinics);
  expect(checked).toMatchObject({ ok: false, violations: [{ field: "link", reason: "CONTRACT_VIOLATION" }] });
  expect(JSON.stringify(checked)).not.toContain("example");
});

test("a clinic without link domains accepts no link", () => {
  expect(check("https://video.example.com/visit", "without")).toEqual(["link"]);
});

test("a blank link is none", () => {
  expect(check(" ", "without")).toBe("accepted");
});
