/** The figures of a month with reminders in every state, made without a log. */
import { CHANNELS, STATUSES } from "../../../contracts/delivery-log";
import { REPLIES } from "../../../contracts/replies/meanings";
import type { CountedEntry } from "../../../services/ops/aws/dynamo-day-index";
import { type KnownDays, knownDays } from "../../../services/ops/report/figures/month";
import { LIST_PRICES } from "../../../services/ops/report/figures/month-costs";
import { type MonthFigures, monthFigures } from "../../../services/ops/report/figures/month-figures";
import { MonthTally } from "../../../services/ops/report/figures/month-tally";

const ASKED = { now: Date.parse("2027-04-02T16:00:00Z"), timeZone: "America/New_York", retentionDays: 90 };

/** Entries in every state, with every channel and answer, of a few clinics, in no regular numbers. */
export function entriesOf(day: number): CountedEntry[] {
  return Array.from({ length: (day * 37) % 53 }, (_, index) => {
    const status = STATUSES[(day * 7 + index) % STATUSES.length] ?? "SMS_SENT";
    const channel = CHANNELS[(index * 3) % 4];
    const reply = REPLIES[(index * 5 + day) % 11];
    return {
      status,
      clinicId: `clinic-${index % 5}`,
      ...(channel && { channel }),
      ...(reply && { reply }),
      ...(index % 3 === 0 && { reason: ["UNREACHABLE", "NO_MAILBOX", "Throttling"][index % 2] }),
      ...(status.startsWith("SMS_") && index % 4 > 0 && { smsParts: 1 + (index % 3) }),
      ...(index % 17 === 0 && { possibleDuplicate: true }),
    };
  });
}

/** @param more entries of the first day */
export function marchFigures(more: readonly CountedEntry[] = [], changes: Partial<MonthFigures> = {}): MonthFigures {
  const [known, former] = [knownDays("2027-03", ASKED), knownDays("2027-02", ASKED)];
  const tally = tallyOf(known);
  for (const entry of more) tally.add("2027-03-01", entry);
  const circumstances = { environment: "test", ...ASKED, textReceipts: "index", known } as const;
  const before = { known: former, tally: tallyOf(former) };
  return { ...monthFigures(circumstances, tally, before, LIST_PRICES), ...changes };
}

function tallyOf({ begun }: KnownDays): MonthTally {
  const tally = new MonthTally(begun);
  for (const [index, day] of begun.entries())
    for (const entry of entriesOf(index + begun.length)) tally.add(day, entry);
  return tally;
}
