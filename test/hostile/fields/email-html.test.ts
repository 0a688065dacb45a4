import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { DECODED, hostileText, MARKUP } from "../../support/data/arbitraries";
import { NORTH_CLINIC } from "../../support/data/clinics";
import { emailOf } from "../../support/data/emails";
import { fc, runs } from "../../support/data/properties";
import { appointment } from "../../support/data/records";
import { readPage } from "./html-tokens";

const email = (changes: Partial<AppointmentMessage> = {}) => emailOf(appointment(changes));
const TAGS = readPage(email().html).tags;
/** The tags without those of the lines and links of a place. */
const ownTags = (html: string) =>
  readPage(html).tags.filter((tag) => !/^(?:<br>|<a href="https?:.*"|<\/a)>?$/.test(tag));
const TIME = "Wednesday, December 2, 2026 at 2:30 PM";
const FOOT = "To change or cancel, please contact the clinic. Replies to this email are not read.";

/** Shows something, so that it leaves no line out, and begins with no title. */
const value = fc.tuple(fc.constantFrom("x", "<", "&", "'"), hostileText, fc.constant("y")).map((all) => all.join(""));
/** Has nothing in it that is taken out. */
const keptValue = fc
  .array(
    fc.oneof(fc.constantFrom(...MARKUP, "$&", "$1", "{{name}}", "%s", "ż", "山", "👍🏿", "क्\u200dष", "<".repeat(99))),
    {
      minLength: 1,
    },
  )
  .map((parts) => `x${parts.join("").replace(/[\0\s]/g, "")}y`);
const withoutEntity = keptValue.filter((text) => !DECODED.test(text));

test("whatever the values, the page has its own tags and no others, and every value is escaped", () => {
  fc.assert(
    fc.property(value, value, value, (doctorName, location, appointmentId) => {
      expect(ownTags(email({ doctorName, location, appointmentId }).html)).toEqual(TAGS);
    }),
    runs(1_000),
  );
});

test("whatever the values, the page says what the text says, line by line", () => {
  fc.assert(
    fc.property(value, value, value, (doctorName, location, appointmentId) => {
      const { html, text } = email({ doctorName, location, appointmentId });
      const lines = readPage(html).paragraphs.map((paragraph) => paragraph.replaceAll("\n", "\n  "));
      expect(`${lines.join("\n")}\n`).toBe(text.replace(/\n\n/g, "\n"));
    }),
    runs(1_000),
  );
});

test("whatever an email of a clinic says, its page has the same tags, says what the text says, and runs nothing", () => {
  const clinic = { ...NORTH_CLINIC, privacy: "named" } as const;
  const language = fc.constantFrom("en", "ar", "zh-Hans", "ru");
  const everything = { visit: "video", link: "https://x.example/a", patientFirstName: "x", instructions: "x" } as const;
  fc.assert(
    fc.property(
      language,
      value,
      value,
      value,
      value,
      (language, practitioner, location, patientFirstName, instructions) => {
        const of = { ...everything, language, practitioner, location, patientFirstName, instructions };
        const { html, text, subject, attachments } = emailOf(appointment(of), { clinic });
        const plain = emailOf(appointment({ ...everything, language, practitioner: "x", location: "x" }), { clinic });
        expect(ownTags(html)).toEqual(ownTags(plain.html));
        const lines = readPage(html).paragraphs.map((paragraph) => paragraph.replaceAll("\n", "\n  "));
        expect(`${clinic.name}\n${lines.join("\n")}\n`).toBe(text.replace(/\n\n/g, "\n"));
        expect(subject).toBe(plain.subject);
        const properties = (file: string) => file.replace(/\r\n /g, "").match(/^[A-Z]+(?=[:;])/gm);
        expect(properties(attachments[0]?.content ?? "")).toEqual(properties(plain.attachments[0]?.content ?? ""));
      },
    ),
    runs(300),
  );
});

test("the subject is the same, whatever the values", () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (doctorName, location, appointmentId) => {
      expect(email({ doctorName, location, appointmentId, patientId: location }).subject).toBe("Appointment Reminder");
    }),
    runs(100),
  );
});

test("a value without control characters and spaces comes back whole from the page and from the text", () => {
  fc.assert(
    fc.property(withoutEntity, withoutEntity, keptValue, (doctorName, location, appointmentId) => {
      const { html, text } = email({ doctorName: `Dr. ${doctorName}`, location, appointmentId });
      const lines = [
        `Your appointment with Dr. ${doctorName} is scheduled for ${TIME}.`,
        `Location: ${location}`,
        `Appointment: ${appointmentId}`,
        FOOT,
      ];
      expect(readPage(html).paragraphs).toEqual(lines);
      expect(text).toBe(`${lines[0]}\n\n${lines[1]}\n${lines[2]}\n\n${lines[3]}\n`);
    }),
    runs(500),
  );
});

describe("The reader of these tests", () => {
  test.each([
    "<p>a</p><script>",
    "<p>a<b</p>",
    "<p>a > b</p>",
    "<p>a & b</p>",
    "<p>&copy;</p>",
    "<p>&#39</p>",
    '<p>"</p>',
    "<p>'</p>",
    "<p onclick='a'>b</p>",
    '<p style="a"onclick="b">c</p>',
    '<p style="a<b">c</p>',
    "<p>a</p></p>",
    "<p><strong>a</p></strong>",
    "<P>a</P>",
    "<!-- a -->",
    "a\0b",
  ])("takes no %j", (html) => expect(() => readPage(html)).toThrow());

  test("resolves each reference once", () => {
    expect(readPage("<p>&amp;lt;<strong>&lt;&#39;&quot;&gt;</strong></p>").paragraphs).toEqual([`&lt;<'">`]);
  });
});
