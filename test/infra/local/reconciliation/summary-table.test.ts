import { summaryTable } from "../../../../infra/local/reconciliation/summary-table";

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
