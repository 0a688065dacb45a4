import { STATUSES } from "../../../../contracts/delivery-log";
import type { CountedEntry } from "../../../../services/ops/aws/dynamo-day-index";
import { MonthTally, THE_REST } from "../../../../services/ops/report/figures/month-tally";
import { groupOf } from "../../../../services/ops/report/figures/outcome-groups";

const DAY = "2027-03-01";
function tallied(...entries: readonly CountedEntry[]): MonthTally {
  const tally = new MonthTally([DAY]);
  for (const entry of entries) tally.add(DAY, entry);
  return tally;
}

test("every state is in a group, and a state of another version counts among the others", () => {
  const { outcomes, reminders } = tallied(...STATUSES.map((status) => ({ status }))).total;
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(reminders);
  expect(groupOf("PIGEON_SENT" as never)).toBe("others");
});

test("a text whose parts are not in the log counts as one part, and is reported", () => {
  const { parts, textsOfUnknownParts } = tallied(
    { status: "SMS_SENT", channel: "SMS" },
    { status: "SMS_DELIVERED", channel: "SMS", smsParts: 3 },
    { status: "UNDELIVERED", channel: "SMS" },
    { status: "EMAIL_SENT", channel: "EMAIL" },
    { status: "SMS_RETRYING", channel: "SMS" },
  ).total;
  expect([parts, textsOfUnknownParts]).toEqual([5, 2]);
});

test("an email counts once a carrier has accepted it, also if it was not delivered", () => {
  const { emails } = tallied(
    { status: "EMAIL_SENT", channel: "EMAIL" },
    { status: "EMAIL_DELIVERED", channel: "EMAIL" },
    { status: "UNDELIVERED", channel: "EMAIL" },
    { status: "UNDELIVERED", channel: "SMS" },
    { status: "ALL_FAILED", channel: "EMAIL" },
    { status: "EMAIL_PENDING", channel: "EMAIL" },
  ).total;
  expect(emails).toBe(3);
});

test("an item of a version without clinics belongs to the only clinic", () => {
  expect([...tallied({ status: "SMS_SENT" }).byClinic.keys()]).toEqual(["default"]);
});

test("however many clinics and reasons there are, memory is bounded and nothing is lost", () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    status: "UNDELIVERED" as const,
    clinicId: `clinic-${index}`,
    reason: `REASON_${index}`,
  }));
  const emails = many.map((one) => ({ ...one, status: "EMAIL_SENT" as const }));
  const { byClinic, notReached, inPlaceOfTexts } = tallied(...many, ...emails);
  for (const counts of [byClinic, notReached, inPlaceOfTexts])
    expect([counts.size, counts.has(THE_REST)]).toEqual([2_001, true]);
  const sum = (counts: Iterable<number>) => [...counts].reduce((all, one) => all + one, 0);
  expect(sum([...byClinic.values()].map(({ reminders }) => reminders))).toBe(10_000);
  expect(sum([...notReached.values()].map(({ count }) => count))).toBe(5_000);
  expect(sum(inPlaceOfTexts.values())).toBe(5_000);
});
