import type { DeliveryLogItem, HistoryLine } from "../../../../contracts/delivery-log";
import { RECEIPT_CODES } from "../../../../contracts/receipts/receipt-codes";
import { replyCode } from "../../../../contracts/replies/history-code";
import type { Meaning } from "../../../../contracts/replies/meanings";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../../contracts/tables/sending-stops";
import { STATES } from "../../../../services/domain/notification/states";
import { lastTransition } from "../../../../services/ops/shared/history-text";
import { RECEIPT_TEXTS } from "../../../../services/ops/shared/receipt-texts";
import { meaningOf, timelineText } from "../../../../services/ops/shared/timeline";

test.each(["SMS_RETRYING", "EMAIL_PENDING"] as const)(
  "a reminder in %s that an operator's stop holds back is said to wait for it, not for another try",
  (status) => {
    expect(meaningOf(status, STOPPED_CODE)).toMatch(/^waiting because an operator stopped sending/);
    expect(meaningOf(status, UNREADABLE_CODE)).toMatch(/^waiting because the table of stops cannot be read/);
    expect(meaningOf(status, "InternalErrorException")).not.toContain("operator");
    expect(meaningOf("SMS_SENT", STOPPED_CODE)).toBe("the SMS was accepted");
  },
);

test("a text that quiet hours hold back is said to wait for them, and one that they ended to have had no hour left", () => {
  expect(meaningOf("SMS_RETRYING", "QUIET_HOURS")).toMatch(/^waiting because the send window closed/);
  expect(meaningOf("EXPIRED", "QUIET_HOURS")).toBe("only hours of the night were left before the appointment");
  expect(meaningOf("SMS_WAITING", "QUIET_HOURS")).toMatch(/waits for the send window/);
});

describe("Receipts in a timeline", () => {
  const at = "2026-12-01T15:00:00.000Z";
  const SENT = [
    { at, status: "SMS_SENDING", channel: "SMS" },
    { at, status: "SMS_SENT", channel: "SMS", messageId: "sms-1" },
  ] as const;
  const timeline = (status: string, lines: readonly Omit<HistoryLine, "at">[], more = {}) => {
    const history = [...SENT, ...lines.map((line) => ({ at, ...line }))];
    const text = timelineText({ status, history, ...more } as unknown as DeliveryLogItem, "UTC");
    const [head = "", table = ""] = text.split("\n\n");
    const rows = table.split("\n").slice(3);
    return { head, rows: rows.map((row) => row.replace(/^.* UTC +/, "").replaceAll(/ {2,}/g, " | ")) };
  };

  test("a text is said to be delivered, and accepted before", () => {
    const { head, rows } = timeline("SMS_DELIVERED", [{ status: "SMS_DELIVERED", channel: "SMS", messageId: "sms-1" }]);
    expect(head).toBe("SMS_DELIVERED: the carrier reported the SMS as delivered");
    expect(rows).toEqual(["SMS | SMS_DELIVERED | delivered: sms-1"]);
  });

  test("a text that was not delivered has the reason in words, the code, and what to do", () => {
    const code = "UNREACHABLE";
    const line = { channel: "SMS", messageId: "sms-1", code } as const;
    const { head, rows } = timeline("UNDELIVERED", [{ status: "UNDELIVERED", ...line }], { reason: code });
    expect(head.split("\n")).toEqual([
      "UNDELIVERED: the text was not delivered: the phone or its carrier could not be reached",
      "What to do: Check the number or address with the patient, or call.",
    ]);
    expect(rows).toEqual([
      "SMS | UNDELIVERED | not delivered: the phone or its carrier could not be reached (UNREACHABLE): sms-1",
    ]);
    expect(timeline("EMAIL_PENDING", [{ status: "EMAIL_PENDING", ...line }], { reason: code }).rows[0]).toContain(
      "EMAIL_PENDING | not delivered: the phone or its carrier could not be reached (UNREACHABLE): sms-1",
    );
  });

  test("a receipt that changed nothing is noted, and does not hide what the state waits for", () => {
    const late = { status: "SMS_RETRYING", channel: "SMS", messageId: "sms-1", code: "UNREACHABLE" } as const;
    const { head, rows } = timeline("SMS_RETRYING", [
      { status: "SMS_RETRYING", channel: "SMS", code: STOPPED_CODE },
      late,
      { ...late, messageId: "sms-2", code: "SMS_DELIVERED" },
    ]);
    expect(head).toMatch(/^SMS_RETRYING: waiting because an operator stopped sending/);
    expect(rows).toEqual([
      `SMS | SMS_RETRYING | ${STOPPED_CODE}`,
      expect.stringMatching(/noted: the text sms-1 was not delivered: .+ \(UNREACHABLE\)$/),
      "SMS | SMS_RETRYING | noted: the text sms-2 was delivered",
    ]);
  });

  test("an email that its recipient marked as spam arrived, and staff are asked to talk to the patient", () => {
    const line = { status: "EMAIL_DELIVERED", channel: "EMAIL", messageId: "ses-1", code: "COMPLAINT" } as const;
    const { head, rows } = timeline("EMAIL_DELIVERED", [line]);
    expect(head).toContain("What to do: Ask the patient whether emails are wanted.");
    expect(rows[0]).toContain("delivered, marked as spam by its recipient (COMPLAINT): ses-1");
  });

  test("every code has a reason and a remedy of its own words", () => {
    for (const code of RECEIPT_CODES) {
      const { why, remedy } = RECEIPT_TEXTS[code];
      expect([code, why]).toEqual([code, expect.stringMatching(/^[a-z].+[^.]$/)]);
      expect([code, remedy]).toEqual([code, expect.stringMatching(/^[A-Z].+\.$/)]);
    }
    expect(new Set(RECEIPT_CODES.map((code) => RECEIPT_TEXTS[code].why)).size).toBe(RECEIPT_CODES.length);
  });
});

describe("Answers in a timeline", () => {
  const [at, later] = ["2026-12-01T15:00:00.000Z", "2026-12-01T16:00:00.000Z"];
  const SENT = { at, status: "SMS_SENT", channel: "SMS", messageId: "sms-1" } as const;
  const answered = (meaning: Meaning, messageId = "r-1") =>
    ({ at: later, status: "SMS_SENT", channel: "SMS", messageId, code: replyCode(meaning) }) as const;
  const textOf = (more: object) =>
    timelineText({ status: "SMS_SENT", history: [SENT], ...more } as unknown as DeliveryLogItem, "UTC");

  test.each<[Meaning, string]>([
    ["CONFIRM", "the patient confirms the appointment"],
    ["CANCEL", "the patient asks to cancel the appointment"],
    ["RESCHEDULE", "the patient asks for another time"],
    ["STOP", "the patient wants no more texts"],
    ["START", "the patient wants texts again"],
    ["HELP", "the patient asks for help"],
    ["UNCLEAR", "something that a person must read"],
    ["COURTESY", "thanks, a greeting or the like, and nothing else"],
  ])("the line of %s says it in words, with the code and the answer's id, and is no second send", (meaning, words) => {
    const text = textOf({ history: [SENT, answered(meaning)], smsParts: 2 });
    expect(text.split("\n").at(-1)).toMatch(new RegExp(`  answered: ${words} \\(REPLY_${meaning}\\): r-1$`));
    expect(text.match(/accepted as/g)).toHaveLength(1);
  });

  test("the last answer is named above the lines, and does not hide why the notification is in its state", () => {
    const code = "UNREACHABLE";
    const text = textOf({
      status: "UNDELIVERED",
      reason: code,
      reply: "CONFIRM",
      repliedAt: later,
      history: [SENT, { ...SENT, status: "UNDELIVERED", code }, { ...answered("CONFIRM"), status: "UNDELIVERED" }],
    });
    expect(text).toMatch(/^UNDELIVERED: the text was not delivered: the phone or its carrier could not be reached\n/);
    expect(text).toContain(
      "\nAnswered: the patient confirms the appointment (CONFIRM), Tue, Dec 1, 2026, 16:00:00 UTC.\n",
    );
  });

  test("a later reminder that was not sent since the patient asked to cancel says so", () => {
    const line = { at, status: "CANCELLED", code: "CANCEL_REQUESTED" } as const;
    expect(textOf({ status: "CANCELLED", reason: "CANCEL_REQUESTED", history: [line] })).toMatch(
      /^CANCELLED: the patient had asked to cancel the appointment\n/,
    );
    expect(meaningOf("CANCELLED", "APPOINTMENT_ENDED")).toBe(STATES.CANCELLED.meaning);
  });
});

test.each([
  ["REDRIVEN", "redriven from the DLQ"],
  ["SENT_AGAIN", "queued again with `send`"],
  ["REPLAYED", "its event was published again"],
  ["ANSWER_CLOSED", "the patient's answer was closed"],
] as const)("what an operator did is a line with who and why, and not the reason of the state: %s", (code, words) => {
  const by = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";
  const failed = { at: "2026-01-02T10:00:00Z", status: "ALL_FAILED", code: "NO_USABLE_EMAIL" } as const;
  const line = { at: "2026-01-02T11:00:00Z", status: "ALL_FAILED", code, by, note: "INC-1" } as const;
  const item = { status: "ALL_FAILED", history: [failed, line] } as unknown as DeliveryLogItem;
  const text = timelineText(item, "UTC");
  expect(text.split("\n").at(-1)).toMatch(
    new RegExp(`  ALL_FAILED  ${words}, by assumed-role/OnCall/ana \\(${code}\\): "INC-1"$`),
  );
  expect(lastTransition(item)).toEqual(failed);
});

test("a drop says who dropped it, and why", () => {
  const by = "arn:aws:iam::123456789012:user/ana";
  const line = { at: "2026-01-02T11:00:00Z", status: "ALL_FAILED", code: "DROPPED", by, note: "sent by hand" };
  const item = { status: "ALL_FAILED", history: [line] } as unknown as DeliveryLogItem;
  expect(timelineText(item, "UTC")).toMatch(/DROPPED, "sent by hand", by user\/ana$/);
});
