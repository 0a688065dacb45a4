import { SESClient } from "@aws-sdk/client-ses";
import { sesEmailCarrier } from "../../../../services/adapters/carriers/ses-email-carrier";
import type { EmailCarrier } from "../../../../services/domain/delivery/carriers";
import { EMAIL } from "../../../support/data/records";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";

const CONTENT = { subject: "Appointment Reminder", text: "Zoë & 100%\n山田", html: "<p>Zoë &amp; 100%</p>" };

let aws: AwsServer;
let carrier: EmailCarrier;
beforeAll(async () => {
  aws = await AwsServer.start();
  carrier = sesEmailCarrier(new SESClient({ ...aws.client, maxAttempts: 1 }), "noreply@clinic.example.com", "emails");
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

test("an email by SES goes from the sender to the patient alone, as text and HTML, in UTF-8", async () => {
  await carrier.send(EMAIL, CONTENT);
  expect(aws.calls.map(({ action, parameters }) => [action, parameters])).toEqual([
    [
      "SendEmail",
      {
        Source: "noreply@clinic.example.com",
        ConfigurationSetName: "emails",
        "Destination.ToAddresses.member.1": EMAIL,
        "Message.Subject.Charset": "UTF-8",
        "Message.Subject.Data": CONTENT.subject,
        "Message.Body.Text.Charset": "UTF-8",
        "Message.Body.Text.Data": CONTENT.text,
        "Message.Body.Html.Charset": "UTF-8",
        "Message.Body.Html.Data": CONTENT.html,
      },
    ],
  ]);
});

test("an email by SES gives the provider's message id", async () => {
  aws.on("SendEmail", () => ({ MessageId: "email-1" }));
  expect(await carrier.send(EMAIL, CONTENT)).toBe("email-1");
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
  aws.on("SendEmail", () => failure);
  const error = await carrier.send(EMAIL, CONTENT).catch((reason: unknown) => reason);
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
    aws.on("SendEmail", () => new AwsFailure("MessageRejected", 400, text));
    const error = await carrier.send(EMAIL, CONTENT).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, failure });
    expect(JSON.stringify([error, String(error)])).not.toContain(EMAIL);
  },
);
