/** Links in the texts that senders write: the location of an appointment, for one. */

import { checkForClinic, clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { FREE_TEXTS, withoutHosts } from "../../../../services/domain/clinics/free-text-links";
import { emailContent } from "../../../../services/domain/content/email/email-content";
import { smsText } from "../../../../services/domain/content/sms-text";
import { CLINIC, NORTH } from "../../../support/data/clinics";
import { appointment, NOW } from "../../../support/data/records";
import { TEXTS } from "../../../support/data/texts";

const clinics = clinicsInMemory([NORTH]);
const START = Date.parse("2026-12-02T19:30:00Z");

test.each([
  "https://evil.example/login",
  "Room 3 (https://evil.example)",
  "Video:https://evil.example",
  "http://video.example.com/visit",
  "https://video.example.com.evil.example/",
  "https://video.example.com@evil.example/",
  "https://video.example.com\\@evil.example/",
  "https://video.example.com:8443/",
  "https://evil。example/video.example.com",
  "HTTPS://EVIL.EXAMPLE",
  "intent://evil.example#Intent;end",
  "www.evil.example",
  "<WWW.evil.example>",
  "ht\u200btps://evil.example",
  '<a href="https://evil.example">Room 3</a>',
  "https://",
])("a text of a message may not have the link %j", (text) => {
  for (const field of FREE_TEXTS) {
    const value = field === "patientFirstName" ? text.slice(0, 60) : text;
    const checked = checkForClinic(appointment({ [field]: value }), clinics);
    expect(checked).toMatchObject({ ok: false, violations: [{ field, reason: "CONTRACT_VIOLATION" }] });
    expect(JSON.stringify(checked)).not.toMatch(/evil/i);
  }
});

test.each([
  "https://video.example.com/visit?a=b",
  "Video: (https://north.video.example.com/visit).",
  "www.video.example.com",
  '<a href="https://video.example.com/a">Join</a>',
  "desk@evil.example",
  "evil.example",
  "Dr.Rivera, St.Mary's",
  "10:30 / 11:30",
])("a text may have the clinic's own links, mailboxes and dots: %j", (location) => {
  expect(checkForClinic(appointment({ location }), clinics)).toMatchObject({ ok: true });
});

test.each([
  "Room 3 https&#58;//evil.example",
  "Room 3 https:\\/\\/evil.example",
  "Room 3 htt<b></b>ps://video.example.com:1/",
])("a link that only its decoding reveals is not shown: %j", (location) => {
  const given = appointment({ location });
  expect(checkForClinic(given, clinics).ok || location.includes("<")).toBe(true);
  const text = smsText(given, START, NORTH, TEXTS, NOW);
  expect(text).toContain("Location: Room 3. ");
  expect(text).not.toMatch(/https|evil/);
});

test("without profiles a text may have any link", () => {
  const location = "https://other.example/a";
  expect(checkForClinic(appointment({ location }), clinicsInMemory([CLINIC]))).toMatchObject({ ok: true });
  expect(withoutHosts("evil.example", CLINIC)).toBe("evil.example");
});

test.each([
  ["evil.com/login", "evil. com/login"],
  ["Room 3,evil.com,left", "Room 3,evil. com,left"],
  ["sub.evil.co.uk", "sub. evil. co. uk"],
  ["пример.рф", "пример. рф"],
  ["evil.xn--p1ai", "evil. xn--p1ai"],
  ["192.0.2.1/login", "192.0.2. 1/login"],
  ["https:/evil.com", "https:/evil. com"],
  ["evil.com@x", "evil. com@x"],
  ["evil.com,https://video.example.com/a.b", "evil. com,https://video.example.com/a.b"],
  ["Dr.Rivera", "Dr. Rivera"],
  ["St.Mary's Bldg.3, N.E., 2.5 km, 2:30 p.m.", "St. Mary's Bldg.3, N.E., 2.5 km, 2:30 p.m."],
  ["https://video.example.com/a.b", "https://video.example.com/a.b"],
  ["video.example.com/a.html", "video.example.com/a.html"],
  ["(north.video.example.com)", "(north.video.example.com)"],
  ["front.desk@evil.example", "front.desk@evil.example"],
])("a host that is not the clinic's is no link: %j is shown as %j", (text, shown) => {
  expect(withoutHosts(text, NORTH)).toBe(shown);
  expect(withoutHosts(shown, NORTH)).toBe(shown);
});

test("no text and no email of a clinic has a host of another, whatever field names it", () => {
  const clinic = { ...NORTH, privacy: "named" } as const;
  const value = "evil.example";
  const given = appointment({
    location: value,
    practitioner: value,
    patientFirstName: value,
    instructions: value,
    appointmentId: value,
    doctorName: undefined,
  });
  const email = emailContent({
    appointment: given,
    start: START,
    clinic,
    texts: TEXTS,
    sender: "a@b.example",
    now: NOW,
  });
  const shown = [
    smsText(given, START, clinic, TEXTS, NOW),
    email.text,
    email.html,
    email.attachments[0]?.content ?? "",
  ];
  for (const text of shown) expect(text).not.toContain(value);
  expect(shown.filter((text) => text.includes("evil. example"))).toHaveLength(4);
});

test("an email does not show an appointment's id that is a link", () => {
  const given = appointment({ appointmentId: "https://evil.example/Appointment/1" });
  const email = emailContent({
    appointment: given,
    start: START,
    clinic: NORTH,
    texts: TEXTS,
    sender: "a@b.example",
    now: NOW,
  });
  expect(`${email.text}${email.html}`).not.toContain("evil");
});
