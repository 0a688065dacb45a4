/** The receipts of the local run are shaped as AWS's samples, and the pipeline reads what they are to say. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { AcceptedEmail, AcceptedText } from "../../../../../infra/local/emulators/carriers/accepted-message";
import type { EmailDelivery } from "../../../../../infra/local/emulators/carriers/test-contacts";
import { emailEvent, emailOutcomes } from "../../../../../infra/local/emulators/receipts/email-events";
import {
  deliveryLogGroup,
  deliveryLogLine,
  subscribedLogs,
} from "../../../../../infra/local/emulators/receipts/sns-delivery-log";
import { FINAL, INTERIM, textEvent } from "../../../../../infra/local/emulators/receipts/text-events";
import { ACCOUNT } from "../../../../../infra/local/template/references";
import { readReceipt } from "../../../../../services/domain/receipts/read-receipt";
import { readSubscribedLogs } from "../../../../../services/domain/receipts/subscribed-logs";
import { subscribedLogs as sampleLogs } from "../../../../support/data/awslogs";

const ACCEPTED_AT = Date.parse("2026-11-29T12:00:00.000Z");
const REPORTED_AT = ACCEPTED_AT + 45_000;
const KEY = { notificationId: "0123456789abcdef0123456789abcdef", timestamp: "1796137200000", claimId: "claim-1" };

const text: AcceptedText = {
  carrier: "sms-voice",
  messageId: "b9f6a7de-0f5c-4b0f-8a4e-6f0a9a5e3c11",
  phoneNumber: "+12065550100",
  from: "+12065550152",
  parts: 2,
  isInGsm7: true,
  context: { ...KEY, fallback: "EMAIL" },
  configurationSet: "texts",
};
const email: AcceptedEmail = {
  messageId: "9d8c7b6a-0f5c-4b0f-8a4e-6f0a9a5e3c11",
  to: "bounce+1@simulator.amazonses.com",
  source: "noreply@example.com",
  from: "North Clinic <noreply@example.com>",
  subject: "Appointment Reminder",
  tags: KEY,
  configurationSet: "emails",
  hasVirus: false,
};

/** AWS's sample of this name. */
function sample(name: string): unknown {
  const file = join(import.meta.dirname, `../../../../support/data/receipts/${name}.json`);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The paths of all fields, without the sender's own names. */
function fieldsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return fieldsOf(value[0], `${path}[]`);
  if (typeof value !== "object" || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^\.(?:mail\.tags|context)$/.test(path) && !name.startsWith("ses:") ? [] : fieldsOf(inner, `${path}.${name}`),
  );
}

const shape = (value: unknown) => [...new Set(fieldsOf(value))].sort();
const emailEvents = (delivery: EmailDelivery, changes: Partial<AcceptedEmail> = {}) =>
  emailOutcomes({ ...email, ...changes }, delivery, ACCEPTED_AT).map((outcome) =>
    emailEvent(outcome, email, ACCEPTED_AT, REPORTED_AT),
  );
const resultOf = (body: string) => {
  const read = readReceipt(body, ACCOUNT);
  return read.kind === "receipt" ? read.receipt.result : read;
};

test.each([
  ["delivered", "sns-success", { kind: "delivered", seconds: 45 }],
  ["unreachable", "sns-failure", { kind: "failed", code: "UNREACHABLE", forNow: false }],
] as const)("the line of SNS's log for a text that was %s has the shape of %s", (result, name, expected) => {
  const line = deliveryLogLine(text, result, ACCEPTED_AT, REPORTED_AT);
  expect(shape(JSON.parse(line))).toEqual(shape(sample(name)));
  expect(JSON.parse(line).notification).toEqual({ messageId: text.messageId, timestamp: "2026-11-29 12:00:00.000" });
  expect(resultOf(line)).toEqual(expected);
});

test("the line of a number that has opted out is sparser, and in the log of failures", () => {
  const line = deliveryLogLine(text, "opted-out", ACCEPTED_AT, REPORTED_AT);
  expect(Object.keys(JSON.parse(line).delivery)).toEqual(["destination", "smsType", "providerResponse", "dwellTimeMs"]);
  expect(resultOf(line)).toEqual({ kind: "failed", code: "OPTED_OUT", forNow: false });
  expect(deliveryLogGroup("delivered")).toBe(`sns/us-east-1/${ACCOUNT}/DirectPublishToPhoneNumber`);
  expect(deliveryLogGroup("opted-out")).toBe(`sns/us-east-1/${ACCOUNT}/DirectPublishToPhoneNumber/Failure`);
});

test("CloudWatch Logs packs lines as it does on AWS, and the collector reads them", () => {
  const lines = ["delivered", "unreachable"].map((message, index) => ({ at: REPORTED_AT + index, message }));
  const event = subscribedLogs({ logGroup: "sns/log", filterName: "filter" }, lines);
  const unpacked = JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, "base64")).toString("utf8"));
  expect(shape(unpacked)).toEqual(shape(sampleLogs(["delivered"])));
  expect(unpacked).toMatchObject({ owner: ACCOUNT, logGroup: "sns/log", subscriptionFilters: ["filter"] });
  expect(readSubscribedLogs(event, ACCOUNT)).toEqual(["delivered", "unreachable"]);
});

test("the last event of End User Messaging has the shape of AWS's sample, and the sender's context", () => {
  for (const [result, name] of [["delivered", "eum-delivered"] as const, ["unreachable", "eum-unreachable"] as const]) {
    const event = JSON.parse(textEvent(text, FINAL[result], ACCEPTED_AT, REPORTED_AT));
    const { eventType, isFinal, messageStatus, messageStatusDescription, eventVersion } = sample(name) as typeof event;
    expect(shape(event)).toEqual(shape(sample(name)));
    expect(event).toMatchObject({ eventType, isFinal, messageStatus, messageStatusDescription, eventVersion });
    expect(event.context).toEqual(text.context);
  }
});

test("the pipeline reads what the events of End User Messaging say, and skips those before the last", () => {
  const read = (type: (typeof INTERIM)[number]) => resultOf(textEvent(text, type, ACCEPTED_AT, REPORTED_AT));
  expect(INTERIM.map(read)).toEqual([{ kind: "ignored" }, { kind: "ignored" }]);
  expect(read(FINAL.delivered)).toEqual({ kind: "delivered", seconds: 45 });
  expect(read(FINAL.unreachable)).toMatchObject({ kind: "failed", code: "UNREACHABLE" });
  expect(read(FINAL["opted-out"])).toMatchObject({ kind: "failed", code: "CARRIER_BLOCKED" });
});

test.each([
  ["delivered", ["ses-send", "ses-delivery"]],
  ["bounced", ["ses-send", "ses-bounce"]],
  ["suppressed", ["ses-send", "ses-bounce"]],
  ["complained", ["ses-send", "ses-delivery", "ses-complaint"]],
] as const)("the events of an email that was %s have the shapes of %j", (delivery, names) => {
  const events = emailEvents(delivery).map((event) => JSON.parse(event));
  expect(events.map(shape)).toEqual(
    // SES knows the outgoing address once it has sent the email; the local run has none.
    names.map((name) => shape(sample(name)).filter((field) => !field.includes("ses:outgoing-ip"))),
  );
  for (const { mail } of events) {
    expect(mail).toMatchObject({ messageId: email.messageId, sendingAccountId: ACCOUNT, destination: [email.to] });
    expect(mail.tags).toMatchObject({ ...tagLists(KEY), "ses:configuration-set": ["emails"] });
  }
});

function tagLists(tags: Record<string, string>) {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
}

const SENT = { kind: "ignored" };
const ARRIVED = { kind: "delivered", seconds: 45 };
test.each([
  ["delivered", [SENT, ARRIVED]],
  ["bounced", [SENT, { kind: "failed", code: "NO_MAILBOX", forNow: false }]],
  ["suppressed", [SENT, { kind: "failed", code: "NO_MAILBOX", forNow: false }]],
  ["complained", [SENT, ARRIVED, { kind: "delivered", code: "COMPLAINT" }]],
  ["answered", [SENT, ARRIVED, { kind: "failed", code: "UNREACHABLE", forNow: true }]],
] as const)("the pipeline reads the events of an email that was %s", (delivery, expected) => {
  expect(emailEvents(delivery).map(resultOf)).toEqual(expected);
});

test("an email with a virus is accepted and then rejected", () => {
  const events = emailEvents("delivered", { hasVirus: true });
  expect(shape(JSON.parse(events[1] ?? ""))).toEqual(shape(sample("ses-reject")));
  expect(events.map(resultOf)).toEqual([SENT, { kind: "failed", code: "EMAIL_REJECTED", forNow: false }]);
});
