import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { WAITING } from "../../../../contracts/tables/replies-table";
import { digestProblems, needingPerson, type RunDigest } from "../../../../infra/local/reconciliation/reconcile-digest";
import type { Results } from "../../../../infra/local/reconciliation/results";
import { NO_RESULTS } from "../../../support/data/results";

const DLQ = "healthcare-appointments-dlq-dev";
const count = (counted: number) => ({ count: counted, earlier: 0 });
const DIGEST: RunDigest = {
  published: true,
  subjects: ["Reminders dev: 3 not reminded"],
  since: "2026-11-30T12:00:00Z",
  totals: { noContact: count(1), failed: count(1), undelivered: count(1), possiblyTwice: count(1) },
  answers: { count: 1 },
  deadLetters: [{ queue: DLQ, messages: 1 }],
  clinics: 1,
};
const item = (changes: Partial<DeliveryLogItem>) => changes as DeliveryLogItem;
const RESULTS: Results = {
  ...NO_RESULTS,
  log: [
    item({ status: "NO_CONTACT" }),
    item({ status: "ALL_FAILED" }),
    item({ status: "ALL_FAILED", droppedAt: "2026-11-30T12:00:00Z" }),
    item({ status: "UNDELIVERED", possibleDuplicate: true }),
    item({ status: "SMS_DELIVERED", possibleDuplicate: true }),
    item({ status: "EXPIRED", possibleDuplicate: true }),
    item({ status: "SMS_SENT" }),
  ],
  replies: [{ waiting: WAITING }, {}] as unknown as Results["replies"],
  deadLetters: [{ reason: "INVALID_JSON", bodyDigest: "one" }],
};

test("a digest that has what the log, the answers and the DLQ have is right", () => {
  expect(digestProblems(DIGEST, RESULTS, DLQ)).toEqual([]);
  expect(needingPerson(DIGEST)).toBe(5);
});

test("each number that differs is a problem", () => {
  const wrong: RunDigest = {
    ...DIGEST,
    totals: { noContact: count(0), failed: count(2), undelivered: count(0), possiblyTwice: count(2) },
    answers: { count: 0 },
    deadLetters: [],
  };
  expect(digestProblems(wrong, RESULTS, DLQ).map(({ problem }) => problem)).toEqual([
    "has 0 noContact, not 1",
    "has 2 failed, not 1",
    "has 0 undelivered, not 1",
    "has 2 possiblyTwice, not 1",
    "has 0 answers, not 1",
    "has 0 messages in the DLQ, not 1",
  ]);
});

test("a digest that says it was published, and did not reach the topic, is a problem, as is the reverse", () => {
  const problem = [{ of: "the digest", problem: "does not say whether it reached the topic of the alarms" }];
  expect(digestProblems({ ...DIGEST, subjects: [] }, RESULTS, DLQ)).toEqual(problem);
  expect(digestProblems({ ...DIGEST, published: false }, RESULTS, DLQ)).toEqual(problem);
});
