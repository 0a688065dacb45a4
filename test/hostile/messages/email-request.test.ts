import { SESClient } from "@aws-sdk/client-ses";
import fc from "fast-check";
import { sesEmailCarrier } from "../../../services/adapters/carriers/ses-email-carrier";
import { emailContent } from "../../../services/domain/content/email-content";
import type { EmailCarrier } from "../../../services/domain/delivery/carriers";
import { HEADERS, hostileText, LINE_BREAKS, runs } from "../../support/data/arbitraries";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { toEmailAddress } from "../../support/data/contacts";
import { appointment } from "../../support/data/records";
import { AwsServer } from "../../support/servers/aws-server";

const SENDER = "noreply@clinic.example.com";
const START = Date.parse("2026-12-02T19:30:00Z");
/** What SES reads of the request: whatever else it held would be another header or recipient. */
const PARAMETERS = [
  "ConfigurationSetName",
  "Destination.ToAddresses.member.1",
  "Message.Body.Html.Charset",
  "Message.Body.Html.Data",
  "Message.Body.Text.Charset",
  "Message.Body.Text.Data",
  "Message.Subject.Charset",
  "Message.Subject.Data",
  "Source",
];

let aws: AwsServer;
let carrier: EmailCarrier;
beforeAll(async () => {
  aws = await AwsServer.start();
  carrier = sesEmailCarrier(new SESClient({ ...aws.client, maxAttempts: 1 }), SENDER, "emails");
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

/** Sends what a message of these values makes, and reads the request as SES does. */
async function requestOf(address: string, values: readonly string[]): Promise<Record<string, unknown>> {
  const [doctorName, location, appointmentId] = values;
  const content = emailContent(appointment({ doctorName, location, appointmentId }), START, CLINIC_TIME_ZONE);
  aws.reset();
  await carrier.send(address, content);
  expect(aws.calls.map(({ action }) => action)).toEqual(["SendEmail"]);
  const { parameters } = aws.of("SendEmail")[0] ?? {};
  expect(parameters).toMatchObject({ "Message.Body.Text.Data": content.text, "Message.Body.Html.Data": content.html });
  return { ...parameters };
}

/** Whole characters: half of one reaches no text, since the contract mends it. */
const injected = fc
  .array(fc.oneof(hostileText, fc.constantFrom(...HEADERS, ...LINE_BREAKS, "&", "=", "+", "%26", "%", ";", "\0")))
  .map((parts) => parts.join("").replace(/\p{Surrogate}/gu, "\ufffd"));

test("whatever a message holds, its email has one recipient, one line of a subject, one sender, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(injected, { minLength: 3, maxLength: 3 }), async (values) => {
      const request = await requestOf("ana@example.com", values);
      expect(Object.keys(request).sort()).toEqual(PARAMETERS);
      expect(request).toMatchObject({
        Source: SENDER,
        "Destination.ToAddresses.member.1": "ana@example.com",
        "Message.Subject.Data": "Appointment Reminder",
      });
    }),
    runs(80),
  );
});

test("whatever address a message gives, an email goes to the one address in it, as one word of printable ASCII, or nowhere", async () => {
  const given = fc.tuple(fc.oneof(injected, fc.constant("")), fc.constant("ana@example.com"), injected);
  await fc.assert(
    fc.asyncProperty(given, async (parts) => {
      const written = parts.join("");
      const address = toEmailAddress(written);
      fc.pre(address !== undefined);
      const request = await requestOf(address, []);
      expect(Object.keys(request).sort()).toEqual(PARAMETERS);
      expect(request["Destination.ToAddresses.member.1"]).toBe(address);
      expect(address).toMatch(/^[!-~]+$/);
      expect(address).not.toMatch(/[\s,;<>()":\\]/);
    }),
    runs(60),
  );
});

test("half a character fails the send as a provider's error does, and none is sent", async () => {
  const content = { subject: "Appointment Reminder", text: "Room \ud83c", html: "<p>Room \ud83c</p>" };
  await expect(carrier.send("ana@example.com", content)).rejects.toMatchObject({ name: "ProviderError" });
  expect(aws.calls).toEqual([]);
});
