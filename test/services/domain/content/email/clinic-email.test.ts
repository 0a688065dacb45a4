/** The email of a clinic with a profile. */
import ICAL from "ical.js";
import type { AppointmentMessage } from "../../../../../contracts/appointment-message";
import type { Clinic } from "../../../../../contracts/clinics/clinic";
import { LANGUAGES } from "../../../../../contracts/clinics/languages";
import { NORTH_CLINIC } from "../../../../support/data/clinics";
import { emailOf, SENDER } from "../../../../support/data/emails";
import { appointment } from "../../../../support/data/records";
import { TEXTS } from "../../../../support/data/texts";

const LINK = "https://video.clinic.example.com/j/1?a=b&c=d";
const email = (changes: Partial<AppointmentMessage> = {}, clinic: Partial<Clinic> = {}) =>
  emailOf(appointment(changes), { clinic: { ...NORTH_CLINIC, ...clinic } });
const eventOf = (...of: Parameters<typeof email>) => {
  const [file] = email(...of).attachments;
  const event = new ICAL.Component(ICAL.parse(file?.content ?? "")).getFirstSubcomponent("vevent");
  return (name: string) => event?.getFirstPropertyValue(name)?.toString();
};

test("the email says who writes, when to come, where, what to bring, and how to answer", () => {
  const instructions = "Bring your insurance card.\nCome 10 minutes early.";
  expect(email({ practitioner: "Maria Rivera, NP", instructions }).text).toBe(
    "North Clinic\n\n" +
      "Your appointment with Maria Rivera, NP is scheduled for Wednesday, December 2, 2026 at 2:30 PM.\n\n" +
      "Location: Room 3, North Clinic\n" +
      "Before your visit: Bring your insurance card.\n  Come 10 minutes early.\n" +
      "Appointment: appointment-1\n\n" +
      "To change or cancel, please call (206) 555-0100 or reply to this email.\n",
  );
});

test("the subject names the clinic and the day, and neither practitioner nor place", () => {
  expect(email().subject).toBe("North Clinic: appointment on Wednesday, December 2, 2026");
});

test("the email comes in the clinic's name, and answers go where its profile says", () => {
  expect(email()).toMatchObject({ fromName: "North Clinic", replyTo: "desk@clinic.example.com" });
  const { replyTo, text } = email({}, { email: { fromName: "North Clinic" } });
  expect(replyTo).toBeUndefined();
  expect(text).toContain("please call (206) 555-0100. Replies to this email are not read.\n");
});

test("a clinic without a number to call is reached by an answer to the email", () => {
  expect(email({}, { phone: undefined }).text).toContain("To change or cancel, please reply to this email.\n");
});

test("the HTML shows the clinic's name, the date and the time large", () => {
  const { html } = email();
  expect(html).toMatch(/<h1 style="[^"]*font-size:22px[^"]*">North Clinic<\/h1>/);
  const large = [...html.matchAll(/<strong style="[^"]*font-size:24px[^"]*">([^<]*)<\/strong>/g)];
  expect(large.map(([, text]) => text)).toEqual(["Wednesday, December 2, 2026", "2:30 PM"]);
});

test("a phone calls the clinic's number", () => {
  const href = 'href="tel:+12065550100" style="white-space:nowrap">(206) 555-0100</a>';
  expect(email().html).toContain(href);
  expect(email({ language: "ar" }).html).toContain('href="tel:+12065550100"');
});

test("a text that is no single number is no number to call", () => {
  const { html } = email({}, { phone: "206 555 0100/01", dialedPhone: undefined });
  expect(html).toContain("206 555 0100/01");
  expect(html).not.toContain("tel:");
});

test("a video visit has its link, which leads to just what it shows", () => {
  const { text, html } = email({ visit: "video", link: LINK, location: undefined });
  expect(text).toContain("Your video appointment with Dr. Sarah Johnson");
  expect(text).toContain(`\nVideo visit: ${LINK}\n`);
  const escaped = LINK.replace("&", "&amp;");
  expect(html).toContain(`<a href="${escaped}">${escaped}</a>`);
});

test("with minimal privacy neither email nor calendar names practitioner, place or link to the visit", () => {
  const of = { practitioner: "Dr. Rivera", location: "Room 3, Oncology", patientFirstName: "Ana" };
  const { text, html, attachments } = email(of, { privacy: "minimal" });
  expect(`${text}${html}${attachments[0]?.content}`).not.toMatch(/Rivera|Johnson|Room 3|Oncology|Ana\b/);
  expect(eventOf({ ...of, visit: "video", link: LINK }, { privacy: "minimal" })("location")).toBeUndefined();
});

test("the patient's first name is shown only where the clinic's privacy is `named`", () => {
  expect(email({ patientFirstName: "Ana" }).text).not.toContain("Ana");
  const { text } = email({ patientFirstName: "Ana" }, { privacy: "named" });
  expect(text).toContain("Reminder for Ana: Your appointment with");
});

test.each(LANGUAGES)("in %s both forms say the same, with the clinic, the number, the place and the id", (language) => {
  const of = appointment({ language, practitioner: "Dr. Rivera" });
  const { text, html, subject } = emailOf(of, { clinic: NORTH_CLINIC, texts: TEXTS });
  const shown = html
    .slice(html.indexOf("<body"))
    .replaceAll("<br>", "\n  ")
    .replace(/<[^>]*>/g, "");
  for (const line of text.split("\n").filter((one) => one !== "")) expect(shown).toContain(line);
  for (const value of ["North Clinic", "(206) 555-0100", "Dr. Rivera", "Room 3", "appointment-1", "2026", ":30"]) {
    expect(text).toContain(value);
  }
  expect(subject).toContain("North Clinic");
  expect(html).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`);
});

test("in Arabic, values in Latin letters keep their direction, line by line", () => {
  const { text } = email({ language: "ar", location: "Room 3\n5th Avenue" });
  expect(text).toContain(": \u2068Room 3\u2069\n  \u20685th Avenue\u2069\n");
});

test("a clinic's own words replace the catalogue's", () => {
  const texts = { en: { emailSubject: ["See you on ", { value: "date" }, "!"] } } as const;
  expect(email({}, { texts }).subject).toBe("See you on Wednesday, December 2, 2026!");
});

test("the page is for phones, in light and dark, and loads nothing", () => {
  const { html } = email({ location: `https://x.example/a.png <img src="https://x.example/b.png">`, link: LINK });
  expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  expect(html).toContain("@media (prefers-color-scheme:dark){");
  expect(html).not.toMatch(/<(?:img|link|script|iframe|object|video|audio|form|base)\b|url\(|@import|\bsrc=/i);
});

describe("The calendar file", () => {
  test("is published in the clinic's name, with time, place and number, and says nothing about the patient", () => {
    const of = { practitioner: "Dr. Rivera, Oncology", instructions: "Fast", patientFirstName: "Ana", revision: 2 };
    const event = eventOf(of, { privacy: "named" });
    const names = ["summary", "location", "description", "dtstart", "dtstamp", "sequence", "organizer", "class"];
    expect(names.map(event)).toEqual([
      "Appointment: North Clinic",
      "Room 3, North Clinic",
      "To change or cancel, please call (206) 555-0100.",
      "2026-12-02T19:30:00Z",
      "2026-12-01T15:00:00Z",
      "2",
      "mailto:desk@clinic.example.com",
      "PRIVATE",
    ]);
    const [file] = email(of, { privacy: "named" }).attachments;
    expect(file?.content).not.toMatch(/Rivera|Oncology|Fast|Ana|patient-1|appointment-1/);
    expect(file).toMatchObject({
      fileName: "appointment.ics",
      contentType: "text/calendar; charset=utf-8; method=PUBLISH",
    });
  });

  test("of a video visit has the link as its place", () => {
    expect(eventOf({ location: undefined, link: LINK })("location")).toBe(LINK);
  });

  test("without an address for answers, and without a profile, is the sender's", () => {
    expect(eventOf({}, { email: {} })("organizer")).toBe(`mailto:${SENDER}`);
    expect(emailOf(appointment()).attachments[0]?.content).toContain(`\r\nORGANIZER:mailto:${SENDER}\r\n`);
  });

  test("has the same id for each revision and time of an appointment, and another for another appointment or clinic", () => {
    const uid = eventOf()("uid");
    expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(eventOf({ revision: 1, appointmentTime: "2026-12-03T09:00:00-05:00" })("uid")).toBe(uid);
    expect(eventOf({ patientId: "patient-2" })("uid")).toBe(uid);
    expect(eventOf({ appointmentId: "appointment-2" })("uid")).not.toBe(uid);
    expect(eventOf({}, { id: "south", isDefault: false })("uid")).not.toBe(uid);
  });

  test("has the same UID after profiles are introduced, and another one in another organization", () => {
    const uidOf = (options: Parameters<typeof emailOf>[1]) =>
      emailOf(appointment(), options).attachments[0]?.content.match(/^UID:.*$/m)?.[0];
    expect(uidOf({ clinic: { ...NORTH_CLINIC, isDefault: true } })).toBe(uidOf({}));
    expect(uidOf({ sender: "noreply@other.example.org" })).not.toBe(uidOf({}));
    expect(uidOf({ sender: SENDER.replace("noreply", "reminders") })).toBe(uidOf({}));
  });

  test("without an appointment's id belongs to one patient at one time", () => {
    const without = { appointmentId: undefined };
    const uid = eventOf(without)("uid");
    expect(eventOf(without)("uid")).toBe(uid);
    expect(eventOf({ ...without, patientId: "patient-2" })("uid")).not.toBe(uid);
    expect(eventOf({ ...without, appointmentTime: "2026-12-03T09:00:00-05:00" })("uid")).not.toBe(uid);
  });
});
