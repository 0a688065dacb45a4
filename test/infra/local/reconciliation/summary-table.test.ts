import { summaryTable } from "../../../../infra/local/reconciliation/summary-table";
import { NO_ANSWERS } from "../../../support/data/results";

const summary = {
  queued: 9,
  deliveredBySms: 2,
  deliveredByEmail: 1,
  bySms: 1,
  byEmail: 0,
  undelivered: 0,
  noContact: 0,
  declined: 0,
  expired: 0,
  cancelled: 0,
  waiting: 0,
  failed: 3,
  duplicates: 0,
  rejected: 2,
  unaccounted: 0,
  inDeadLetterQueue: 5,
  cancelledInTime: 0,
  possibleDuplicate: 0,
  answers: NO_ANSWERS,
};

/** The remark about the DLQ, for messages with these reasons. */
function remark(reasons: readonly string[]): string | undefined {
  const reconciliation = { summary: { ...summary, inDeadLetterQueue: reasons.length }, problems: [] };
  const deadLetters = reasons.map((reason) => ({ reason }));
  return /In the DLQ +\d+ {2}(.*)/.exec(summaryTable(reconciliation, "9 from a.json", 1, deadLetters))?.[1];
}

const GIVEN_UP = ["EMAIL_REFUSED", "NO_USABLE_EMAIL", "INVALID_JSON", "CONTRACT_VIOLATION"];

test("what was delivered is one line with the channels, apart from what no carrier reported", () => {
  const table = summaryTable({ summary, problems: [] }, "9 from a.json", 1);
  expect(table).toMatch(/^ {2}Delivered +3 {2}2 by SMS, 1 by email$/m);
  expect(table).toMatch(/^ {2}By SMS +1 {2}/m);
  expect(table).toMatch(/^ {2}Undelivered +0 {2}/m);
});

test("what patients answered is a line that adds up, and says how many wait for staff; none without answers", () => {
  const parts = { confirmed: 1_200, cancelRequested: 20, rescheduleRequested: 3, optedOut: 4, unclear: 5, others: 6 };
  const answers = { ...NO_ANSWERS, answered: 1_238, ...parts, waiting: 8 };
  const table = summaryTable({ summary: { ...summary, queued: 2_000, answers }, problems: [] }, "2,000 from a.json", 1);
  const [, all = "", remark = ""] = /^ {2}Answered +([\d,]+) {2}(.*)$/m.exec(table) ?? [];
  const counts = [all, ...(remark.match(/[\d,]*\d/g) ?? [])].map((count) => Number(count.replaceAll(",", "")));
  expect(counts).toEqual([1_238, 1_200, 20, 3, 4, 5, 6]);
  expect(table).toMatch(/^ {2}For staff +8 {2}/m);
  expect(summaryTable({ summary, problems: [] }, "9 from a.json", 1)).not.toMatch(/Answered|For staff/);
});

test("messages in the DLQ all have a reason if SQS moved none", () => {
  expect(remark([...GIVEN_UP, "EMAIL_REFUSED"])).toBe("3 failed, 2 rejected, each with its reason");
});

test("messages that SQS moved to the DLQ are counted separately: they have no reason", () => {
  expect(remark([...GIVEN_UP, "RECEIVE_LIMIT"])).toBe("3 failed, 2 rejected; SQS moved 1, without a reason");
});

test("second copies in the DLQ are counted too", () => {
  expect(remark([...GIVEN_UP, "RECEIVE_LIMIT", "RECEIVE_LIMIT", "INVALID_JSON"])).toBe(
    "3 failed, 2 rejected, 2 of them twice; SQS moved 2, without a reason",
  );
});

test("the daily digest is a line, unless the settings have it off", () => {
  const table = (needingPerson?: number) =>
    summaryTable({ summary, problems: [] }, "9 from a.json", 1, [], needingPerson);
  expect(table(0)).toMatch(/^ {2}Need a person +0 {2}reminders and answers, in the daily digest/m);
  expect(table()).not.toContain("Need a person");
});
