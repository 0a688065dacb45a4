import { randomUUID } from "node:crypto";
import { SESClient } from "@aws-sdk/client-ses";
import { sesEmailCarrier } from "../../../../services/adapters/carriers/ses-email-carrier";
import type { EmailCarrier } from "../../../../services/domain/delivery/carriers";
import { anEmail } from "../../../support/data/emails";
import { EMAIL, REFERENCE } from "../../../support/data/records";
import { envelopeOf, sentEmail, tagsOf } from "../../../support/sent-email";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";

const CONTENT = anEmail({ text: "Zoë & 100%\n山田\n", html: "<p>Zoë &amp; 100%</p>\n" });

let aws: AwsServer;
let carrier: EmailCarrier;
beforeAll(async () => {
  aws = await AwsServer.start();
  carrier = sesEmailCarrier(new SESClient({ ...aws.client, maxAttempts: 1 }), "noreply@clinic.example.com", "emails");
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

test("an email by SES goes from the sender to the patient alone, by the configuration set", async () => {
  await carrier.send(EMAIL, CONTENT, REFERENCE);
  const [call] = aws.of("SendRawEmail");
  expect(aws.calls).toHaveLength(1);
  expect(envelopeOf(call)).toEqual({
    Source: "noreply@clinic.example.com",
    "Destinations.member.1": EMAIL,
    ConfigurationSetName: "emails",
  });
  expect(tagsOf(call)).toEqual({
    "Tags.member.1.Name": "notificationId",
    "Tags.member.1.Value": REFERENCE.notificationId,
    "Tags.member.2.Name": "timestamp",
    "Tags.member.2.Value": String(REFERENCE.timestamp),
    "Tags.member.3.Name": "claimId",
    "Tags.member.3.Value": REFERENCE.claimId,
  });
  const email = await sentEmail(call);
  expect(email.to).toEqual([{ name: "", address: EMAIL }]);
  expect([email.cc, email.bcc, email.replyTo]).toEqual([undefined, undefined, undefined]);
  expect(email).toMatchObject({ from: { address: "noreply@clinic.example.com" }, text: CONTENT.text });
  expect(email.html).toBe(CONTENT.html);
});

test("an email by SES has the clinic's name, its address for answers and its attachments", async () => {
  const file = { fileName: "appointment.ics", contentType: "text/calendar; charset=utf-8", content: "BEGIN:Ü\n" };
  const email = { ...CONTENT, fromName: 'The "Ü" Clinic', replyTo: "desk@clinic.example.com", attachments: [file] };
  await carrier.send(EMAIL, email, REFERENCE);
  expect(await sentEmail(aws.of("SendRawEmail")[0])).toMatchObject({
    from: { name: 'The "Ü" Clinic', address: "noreply@clinic.example.com" },
    replyTo: [{ address: "desk@clinic.example.com" }],
    attachments: [
      { filename: file.fileName, mimeType: "text/calendar", disposition: "attachment", content: file.content },
    ],
  });
});

test("what an email by SES is tagged with has only the characters that SES accepts", async () => {
  await carrier.send(EMAIL, CONTENT, { ...REFERENCE, claimId: randomUUID() });
  const tags = Object.entries(tagsOf(aws.of("SendRawEmail")[0]));
  expect(tags).toHaveLength(6);
  for (const [, value] of tags) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
});

test("an email by SES gives the provider's message id", async () => {
  aws.on("SendRawEmail", () => ({ MessageId: "email-1" }));
  expect(await carrier.send(EMAIL, CONTENT, REFERENCE)).toBe("email-1");
});

test.each([
  [new AwsFailure("MessageRejected", 400, `Address ${EMAIL} is on the suppression list`), "permanent", false],
  [new AwsFailure("InvalidParameterValue", 400), "permanent", false],
  [new AwsFailure("Throttling", 400, "Maximum sending rate exceeded."), "throttled", false],
  [new AwsFailure("MailFromDomainNotVerifiedException", 400), "configuration", false],
  [new AwsFailure("AccountSendingPausedException", 400), "configuration", false],
  [new AwsFailure("ConfigurationSetSendingPausedException", 400), "configuration", false],
  [new AwsFailure("AccessDenied", 403), "configuration", false],
  [new AwsFailure("ServiceUnavailable", 503), "transient", true],
])("an email that fails with %o says what follows, and no word of the provider", async (failure, ofClass, lost) => {
  aws.on("SendRawEmail", () => failure);
  const error = await carrier.send(EMAIL, CONTENT, REFERENCE).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "ProviderError", failure: ofClass, sendInDoubt: lost });
  expect(JSON.stringify([error, String(error)])).not.toContain(EMAIL);
});

const NOT_VERIFIED = "Email address is not verified. The following identities failed the check in region US-EAST-1: ";

test.each([
  [
    "Sending paused for this account. For more information, please check the inbox.",
    "AccountPausedByAws",
    "configuration",
  ],
  [`${NOT_VERIFIED}noreply@clinic.example.com`, "SenderNotVerified", "configuration"],
  [`${NOT_VERIFIED}clinic.example.com, ${EMAIL}`, "SenderNotVerified", "configuration"],
  [`${NOT_VERIFIED}${EMAIL}`, "RecipientNotVerified", "configuration"],
  [`Address ${EMAIL} is on the suppression list`, "MessageRejected", "permanent"],
  ["Message contains a virus", "MessageRejected", "permanent"],
])(
  "a rejection is the account's, the sender's or the email's own, by the text of the answer: %s",
  async (text, code, failure) => {
    aws.on("SendRawEmail", () => new AwsFailure("MessageRejected", 400, text));
    const error = await carrier.send(EMAIL, CONTENT, REFERENCE).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, failure });
    expect(JSON.stringify([error, String(error)])).not.toContain(EMAIL);
  },
);
