import type { AppointmentMessage } from "../../../../../contracts/appointment-message";
import { emailOf } from "../../../../support/data/emails";
import { fc } from "../../../../support/data/properties";
import { appointment } from "../../../../support/data/records";

const email = (changes: Partial<AppointmentMessage> = {}) => emailOf(appointment(changes));
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

test("the time is the appointment's, and names its zone", () => {
  const { text, html } = email({ timeZone: "America/Chicago" });
  expect(text).toContain("Wednesday, December 2, 2026 at 1:30 PM CST.");
  expect(html.replace(/<[^>]*>/g, "")).toContain("Wednesday, December 2, 2026 at 1:30 PM CST.");
});

test("neither form asks for a reply, which is not read", () => {
  const { text, html } = email();
  expect(`${text}${html}`).not.toMatch(/CONFIRM|CANCEL/);
});

test("neither form holds the patient's id", () => {
  const { text, html } = email({ patientId: "patient-7f3a" });
  expect(`${text}${html}`).not.toContain("patient-7f3a");
});

test.each(["doctorName", "location", "appointmentId"] as const)("the HTML escapes every character of %s", (field) => {
  const { text, html } = email({ [field]: `<script>"&'<x>` });
  expect(html).toContain("&lt;script&gt;&quot;&amp;&#39;&lt;x&gt;");
  expect(html).not.toContain("<script>");
  expect(text).toContain(`<script>"&'<x>`);
});

/** Tags of the page without the lines and links of its place, each of which must lead to just what it shows. */
function ownTags(html: string): RegExpMatchArray | null {
  return html.replace(/<br>|<a href="(https?:\/\/[^"<>]+)">\1<\/a>/g, "").match(/<[^>]*>/g);
}

test("no value opens, closes or changes a tag of the HTML", () => {
  const plain = ownTags(email().html);
  const value = fc
    .string({ unit: fc.constantFrom(..."<>\"'&/=! -aZ9\n\0", "https://x.example", "<br>", "<b>"), minLength: 1 })
    // A blank value leaves its line out.
    .map((text) => `x${text}`);
  fc.assert(
    fc.property(value, value, value, (doctorName, location, appointmentId) => {
      expect(ownTags(email({ doctorName, location, appointmentId }).html)).toEqual(plain);
    }),
  );
});

test("no value starts a line of its own in the text: further lines of a place are indented", () => {
  const forged = "Room 3\r\nAppointment: forged\u2028Call +12065550199";
  const { text } = email({ location: forged, doctorName: forged, appointmentId: forged });
  const { text: plain } = email();
  expect(text.split(/[\n\r\u2028](?! )/)).toHaveLength(plain.split("\n").length);
});

test.each(["North Clinic\nRoom 3", "<p>North Clinic<br>Room 3</p>", "North Clinic\\nRoom 3"])(
  "the lines of the place %j stay lines",
  (location) => {
    const { text, html } = email({ location });
    expect(text).toContain("\nLocation: North Clinic\n  Room 3\nAppointment: ");
    expect(html).toContain("<strong>Location:</strong> North Clinic<br>Room 3</p>");
  },
);

test("an entity in a doctor or a place is decoded for text and HTML, and opens no HTML tag", () => {
  const { text, html } = email({
    doctorName: "O&amp;#039;Connor",
    location: "&amp;lt;x src=x onerror=x&gt;&#27; Room 3 <img src=x onerror=x>",
  });
  expect(text).toContain("with Dr. O'Connor is");
  expect(text).toContain("Location: <x src=x onerror=x> Room 3\n");
  expect(html).toContain("with Dr. O&#39;Connor is");
  expect(html).toContain("&lt;x src=x onerror=x&gt; Room 3");
  expect(html).not.toContain("<img");
});

const linkTo = (address: string) => `<a href="${address}">${address}</a>`;

test.each([
  ["https://x.example/j/1", linkTo("https://x.example/j/1")],
  ["http://x.example", linkTo("http://x.example")],
  ["HTTPS://X.example:8443/A?b=c&d=e#f", linkTo("HTTPS://X.example:8443/A?b=c&amp;d=e#f")],
  ["Video: https://x.example/a, code 12", `Video: ${linkTo("https://x.example/a")}, code 12`],
  ["See https://x.example/a.", `See ${linkTo("https://x.example/a")}.`],
  ["(https://x.example/a)", `(${linkTo("https://x.example/a")})`],
  ["https://x.example/a_(b)", linkTo("https://x.example/a_(b)")],
  ["<https://x.example/a>", `&lt;${linkTo("https://x.example/a")}&gt;`],
  [
    "https://x.example/a or https://x.example/b",
    `${linkTo("https://x.example/a")} or ${linkTo("https://x.example/b")}`,
  ],
  ["https://x.example/a\nRoom 3", `${linkTo("https://x.example/a")}<br>Room 3`],
  ['<a href="https://x.example/j/1">Join here</a>', `Join here ${linkTo("https://x.example/j/1")}`],
  ['https://x.example/"onclick="x', linkTo("https://x.example/&quot;onclick=&quot;x")],
])("the address in the place %j is a link in the HTML", (location, html) => {
  expect(email({ location }).html).toContain(`<strong>Location:</strong> ${html}</p>`);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://x.example/a",
  "www.x.example",
  "https://x.example@evil.example/a",
  "https://x.example:pw@evil.example/a",
  "https://xn.\u0430pple.example/a",
  "https://x.example/\u05d0\u200fa",
  "https://x.example\\@evil.example",
  "https://0x7f.1/a",
  "https://localhost/a",
  "https://",
  "xhttps://x.example/a",
])("%j could lead elsewhere than it shows, or not to a page, and is no link", (location) => {
  expect(email({ location }).html).not.toContain("<a ");
});

test.each(["doctorName", "appointmentId"] as const)("an address in %s is no link", (field) => {
  expect(email({ [field]: "https://x.example/a" }).html).not.toContain("<a ");
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
