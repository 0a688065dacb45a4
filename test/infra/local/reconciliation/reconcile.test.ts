import type { DeliveryLogItem, NotificationStatus } from "../../../../contracts/delivery-log";
import { digestOf, runInput } from "../../../../infra/local/day/run-input";
import { reconcile } from "../../../../infra/local/reconciliation/reconcile";
import { createReport } from "../../../../infra/local/reconciliation/report";
import type { DeadLetter, Results } from "../../../../infra/local/reconciliation/results";
import { problemLines, refusalLines, summaryTable } from "../../../../infra/local/reconciliation/summary-table";
import { CLINICS } from "../../../support/data/clinics";
import { NO_RESULTS } from "../../../support/data/results";

const SENT_TWICE = "was sent 2 times, and neither a receipt nor a lost response explains it";
const PHONE = "+12065550142";
const EMAIL = "quackenbush@example.com";
const appointment = {
  patientId: "patient-1",
  appointmentId: "appointment-1",
  appointmentTime: "2027-03-01T14:30:00-05:00",
  phoneNumber: PHONE,
  email: EMAIL,
};
const one = runInput([appointment], [], CLINICS);
const [id = ""] = one.notifications.keys();
const at = "2027-02-28T12:00:00.000Z";
const sms = { messageId: "m-1", phoneNumber: PHONE, message: "Reminder", at };
const email = { messageId: "m-1", to: EMAIL, subject: "Appointment Reminder", text: "Reminder", html: "", at };

const delivered = { messageId: "m-1", channel: "SMS", status: "DELIVERED", at };
const undelivered = { ...delivered, status: "UNDELIVERED", code: "UNREACHABLE" };

/** A history that ends in a state, with the lines that lead to it. */
function historyOf(status: NotificationStatus): DeliveryLogItem["history"] {
  const messageId = "m-1";
  const channel = status.startsWith("EMAIL") ? "EMAIL" : "SMS";
  if (!/_DELIVERED$|^UNDELIVERED$/.test(status)) return [...claims(status, 1), { at, status }];
  const sent = `${channel}_SENT` as const;
  return [...historyOf(sent).slice(0, 1), { at, status: sent, channel, messageId }, { at, status, channel, messageId }];
}

function item(status: NotificationStatus, more: Partial<DeliveryLogItem> = {}): DeliveryLogItem {
  return {
    notificationId: id,
    timestamp: Date.parse(appointment.appointmentTime),
    patientId: "patient-1",
    appointmentTime: appointment.appointmentTime,
    status,
    batchId: "batch-1",
    phoneNumber: PHONE,
    email: EMAIL,
    attempts: 1,
    createdAt: at,
    updatedAt: at,
    ttl: 0,
    ...(status.endsWith("_SENT") && { messageId: "m-1" }),
    history: historyOf(status),
    ...more,
  };
}

/** A history with this number of claims. */
function claims(status: NotificationStatus, count: number) {
  const claim = status.replace("_SENT", "_SENDING") as NotificationStatus;
  return status.endsWith("_SENT") ? Array.from({ length: count }, () => ({ at, status: claim })) : [];
}

function letter(reason: string, more: Partial<DeadLetter> = {}): DeadLetter {
  return { reason, bodyDigest: "other", ...more };
}

function results({ log = [], deadLetters = [], outbox = {} }: Partial<Record<keyof Results, unknown>>): Results {
  return { ...NO_RESULTS, log, deadLetters, outbox: { ...NO_RESULTS.outbox, ...(outbox as object) } } as Results;
}

const problemsOf = (given: Parameters<typeof results>[0], input = one) =>
  reconcile(input, results(given)).problems.map(({ problem }) => problem);

describe("the reconciliation", () => {
  test.each([
    ["SMS_SENT", { outbox: { sms: [sms] } }, "bySms"],
    ["EMAIL_SENT", { outbox: { emails: [email] } }, "byEmail"],
    ["SMS_DELIVERED", { outbox: { sms: [sms], receipts: [delivered] } }, "deliveredBySms"],
    ["EMAIL_DELIVERED", { outbox: { emails: [email], receipts: [delivered] } }, "deliveredByEmail"],
    ["UNDELIVERED", { outbox: { sms: [sms], receipts: [undelivered] } }, "undelivered"],
    ["NO_CONTACT", {}, "noContact"],
    ["EXPIRED", {}, "expired"],
    ["CANCELLED", {}, "cancelled"],
    ["SUPERSEDED", {}, "cancelled"],
    ["SMS_WAITING", {}, "waiting"],
    ["ALL_FAILED", { deadLetters: [letter("EMAIL_REFUSED", { notificationId: id })] }, "failed"],
  ] as const)("a reminder that ended as %s is accounted for", (status, more, row) => {
    const { summary, problems } = reconcile(one, results({ log: [item(status)], ...more }));
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ queued: 1, [row]: 1, unaccounted: 0 });
  });

  test("an answer of the patient after the receipt is no receipt and no second text", () => {
    const [claim, sent, receipt] = historyOf("SMS_DELIVERED");
    const answer = { at, status: "SMS_DELIVERED", channel: "SMS", code: "REPLY_CONFIRM", messageId: "answer-1" };
    const log = [item("SMS_DELIVERED", { history: [claim, sent, receipt, answer] as DeliveryLogItem["history"] })];
    expect(problemsOf({ log, outbox: { sms: [sms], receipts: [delivered] } })).toEqual([]);
  });

  test("a reminder in the DLQ without an outcome is accounted for, as failed", () => {
    const deadLetters = [letter("RECEIVE_LIMIT", { notificationId: id })];
    for (const log of [[], [item("EMAIL_SENDING")]]) {
      const { summary, problems } = reconcile(one, results({ log, deadLetters }));
      expect(problems).toEqual([]);
      expect(summary).toMatchObject({ failed: 1, unaccounted: 0, inDeadLetterQueue: 1 });
    }
  });

  test("a reminder without any trace is not accounted for, and is named", () => {
    const reconciliation = reconcile(one, results({}));
    expect(reconciliation.problems).toEqual([{ of: id, problem: "has no outcome and is not in the DLQ" }]);
    expect(reconciliation.summary.unaccounted).toBe(1);
  });

  test("a reminder that stopped on its way is not accounted for", () => {
    const reconciliation = reconcile(one, results({ log: [item("EMAIL_PENDING")] }));
    expect(reconciliation.problems[0]?.problem).toBe("stopped at EMAIL_PENDING and is not in the DLQ");
    expect(reconciliation.summary.unaccounted).toBe(1);
  });

  test("a failed reminder must be in the DLQ", () => {
    expect(problemsOf({ log: [item("ALL_FAILED")] })).toEqual(["failed, but is not in the DLQ"]);
  });

  test("a reminder has only one item in the log", () => {
    const log = [item("NO_CONTACT"), item("NO_CONTACT", { timestamp: 1 })];
    expect(problemsOf({ log })).toEqual(["has 2 items in the delivery log"]);
  });

  test("a patient may be reminded twice only if the log says so", () => {
    const outbox = { sms: [sms, sms] };
    const twice = ["its contact got 2 by SMS; the delivery log says 1"];
    expect(problemsOf({ log: [item("SMS_SENT")], outbox })).toEqual(twice);
    const history = claims("SMS_SENT", 2);
    expect(problemsOf({ log: [item("SMS_SENT", { history, possibleDuplicate: true })], outbox })).toEqual([]);
    expect(problemsOf({ log: [item("SMS_SENT", { history, sendInDoubt: true })], outbox })).toEqual([]);
  });

  test("a patient is not reminded more often than there were attempts, whatever the log says", () => {
    const log = [item("SMS_SENT", { history: claims("SMS_SENT", 2), possibleDuplicate: true })];
    expect(problemsOf({ log, outbox: { sms: [sms, sms, sms] } })).toEqual(["its contact got 3 by SMS in 2 attempts"]);
  });

  test("a carrier must have accepted what the log says was sent, with its message id", () => {
    const problems = ["was sent by SMS according to the delivery log, but no carrier accepted its message id"];
    for (const messageId of ["other", undefined]) {
      expect(problemsOf({ log: [item("SMS_SENT", { messageId })], outbox: { sms: [sms] } })).toEqual(problems);
    }
  });

  test("a patient may not get an SMS and an email", () => {
    const outbox = { sms: [sms], emails: [email] };
    expect(problemsOf({ log: [item("SMS_SENT")], outbox })).toEqual([
      "its contact got 1 by EMAIL; the delivery log says 0",
    ]);
    const history = [
      ...claims("SMS_SENT", 1),
      { at, status: "SMS_SENT" as const },
      ...claims("EMAIL_SENT", 1),
      { at, status: "EMAIL_SENT" as const },
    ];
    expect(problemsOf({ log: [item("SMS_SENT", { history })], outbox })).toEqual([SENT_TWICE]);
  });

  describe("a text and an email of one notification", () => {
    const history = [
      ...historyOf("SMS_SENT").slice(0, 1),
      { at, status: "SMS_SENT", channel: "SMS", messageId: "m-1" },
      { at, status: "EMAIL_PENDING", channel: "SMS", messageId: "m-1", code: "UNREACHABLE" },
      { at, status: "EMAIL_SENDING", channel: "EMAIL" },
      { at, status: "EMAIL_SENT", channel: "EMAIL", messageId: "m-2" },
    ] as DeliveryLogItem["history"];
    const outbox = { sms: [sms], emails: [{ ...email, messageId: "m-2" }] };
    const both = item("EMAIL_SENT", { history, messageId: "m-2" });

    test("are explained by the text's receipt of failure", () => {
      expect(problemsOf({ log: [both], outbox: { ...outbox, receipts: [undelivered] } })).toEqual([]);
      expect(problemsOf({ log: [both], outbox: { ...outbox, receipts: [delivered] } })).toEqual([SENT_TWICE]);
      const ofAnother = { ...undelivered, messageId: "m-3" };
      expect(problemsOf({ log: [both], outbox: { ...outbox, receipts: [ofAnother] } })).toEqual([SENT_TWICE]);
    });

    test("are explained by a lost response", () => {
      expect(problemsOf({ log: [{ ...both, sendInDoubt: true }], outbox })).toEqual([]);
      expect(problemsOf({ log: [{ ...both, possibleDuplicate: true }], outbox })).toEqual([]);
    });
  });

  test("a reminder ends as delivered or undelivered only if a carrier reported so", () => {
    const outbox = { sms: [sms], receipts: [undelivered] };
    const unreported = "ended as SMS_DELIVERED, but no carrier reported that";
    expect(problemsOf({ log: [item("SMS_DELIVERED")], outbox })).toEqual([unreported]);
    expect(problemsOf({ log: [item("UNDELIVERED")], outbox: { sms: [sms], receipts: [delivered] } })).toEqual([
      "ended as UNDELIVERED, but no carrier reported that",
    ]);
  });

  test("a receipt that reached the pipeline is in the log; one that was lost is not", () => {
    const outbox = { sms: [sms], receipts: [delivered] };
    expect(problemsOf({ log: [item("SMS_SENT")], outbox })).toEqual(["is SMS_SENT, but its carrier gave a receipt"]);
    const lost = { sms: [sms], receipts: [{ ...delivered, lost: true }] };
    expect(problemsOf({ log: [item("SMS_SENT")], outbox: lost })).toEqual([]);
  });

  test("a text whose response was lost, and which a receipt settled, was accepted", () => {
    const history = [
      ...claims("SMS_SENT", 1),
      { at, status: "SMS_RETRYING" as const },
      { at, status: "SMS_DELIVERED" as const, channel: "SMS" as const, messageId: "m-1" },
    ];
    const outbox = { sms: [sms], receipts: [delivered] };
    expect(problemsOf({ log: [item("SMS_DELIVERED", { history })], outbox })).toEqual([]);
  });

  test("a carrier must have accepted what the log says was sent, even if it may have been sent twice", () => {
    const log = [item("SMS_SENT", { possibleDuplicate: true })];
    expect(problemsOf({ log })).toEqual(["its contact got 0 by SMS; the delivery log says 1"]);
  });

  test("an SMS to a contact that is not in the log is a problem", () => {
    const deadLetters = [letter("RECEIVE_LIMIT", { notificationId: id })];
    expect(problemsOf({ deadLetters, outbox: { sms: [sms] } })).toEqual([
      "went to contacts that are not in the delivery log (1)",
    ]);
  });

  test("a reminder that was not enqueued is a problem", () => {
    const log = [item("NO_CONTACT"), item("NO_CONTACT", { notificationId: "other" })];
    expect(problemsOf({ log })).toEqual(["is in the delivery log, but this run did not enqueue it"]);
  });

  test("copies of a reminder are duplicates, in any format", () => {
    const copy = { ...appointment, appointmentTime: "2027-03-01T19:30:00Z" };
    const input = runInput([appointment, copy, copy], [], CLINICS);
    const { summary, problems } = reconcile(input, results({ log: [item("NO_CONTACT")] }));
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ queued: 3, duplicates: 2, noContact: 1, unaccounted: 0 });
  });

  describe("messages that break the contract", () => {
    const broken = runInput(
      [],
      [
        { fault: "no JSON", body: "{" },
        { fault: "no JSON", body: "{" },
        { fault: "blank", body: " " },
      ],
      CLINICS,
    );
    const inDlq = (body: string, reason = "INVALID_JSON") => letter(reason, { bodyDigest: digestOf(body) });

    test("must be in the DLQ with their reasons; two copies there are no problem", () => {
      const deadLetters = [inDlq("{"), inDlq("{"), inDlq(" "), inDlq(" ")];
      const { summary, problems } = reconcile(broken, results({ deadLetters }));
      expect(problems).toEqual([]);
      expect(summary).toMatchObject({ queued: 3, rejected: 3, unaccounted: 0, inDeadLetterQueue: 4 });
    });

    test("are named if they are missing there, or have another reason", () => {
      const deadLetters = [inDlq("{"), inDlq(" ", "RECEIVE_LIMIT")];
      const { summary, problems } = reconcile(broken, results({ deadLetters }));
      expect(problems.map(({ of }) => of)).toEqual(["no JSON", "blank"]);
      expect(summary).toMatchObject({ rejected: 1, unaccounted: 2 });
    });
  });

  test("is printed as a table whose rows add up to what was queued", () => {
    const reconciliation = reconcile(one, results({ log: [item("SMS_SENT")], outbox: { sms: [sms] } }));
    const table = summaryTable(reconciliation, "1 from a.json", 12.4);
    expect(table).toMatch(/Queued +1 {2}1 from a\.json/);
    expect(table).toMatch(/By SMS +1 /m);
    expect(table).toMatch(/Accounted for +1 {2}all/);
    expect(table).not.toContain("UNACCOUNTED");
    expect(problemLines(reconciliation.problems)).toEqual([]);
  });

  test("lists the first problems by id and counts the others", () => {
    const many = Array.from({ length: 25 }, (_, index) => ({ of: `id-${index}`, problem: "has no outcome" }));
    const lines = problemLines(many);
    expect(lines[0]).toBe("Not everything is accounted for (25):");
    expect(lines).toContain("  id-0: has no outcome");
    expect(lines.at(-1)).toBe("  ... and 5 more: see --report");
  });

  test("lists requests that were refused for lack of a permission, and their callers", () => {
    const refusal = { role: "Role1", action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:0:work", times: 1200 };
    expect(refusalLines([])).toEqual([]);
    expect(refusalLines([{ ...refusal, functionName: "sms-dev" }, refusal]).slice(1)).toEqual([
      "  sms-dev: sqs:SendMessage on arn:aws:sqs:us-east-1:0:work (1,200)",
      "  Role1: sqs:SendMessage on arn:aws:sqs:us-east-1:0:work (1,200)",
    ]);
  });

  test("has a report without contact data", () => {
    const left = results({
      log: [item("SMS_SENT", { doctorName: "Zebulon", messageId: "m-1", smsParts: 2 })],
      outbox: { sms: [sms] },
    });
    const facts = { environment: "dev", startedAt: at, finishedAt: at, faults: "none" as const };
    const report = createReport(facts, one, left, reconcile(one, left), []);
    expect(report.notifications).toEqual([
      {
        notificationId: id,
        clinicId: "default",
        appointmentId: "appointment-1",
        patientId: "patient-1",
        appointmentTime: appointment.appointmentTime,
        status: "SMS_SENT",
        channel: null,
        reason: null,
        attempts: 1,
        messageId: "m-1",
        smsParts: 2,
        sendInDoubt: false,
        possibleDuplicate: false,
        history: [
          { at, status: "SMS_SENDING" },
          { at, status: "SMS_SENT" },
        ],
        historyGap: null,
      },
    ]);
    for (const secret of [PHONE, EMAIL, "Zebulon"]) expect(JSON.stringify(report)).not.toContain(secret);
  });
});
