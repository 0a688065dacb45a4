import { SESClient } from "@aws-sdk/client-ses";
import { mimeMessage } from "../../../services/adapters/carriers/mime-message";
import { sesEmailCarrier } from "../../../services/adapters/carriers/ses-email-carrier";
import type { EmailCarrier } from "../../../services/domain/delivery/carriers";
import { HEADERS, hostileText, LINE_BREAKS } from "../../support/data/arbitraries";
import { toEmailAddress } from "../../support/data/contacts";
import { anEmail, emailOf } from "../../support/data/emails";
import { fc, runs } from "../../support/data/properties";
import { appointment, EMAIL, REFERENCE } from "../../support/data/records";
import { envelopeOf, parsedEmail, sentEmail } from "../../support/sent-email";
import { AwsServer } from "../../support/servers/aws-server";

const SENDER = "noreply@clinic.example.com";
const ENVELOPE = { Source: SENDER, "Destinations.member.1": EMAIL, ConfigurationSetName: "emails" };
const HEADER_NAMES = ["from", "to", "subject", "auto-submitted", "mime-version", "content-type"];

let aws: AwsServer;
let carrier: EmailCarrier;
beforeAll(async () => {
  aws = await AwsServer.start();
  carrier = sesEmailCarrier(new SESClient({ ...aws.client, maxAttempts: 3 }), SENDER, "emails");
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

/** Sends an email, and returns the only call. */
async function callOf(address: string, content = anEmail()) {
  aws.reset();
  await carrier.send(address, content, REFERENCE);
  expect(aws.calls.map(({ action }) => action)).toEqual(["SendRawEmail"]);
  return aws.calls[0];
}

/** Whole characters: the contract replaces half of one. */
const wellFormed = fc
  .array(fc.oneof(hostileText, fc.constantFrom(...HEADERS, ...LINE_BREAKS, "&", "=", "+", "%26", "%", ";", "\0")))
  .map((parts) => parts.join("").replace(/\p{Surrogate}/gu, "\ufffd"));
/** On one line. The parser drops some spaces, and byte order marks. */
const shown = (text: string) => text.replace(/[\p{Cc}\s]+/gu, "").replaceAll("\ufeff", "");

test("whatever a message holds, its email has one recipient, one line of a subject, one sender, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wellFormed, { minLength: 3, maxLength: 3 }), async (values) => {
      const [doctorName, location, appointmentId] = values;
      const content = emailOf(appointment({ doctorName, location, appointmentId }));
      const call = await callOf(EMAIL, content);
      expect(envelopeOf(call)).toEqual(ENVELOPE);
      const email = await sentEmail(call);
      expect(email).toMatchObject({
        from: { name: "", address: SENDER },
        to: [{ name: "", address: EMAIL }],
        subject: "Appointment Reminder",
        text: content.text,
        html: content.html,
      });
      expect(email.headers.map(({ key }) => key)).toEqual(HEADER_NAMES);
    }),
    runs(80),
  );
});

test("whatever a name, a subject or a file has, an email has the headers and the parts of every email, in lines of ASCII", async () => {
  await fc.assert(
    fc.asyncProperty(wellFormed, wellFormed, wellFormed, async (fromName, subject, content) => {
      const attachments = [{ fileName: "a.txt", contentType: "text/plain; charset=utf-8", content }];
      const raw = mimeMessage({ from: SENDER, to: EMAIL }, anEmail({ fromName, subject, attachments }));
      const email = await parsedEmail(raw);
      expect(email.headers.map(({ key }) => key)).toEqual(HEADER_NAMES);
      expect(shown(email.from?.name ?? "")).toBe(shown(fromName));
      expect(email.attachments).toHaveLength(1);
      for (const line of raw.split("\r\n")) expect(line).toMatch(/^[\t -~]{0,80}$/);
    }),
    runs(300),
  );
});

test("a text and an HTML come back as they were, whatever they hold", async () => {
  await fc.assert(
    fc.asyncProperty(wellFormed, wellFormed, async (text, html) => {
      const lines = (value: string) => `x${value.replace(/\r\n?/g, "\n")}y\n`;
      const content = anEmail({ text: lines(text), html: lines(html) });
      expect(await parsedEmail(mimeMessage({ from: SENDER, to: EMAIL }, content))).toMatchObject({
        text: lines(text),
        html: lines(html),
      });
    }),
    runs(300),
  );
});

test("whatever address a message gives, an email goes to the one address in it, as one word of printable ASCII, or nowhere", async () => {
  const given = fc.tuple(fc.oneof(wellFormed, fc.constant("")), fc.constant("ana@example.com"), wellFormed);
  await fc.assert(
    fc.asyncProperty(given, async (parts) => {
      const address = toEmailAddress(parts.join(""));
      fc.pre(address !== undefined);
      const call = await callOf(address);
      expect(envelopeOf(call)).toEqual({ ...ENVELOPE, "Destinations.member.1": address });
      expect((await sentEmail(call)).to).toEqual([{ name: "", address }]);
      expect(address).toMatch(/^[!-~]+$/);
      expect(address).not.toMatch(/[\s,;<>()":\\]/);
    }),
    runs(60),
  );
});

test.each(["a@b.example,c@d.example", "a@b.example\r\nBcc: c@d.example", "A <a@b.example>", "ä@b.example", ""])(
  "no email is made for %j, which is not one plain address",
  (to) => {
    expect(() => mimeMessage({ from: SENDER, to }, anEmail())).toThrow(RangeError);
    expect(() => mimeMessage({ from: SENDER, to: SENDER }, anEmail({ replyTo: `x@y.example,${to}` }))).toThrow();
  },
);

test("half a character is sent as the replacement character", async () => {
  const content = { text: "Room \ud83c\n", html: "<p>Room \ud83c</p>\n" };
  const email = await sentEmail(await callOf(EMAIL, anEmail(content)));
  expect(email).toMatchObject({ text: "Room \ufffd\n", html: "<p>Room \ufffd</p>\n" });
});
