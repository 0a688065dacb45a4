import { createEmailCarrier } from "../../../../../infra/local/emulators/carriers/email-carrier";
import { createSmsCarrier } from "../../../../../infra/local/emulators/carriers/sms-carrier";
import {
  createTestContacts,
  TEST_EMAIL_DOMAINS,
  TEST_PHONES,
} from "../../../../../infra/local/emulators/carriers/test-contacts";
import type { SentEmail, SentSms } from "../../../../../infra/local/emulators/outbox";
import { mimeMessage } from "../../../../../services/adapters/carriers/mime-message";
import type { EmailContent } from "../../../../../services/domain/content/email/email";
import { anEmail } from "../../../../support/data/emails";
import { aCall } from "../../a-call";

function smsCarrier() {
  const sent: SentSms[] = [];
  const carrier = createSmsCarrier(sent);
  const publish = (PhoneNumber: string, Message = "Reminder", others: Record<string, string> = {}) =>
    carrier(aCall({}, { PhoneNumber, Message, ...others }));
  const publishWith = (...attributes: (readonly [name: string, value: string])[]) =>
    publish("+12065550100", "Reminder", {
      ...Object.fromEntries(
        attributes.flatMap(([name, value], index) => {
          const entry = `MessageAttributes.entry.${index + 1}`;
          return [
            [`${entry}.Name`, name],
            [`${entry}.Value.DataType`, "String"],
            [`${entry}.Value.StringValue`, value],
          ];
        }),
      ),
    });
  const isOptedOut = async (phoneNumber: string) =>
    String((await carrier(aCall({ operation: "CheckIfPhoneNumberIsOptedOut" }, { phoneNumber }))).body);
  return { sent, publish, publishWith, isOptedOut };
}

const RAW_HEADERS = "From: noreply@example.com\nSubject: x\n";

function emailCarrier(sender: string | undefined = "noreply@example.com") {
  const sent: SentEmail[] = [];
  const carrier = createEmailCarrier(sent, sender, createTestContacts(), ["emails-dev"]);
  const sendRaw = (raw: string, change: Record<string, string> = {}) => {
    const data = { "RawMessage.Data": Buffer.from(raw).toString("base64") };
    const envelope = { Source: "noreply@example.com", "Destinations.member.1": "a@patient.example" };
    return carrier(aCall({ service: "ses", operation: "SendRawEmail" }, { ...envelope, ...data, ...change }));
  };
  const send = (change: Record<string, string> = {}, content: Partial<EmailContent> = {}) =>
    sendRaw(mimeMessage({ from: "noreply@example.com", to: "a@patient.example" }, anEmail(content)), change);
  const sendTo = (address: string, text = "T\n") => send({ "Destinations.member.1": address }, { text });
  return { sent, send, sendRaw, sendTo, carrier };
}

describe("SMS", () => {
  test("an accepted text is in the outbox and has a message id", async () => {
    const { sent, publish } = smsCarrier();
    const answer = await publish("+12065550100", "Reminder ü");
    const [, messageId] = /<MessageId>([0-9a-f-]{36})<\/MessageId>/.exec(String(answer.body)) ?? [];
    expect(messageId).toBeDefined();
    expect(sent).toEqual([{ messageId, phoneNumber: "+12065550100", message: "Reminder ü", at: expect.any(String) }]);
  });

  const [SENDER_ID, NUMBER] = ["AWS.SNS.SMS.SenderID", "AWS.MM.SMS.OriginationNumber"];
  test.each([
    [SENDER_ID, "HARBOREYE"],
    [NUMBER, "+12065550199"],
    [NUMBER, "60606"],
  ])("a text whose %s is %s comes from there", async (attribute, value) => {
    const { sent, publishWith } = smsCarrier();
    await publishWith(["AWS.SNS.SMS.SMSType", "Transactional"], [attribute, value]);
    expect(sent).toMatchObject([{ from: value }]);
  });

  test.each([
    [SENDER_ID, "HE"],
    [SENDER_ID, "HARBOR EYE"],
    [SENDER_ID, "HARBOREYECLINIC"],
    [SENDER_ID, "12345"],
    [NUMBER, "HARBOREYE"],
    [NUMBER, "5501"],
    [NUMBER, "+1 206 555 0199"],
    [NUMBER, "+123456789012345"],
  ])("a text whose %s is %s gets a permanent error", async (attribute, value) => {
    const { sent, publishWith } = smsCarrier();
    await expect(publishWith([attribute, value])).rejects.toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(sent).toEqual([]);
  });

  test("a text with both kinds of senders gets a permanent error", async () => {
    const both = [SENDER_ID, "HARBOREYE"] as const;
    await expect(smsCarrier().publishWith(both, [NUMBER, "60606"])).rejects.toMatchObject({ code: "InvalidParameter" });
  });

  test.each(["2065550100", "+0", "", "+1206555010x"])(
    "the number %p, which is not E.164, gets a permanent error",
    async (phone) => {
      await expect(smsCarrier().publish(phone)).rejects.toMatchObject({ code: "InvalidParameter", status: 400 });
    },
  );

  test("the refused test phone gets a permanent error", async () => {
    const { publish } = smsCarrier();
    await expect(publish(TEST_PHONES.refused)).rejects.toMatchObject({ code: "InvalidParameter", status: 400 });
  });

  test("the throttled test phone accepts each text at the third attempt", async () => {
    const { publish, sent } = smsCarrier();
    for (const message of ["first", "second"]) {
      for (let attempt = 0; attempt < 2; attempt++) {
        await expect(publish(TEST_PHONES.throttledTwice, message)).rejects.toMatchObject({ code: "Throttling" });
      }
      await publish(TEST_PHONES.throttledTwice, message);
    }
    expect(sent.map((sms) => sms.message)).toEqual(["first", "second"]);
  });

  test("the failing test phone always gets an internal error", async () => {
    const { publish } = smsCarrier();
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(publish(TEST_PHONES.alwaysFails)).rejects.toMatchObject({ code: "InternalError", status: 500 });
    }
  });

  test("a text to the opted-out test phone is accepted and delivered to nobody", async () => {
    const { publish, sent, isOptedOut } = smsCarrier();
    await publish(TEST_PHONES.optedOut);
    expect(sent).toEqual([]);
    expect(await isOptedOut(TEST_PHONES.optedOut)).toContain("<isOptedOut>true</isOptedOut>");
    expect(await isOptedOut("+12065550100")).toContain("<isOptedOut>false</isOptedOut>");
  });
});

describe("the test contacts", () => {
  const addresses = Object.values(TEST_EMAIL_DOMAINS).map((domain) => `a@${domain}`);

  test("fail as at the start again after repair and break", () => {
    const contacts = createTestContacts();
    const outcomes = () => {
      const sends = [
        ...Object.values(TEST_PHONES).map((phone) => () => contacts.smsOutcome(phone, "Reminder")),
        ...addresses.map((address) => () => outcomeOf(() => contacts.acceptEmail(address, "Reminder"))),
      ];
      // Three times, because some fail twice and then succeed.
      const all = [1, 2, 3].flatMap(() => sends.map((send) => send()));
      return [...all, contacts.hasOptedOut(TEST_PHONES.optedOut) ? "opted-out" : "accepted"];
    };
    const atTheStart = outcomes();
    // Two at the third attempt, and each time the four whose receipts differ.
    expect(atTheStart.filter((outcome) => outcome === "accepted")).toHaveLength(2 + 3 * 4);
    contacts.repair();
    expect(new Set(outcomes())).toEqual(new Set(["accepted"]));
    contacts.break();
    expect(outcomes()).toEqual(atTheStart);
  });
});

function outcomeOf(send: () => unknown): string {
  try {
    send();
    return "accepted";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("email", () => {
  test("an accepted email is in the outbox once for each recipient", async () => {
    const { sent, send } = emailCarrier();
    const file = { fileName: "a.ics", contentType: "text/calendar; charset=utf-8; method=PUBLISH", content: "A:é\r\n" };
    const content = { fromName: "Zoë's Clinic", replyTo: "desk@example.com", attachments: [file] };
    const answer = await send({ "Destinations.member.2": "b@patient.example" }, content);
    const [, messageId] = /<MessageId>([^<]+)<\/MessageId>/.exec(String(answer.body)) ?? [];
    expect(sent.map((email) => [email.to, email.messageId])).toEqual([
      ["a@patient.example", messageId],
      ["b@patient.example", messageId],
    ]);
    const { at, ...email } = sent[0] as SentEmail;
    const { subject, text, html } = anEmail();
    const from = "Zoë's Clinic <noreply@example.com>";
    const attachments = [{ name: "a.ics", contentType: "text/calendar; method=PUBLISH", content: "A:é\r\n" }];
    const to = "a@patient.example";
    expect(email).toEqual({ messageId, to, from, replyTo: "desk@example.com", subject, text, html, attachments });
    expect(Date.parse(at)).not.toBeNaN();
  });

  test("an email goes to the recipients in its headers unless the call names others", async () => {
    const { sent, carrier } = emailCarrier();
    const raw = `${RAW_HEADERS}To: b@patient.example\nCc: C <c@patient.example>\n\nx`;
    const data = { "RawMessage.Data": Buffer.from(raw).toString("base64") };
    const call = (more = {}) => carrier(aCall({ service: "ses", operation: "SendRawEmail" }, { ...data, ...more }));
    await call();
    await call({ "Destinations.member.1": "d@patient.example" });
    expect(sent.map(({ to }) => to)).toEqual(["b@patient.example", "c@patient.example", "d@patient.example"]);
  });

  test.each([
    ["another domain than the template's", { Source: "noreply@elsewhere.example" }],
    ["a domain that only ends alike", { Source: "noreply@not-example.com" }],
  ])("a sender of %s is refused", async (_, change) => {
    await expect(emailCarrier().send(change)).rejects.toMatchObject({ code: "MessageRejected", status: 400 });
  });

  test("an email whose header names a sender of another domain is refused", async () => {
    const raw = "From: x@elsewhere.example\nSubject: x\n\nx";
    await expect(emailCarrier().sendRaw(raw)).rejects.toMatchObject({
      code: "MessageRejected",
      message: expect.stringMatching(/: x@elsewhere\.example$/),
    });
  });

  test.each([
    ["no header", "x"],
    ["no body", "From: noreply@example.com\nSubject: x"],
    ["no sender", "Subject: x\n\nx"],
    ["no subject", "From: noreply@example.com\n\nx"],
    ["no content", `${RAW_HEADERS}\n`],
    ["two subjects", `${RAW_HEADERS}Subject: y\n\nx`],
    ["a line that is too long", `${RAW_HEADERS}\n${"x".repeat(1_000)}`],
    ["a multipart without an end", `${RAW_HEADERS}Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nx\n--c--`],
  ])("an email with %s is refused", async (_, raw) => {
    await expect(emailCarrier().sendRaw(raw)).rejects.toMatchObject({ code: "InvalidParameterValue", status: 400 });
  });

  test.each([
    ["no recipient's address", { "Destinations.member.1": "nobody" }],
    ["anything but base64", { "RawMessage.Data": "From: noreply@example.com" }],
    ["nothing", { "RawMessage.Data": "" }],
  ])("a call with %s is refused", async (_, change) => {
    await expect(emailCarrier().send(change)).rejects.toMatchObject({ code: "InvalidParameterValue", status: 400 });
  });

  test("the refusing test domain gets a permanent error", async () => {
    const { sendTo } = emailCarrier();
    const refused = sendTo(`a@${TEST_EMAIL_DOMAINS.refused}`);
    await expect(refused).rejects.toMatchObject({ code: "MessageRejected", status: 400 });
  });

  test("the flaky test domain accepts each email at the third attempt", async () => {
    const { sendTo, sent } = emailCarrier();
    const address = `a@${TEST_EMAIL_DOMAINS.failsTwice}`;
    for (const text of ["first\n", "second\n"]) {
      for (let attempt = 0; attempt < 2; attempt++) {
        await expect(sendTo(address, text)).rejects.toMatchObject({ code: "ServiceUnavailable", status: 503 });
      }
      await sendTo(address, text);
    }
    expect(sent.map((email) => email.text)).toEqual(["first\n", "second\n"]);
  });

  test("the test domain that is down always gets a transient error", async () => {
    const { sendTo } = emailCarrier();
    for (let attempt = 0; attempt < 5; attempt++) {
      const sending = sendTo(`a@${TEST_EMAIL_DOMAINS.alwaysFails}`);
      await expect(sending).rejects.toMatchObject({ code: "ServiceUnavailable", status: 503 });
    }
  });

  test("the busy test domain is always throttled", async () => {
    const sending = emailCarrier().sendTo(`a@${TEST_EMAIL_DOMAINS.alwaysThrottled}`);
    await expect(sending).rejects.toMatchObject({ code: "Throttling", status: 400 });
  });

  test("an email may only name a configuration set of the template", async () => {
    const { sent, send } = emailCarrier();
    await send({ ConfigurationSetName: "emails-dev" });
    expect(sent).toHaveLength(1);
    await expect(send({ ConfigurationSetName: "nobody" })).rejects.toMatchObject({
      code: "ConfigurationSetDoesNotExist",
      status: 400,
    });
  });

  test("an operation other than SendRawEmail is an error that names it", async () => {
    const { carrier } = emailCarrier();
    const call = aCall({ service: "ses", operation: "SendEmail" });
    await expect(carrier(call)).rejects.toMatchObject({ message: expect.stringContaining("SendEmail") });
  });
});
