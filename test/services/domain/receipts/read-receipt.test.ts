/** What a carrier's event says, by the samples on AWS's own pages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readReceipt } from "../../../../services/domain/receipts/read-receipt";
import type { ReceiptResult } from "../../../../services/domain/receipts/receipt";

const ACCOUNT = "123456789012";
const KEY = { notificationId: "0123456789abcdef0123456789abcdef", timestamp: 1_796_239_800_000 };
const CLAIM = "3f1f2c0e-5f0a-4f0e-9a39-000000000001";

const text = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../../support/data/receipts", `${name}.json`), "utf8");
const sample = (name: string) => JSON.parse(text(name));
const read = (value: unknown) => readReceipt(JSON.stringify(value), ACCOUNT);

/** The result of a receipt. */
function resultOf(value: unknown): ReceiptResult | string {
  const found = read(value);
  return found.kind === "receipt" ? found.receipt.result : found.kind;
}

describe("A receipt of SNS", () => {
  const failure = sample("sns-failure");
  const refused = (providerResponse: unknown) =>
    resultOf({ ...failure, delivery: { ...failure.delivery, providerResponse } });

  test("says that the text was delivered, and after how long", () => {
    expect(read(sample("sns-success"))).toEqual({
      kind: "receipt",
      receipt: {
        channel: "SMS",
        messageId: "34d9b400-c6dd-5444-820d-fbeb0f1f54cf",
        result: { kind: "delivered", seconds: 1.344 },
      },
    });
  });

  test("says why the text was not delivered, as a code", () => {
    expect(read(failure)).toEqual({
      kind: "receipt",
      receipt: {
        channel: "SMS",
        messageId: "1077257a-92f3-5ca3-bc97-6a915b310625",
        result: { kind: "failed", code: "UNKNOWN", forNow: false },
      },
    });
  });

  test.each([
    ["Blocked as spam by phone carrier", "SPAM"],
    ["Destination is on a blocked list", "CARRIER_BLOCKED"],
    ["Invalid phone number", "INVALID_NUMBER"],
    ["Message body is invalid", "INVALID_MESSAGE"],
    ["Phone carrier has blocked this message", "CARRIER_BLOCKED"],
    ["Phone carrier is currently unreachable/unavailable", "UNREACHABLE"],
    ["Phone has blocked SMS", "CARRIER_BLOCKED"],
    ["Phone is on a blocked list", "CARRIER_BLOCKED"],
    ["Phone is currently unreachable/unavailable", "UNREACHABLE"],
    ["Phone number is opted out", "OPTED_OUT"],
    ["This delivery would exceed max price", "OVER_MAX_PRICE"],
    ["No quota left for account", "NO_QUOTA"],
    ["No origination identity available to send to destination number", "NO_ORIGINATION"],
    ["Sandboxed account unable to send to number", "SANDBOX"],
    ["  phone number is OPTED OUT. ", "OPTED_OUT"],
    ["Phone number +12065550100 is opted out", "UNKNOWN"],
    ["", "UNKNOWN"],
    [undefined, "UNKNOWN"],
    [7, "UNKNOWN"],
  ])("with the reason %p has the code %s", (reason, code) => {
    expect(refused(reason)).toEqual({ kind: "failed", code, forNow: false });
  });

  test("may leave out all but its id and its status, as that of a number that has opted out", () => {
    const { notification, status } = failure;
    expect(resultOf({ notification, status })).toEqual({ kind: "failed", code: "UNKNOWN", forNow: false });
    expect(resultOf({ notification, status: "SUCCESS" })).toEqual({ kind: "delivered" });
  });
});

describe("A receipt of End User Messaging", () => {
  const successful = sample("eum-successful");
  const of = (changes: object) => resultOf({ ...successful, ...changes });

  test("names the notification and the attempt that it was given with the text", () => {
    const context = { notificationId: KEY.notificationId, timestamp: String(KEY.timestamp), claimId: CLAIM };
    const receipt = { channel: "SMS", messageId: "862a8790-60c0-4430-9b2b-658bdexample" };
    const result = { kind: "delivered", seconds: 0.3 };
    expect(read({ ...successful, context })).toEqual({
      kind: "receipt",
      receipt: { ...receipt, reference: { key: KEY, claimId: CLAIM, hasFallback: false }, result },
    });
    expect(read({ ...successful, context: { ...context, fallback: "EMAIL" } })).toMatchObject({
      receipt: { reference: { hasFallback: true } },
    });
  });

  test("of an acknowledgement changes nothing", () => {
    expect(of({ context: { purpose: "acknowledgement" } })).toBe("ignored");
  });

  test.each([
    [{ account: "bar" }],
    [undefined],
    ["text"],
    [{ notificationId: "no digest", timestamp: "1", claimId: CLAIM }],
    [{ notificationId: KEY.notificationId, timestamp: "1e9", claimId: CLAIM }],
    [{ notificationId: KEY.notificationId, timestamp: "1", claimId: "a b" }],
  ])("with the context of another program, %p, names none", (context) => {
    const found = read({ ...successful, context });
    expect(found.kind).toBe("receipt");
    expect(found).not.toHaveProperty("receipt.reference");
  });

  test.each([
    ["TEXT_DELIVERED", { kind: "delivered", seconds: 0.3 }],
    ["TEXT_SUCCESSFUL", { kind: "delivered", seconds: 0.3 }],
    ["TEXT_INVALID", { kind: "failed", code: "INVALID_NUMBER", forNow: false }],
    ["TEXT_INVALID_MESSAGE", { kind: "failed", code: "INVALID_MESSAGE", forNow: false }],
    ["TEXT_UNREACHABLE", { kind: "failed", code: "UNREACHABLE", forNow: false }],
    ["TEXT_CARRIER_UNREACHABLE", { kind: "failed", code: "UNREACHABLE", forNow: false }],
    ["TEXT_BLOCKED", { kind: "failed", code: "CARRIER_BLOCKED", forNow: false }],
    ["TEXT_CARRIER_BLOCKED", { kind: "failed", code: "CARRIER_BLOCKED", forNow: false }],
    ["TEXT_SPAM", { kind: "failed", code: "SPAM", forNow: false }],
    ["TEXT_UNKNOWN", { kind: "failed", code: "UNKNOWN", forNow: false }],
    ["TEXT_TTL_EXPIRED", { kind: "failed", code: "TTL_EXPIRED", forNow: false }],
    ["TEXT_PROTECT_BLOCKED", { kind: "failed", code: "PROTECTED", forNow: false }],
    ["TEXT_QUEUED", "ignored"],
    ["TEXT_PENDING", "ignored"],
    ["TEXT_SENT", "ignored"],
    ["VOICE_ANSWERED", "ignored"],
    ["constructor", "ignored"],
  ])("of the type %s", (eventType, result) => {
    expect(of({ eventType })).toEqual(result);
  });

  test("counts only if it is the last of its text", () => {
    expect(of({ eventType: "TEXT_SUCCESSFUL", isFinal: false })).toBe("ignored");
    expect(of({ eventType: "TEXT_CARRIER_UNREACHABLE", isFinal: false })).toBe("ignored");
  });

  test("is no failure if the service gave up waiting for the carrier's after 72 hours", () => {
    expect(resultOf(sample("eum-unknown-after-72-hours"))).toBe("ignored");
  });
});

describe("A receipt of SES", () => {
  const bounce = sample("ses-bounce");
  const bounced = (bounceType: string, bounceSubType: string) =>
    resultOf({ ...bounce, bounce: { ...bounce.bounce, bounceType, bounceSubType } });

  test("names the notification and the attempt that the email was tagged with", () => {
    const event = sample("ses-delivery");
    const tags = { notificationId: [KEY.notificationId], timestamp: [String(KEY.timestamp)], claimId: [CLAIM] };
    const found = read({ ...event, mail: { ...event.mail, tags: { ...event.mail.tags, ...tags } } });
    expect(found).toMatchObject({
      kind: "receipt",
      receipt: { channel: "EMAIL", messageId: event.mail.messageId, reference: { key: KEY, claimId: CLAIM } },
    });
  });

  test("of a delivery says after how long", () => {
    const event = sample("ses-delivery");
    expect(resultOf(event)).toEqual({ kind: "delivered", seconds: event.delivery.processingTimeMillis / 1_000 });
  });

  test.each([
    ["Permanent", "General", "NO_MAILBOX", false],
    ["Permanent", "NoEmail", "NO_MAILBOX", false],
    ["Permanent", "Suppressed", "SUPPRESSED", false],
    ["Permanent", "OnAccountSuppressionList", "SUPPRESSED", false],
    ["Transient", "General", "UNREACHABLE", true],
    ["Transient", "MailboxFull", "MAILBOX_FULL", true],
    ["Transient", "MessageTooLarge", "EMAIL_REJECTED", true],
    ["Transient", "ContentRejected", "EMAIL_REJECTED", true],
    ["Transient", "AttachmentRejected", "EMAIL_REJECTED", true],
    ["Undetermined", "Undetermined", "UNKNOWN", true],
    ["Permanent", "toString", "NO_MAILBOX", false],
  ])("of a bounce, %s and %s, has the code %s", (type, subType, code, forNow) => {
    expect(bounced(type, subType)).toEqual({ kind: "failed", code, forNow });
  });

  test("of a complaint says that the email was delivered", () => {
    expect(resultOf(sample("ses-complaint"))).toEqual({ kind: "delivered", code: "COMPLAINT" });
  });

  test("of a complaint about an earlier email says that this one was not sent", () => {
    const event = sample("ses-complaint");
    const complaint = { ...event.complaint, complaintSubType: "OnAccountSuppressionList" };
    expect(resultOf({ ...event, complaint })).toEqual({ kind: "failed", code: "SUPPRESSED", forNow: false });
  });

  test("of a rejection by SES is a failure for good", () => {
    expect(resultOf(sample("ses-reject"))).toEqual({ kind: "failed", code: "EMAIL_REJECTED", forNow: false });
  });

  test.each(["ses-send", "ses-delivery-delay"])("%s changes nothing", (name) => {
    expect(resultOf(sample(name))).toBe("ignored");
  });

  test("of another account is refused", () => {
    const other = { ...bounce, mail: { ...bounce.mail, sendingAccountId: "999999999999" } };
    expect(read(other)).toEqual({ kind: "invalid", reason: "CONTRACT_VIOLATION", field: "mail.sendingAccountId" });
  });
});

describe("What is no receipt", () => {
  const SECRET = "+12065550100";

  test.each([
    ["{", "INVALID_JSON", ""],
    ["", "INVALID_JSON", ""],
    ["null", "CONTRACT_VIOLATION", ""],
    ["[]", "CONTRACT_VIOLATION", ""],
    ["7", "CONTRACT_VIOLATION", ""],
    [JSON.stringify({ patientId: SECRET }), "CONTRACT_VIOLATION", ""],
    [JSON.stringify({ notification: SECRET }), "CONTRACT_VIOLATION", "notification"],
    [
      JSON.stringify({ notification: { messageId: "x' OR 1=1" }, status: "SUCCESS" }),
      "CONTRACT_VIOLATION",
      "notification.messageId",
    ],
    [
      JSON.stringify({ notification: { messageId: "a".repeat(129) }, status: "SUCCESS" }),
      "CONTRACT_VIOLATION",
      "notification.messageId",
    ],
    [
      JSON.stringify({ notification: { messageId: ["a"] }, status: "SUCCESS" }),
      "CONTRACT_VIOLATION",
      "notification.messageId",
    ],
    [JSON.stringify({ notification: { messageId: "a" }, status: SECRET }), "CONTRACT_VIOLATION", "status"],
    [
      JSON.stringify({ eventType: "TEXT_DELIVERED", messageId: "a", isFinal: "true", eventTimestamp: 1 }),
      "CONTRACT_VIOLATION",
      "isFinal",
    ],
    [JSON.stringify({ eventType: 7, mail: { messageId: "a" } }), "CONTRACT_VIOLATION", "eventType"],
    [JSON.stringify({ eventType: "Bounce", mail: { messageId: "a" } }), "CONTRACT_VIOLATION", "bounce"],
    [JSON.stringify({ eventType: "Bounce", mail: null }), "CONTRACT_VIOLATION", "mail"],
  ])("%s is refused by its reason and its field", (body, reason, field) => {
    const found = readReceipt(body, ACCOUNT);
    expect(found).toEqual({ kind: "invalid", reason, field });
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });

  test("is ignored if SES publishes it to a new destination of its events", () => {
    const body = "Successfully validated SNS topic for Amazon SES event publishing.";
    expect(readReceipt(body, ACCOUNT)).toEqual({ kind: "ignored" });
  });
});

test.each([
  { eventTimestamp: 1_000, messageRequestTimestamp: undefined },
  { eventTimestamp: 1_000, messageRequestTimestamp: 2_000 },
  { eventTimestamp: 1.8e12, messageRequestTimestamp: 0 },
  { eventTimestamp: 1e300, messageRequestTimestamp: 1_000 },
])("a text is delivered, in no known time, if its event says %p", (times) => {
  const event = { eventType: "TEXT_DELIVERED", messageId: "a", isFinal: true, ...times };
  expect(readReceipt(JSON.stringify(event), ACCOUNT)).toEqual({
    kind: "receipt",
    receipt: { channel: "SMS", messageId: "a", result: { kind: "delivered" } },
  });
});

test("a failure of SNS that only says, after three days, that nothing is known of the text changes nothing", () => {
  const logged = (providerResponse: string, dwellTimeMs: number) => {
    const line = { notification: { messageId: "a" }, delivery: { providerResponse, dwellTimeMs }, status: "FAILURE" };
    return readReceipt(JSON.stringify(line), ACCOUNT).kind;
  };
  const days = 24 * 3_600_000;
  expect(logged("Unknown error attempting to reach phone", 3 * days)).toBe("ignored");
  expect(logged("Unknown error attempting to reach phone", 2 * days)).toBe("receipt");
  expect(logged("Phone is currently unreachable/unavailable", 3 * days)).toBe("receipt");
});
