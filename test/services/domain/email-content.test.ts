import fc from "fast-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { emailContent } from "../../../services/domain/email-content";
import { appointment, CLINIC_TIME_ZONE } from "../../support/records";

const START = Date.parse("2026-12-02T19:30:00Z");
const email = (changes: Partial<AppointmentMessage> = {}) =>
  emailContent(appointment(changes), START, CLINIC_TIME_ZONE);
const OPENING = "Your appointment with Dr. Sarah Johnson is scheduled for Wednesday, December 2, 2026 at 2:30 PM.";

test("the email has its subject", () => {
  expect(email().subject).toBe("Appointment Reminder");
});

test("the text names doctor, time, place and appointment, and where to turn", () => {
  expect(email().text).toBe(
    `${OPENING}\n\nLocation: Room 3, North Clinic\nAppointment: appointment-1\n\n` +
      "To change or cancel, please contact the clinic. Replies to this email are not read.\n",
  );
});

test("the text leaves out what is not known", () => {
  expect(email({ doctorName: undefined, location: undefined, appointmentId: undefined }).text).toBe(
    "Your appointment is scheduled for Wednesday, December 2, 2026 at 2:30 PM.\n\n" +
      "To change or cancel, please contact the clinic. Replies to this email are not read.\n",
  );
});

test("the HTML says what the text says", () => {
  const { text, html } = email();
  for (const line of text.split("\n").filter((line) => line !== "")) {
    expect(html.replace(/<[^>]*>/g, "")).toContain(line);
  }
});

test("the HTML is a whole page under its subject, to be read on a phone", () => {
  expect(email({ location: undefined, appointmentId: undefined }).html.split("\n")).toEqual([
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    "<title>Appointment Reminder</title></head>",
    '<body style="margin:24px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#111">',
    '<h1 style="font-size:22px">Appointment Reminder</h1>',
    `<p style="font-size:18px">${OPENING}</p>`,
    '<p style="color:#555">To change or cancel, please contact the clinic. Replies to this email are not read.</p>',
    "</body></html>",
  ]);
});

test("the time is the appointment's, and names its zone", () => {
  const { text, html } = email({ timeZone: "America/Chicago" });
  expect(text).toContain("Wednesday, December 2, 2026 at 1:30 PM CST.");
  expect(html).toContain("Wednesday, December 2, 2026 at 1:30 PM CST.");
});

test("neither form asks for an answer to a mailbox that nobody reads", () => {
  const { text, html } = email();
  expect(`${text}${html}`).not.toMatch(/CONFIRM|CANCEL/);
});

test("neither form holds the patient's id", () => {
  const { text, html } = email({ patientId: "patient-7f3a" });
  expect(`${text}${html}`).not.toContain("patient-7f3a");
});

test.each(["doctorName", "location", "appointmentId"] as const)("the HTML escapes every character of %s", (field) => {
  const { text, html } = email({ [field]: `<script>"&'</script>` });
  expect(html).toContain("&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;");
  expect(html).not.toContain("<script>");
  expect(text).toContain(`<script>"&'</script>`);
});

test("no value opens, closes or changes a tag of the HTML", () => {
  const tags = (html: string) => html.match(/<[^>]*>/g);
  const plain = tags(email().html);
  const value = fc
    .string({ unit: fc.constantFrom(..."<>\"'&/=! -aZ9\n\0"), minLength: 1 })
    // A blank value leaves its line out.
    .map((text) => `x${text}`);
  fc.assert(
    fc.property(value, value, value, (doctorName, location, appointmentId) => {
      expect(tags(email({ doctorName, location, appointmentId }).html)).toEqual(plain);
    }),
  );
});

test("no value starts a line of its own in the text", () => {
  const forged = "Room 3\r\nAppointment: forged\u2028Call +12065550199";
  expect(
    email({ location: forged, doctorName: forged, appointmentId: forged }).text.split(/[\n\r\u2028]/),
  ).toHaveLength(email().text.split("\n").length);
});

test("an entity in a doctor or a place is decoded for text and HTML, and opens no HTML tag", () => {
  const { text, html } = email({
    doctorName: "O&amp;#039;Connor",
    location: "&amp;lt;img src=x onerror=x&gt;&#27; Room 3",
  });
  expect(text).toContain("with Dr. O'Connor is");
  expect(text).toContain("Location: <img src=x onerror=x> Room 3\n");
  expect(html).toContain("with Dr. O&#39;Connor is");
  expect(html).toContain("&lt;img src=x onerror=x&gt; Room 3");
  expect(html).not.toContain("<img");
});

test.each(["undefined", "N/A", "-", "[object Object]"])(
  "a placeholder such as %j is not shown as a doctor, place or id",
  (value) => {
    const { text } = email({ doctorName: value, location: value, appointmentId: value });
    expect(text).toBe(email({ doctorName: undefined, location: undefined, appointmentId: undefined }).text);
  },
);

test("nothing follows a link of a place in the text but the end of the line", () => {
  expect(email({ location: "https://x.example/a" }).text).toContain("Location: https://x.example/a\n");
});

test("the year is shown always", () => {
  expect(email().text).toContain("December 2, 2026");
});
