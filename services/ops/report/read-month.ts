/** Reads a month from the log's index by day, without a scan. */
import { dayPartsOf } from "../../../contracts/tables/day-parts";
import { withBoundedConcurrency } from "../../domain/concurrency/bounded-concurrency";
import type { LogReader } from "../aws/dynamo-log-reader";
import { interrupted } from "../output/status";
import type { Terminal } from "../output/terminal";
import { type ClinicFilter, isOfClinic } from "../shared/clinic-filter";
import { MonthTally } from "./figures/month-tally";

/**
 * Parts of days that are read at the same time, each by pages of at most 1 MB, which take 128 read units. Each part is in a
 * partition of its own, which gives 3,000 read units a second ("Best practices for designing and using partition keys
 * effectively", DynamoDB Developer Guide). One processor decodes some 40 pages a second, of all parts together.
 */
const AT_ONCE = 8;

/** What is read, and how far it has come. */
export interface MonthRead extends ClinicFilter {
  readonly log: LogReader;
  readonly terminal: Pick<Terminal, "interrupted">;
  /** Called after each page with the number of its notifications, and after each part of a day. */
  readonly onPage: (notifications: number) => void;
  readonly onPart: () => void;
}

/**
 * Counts the notifications of some days: a query for each of a day's sixteen parts, and one more for each further 1 MB.
 * @param days YYYY-MM-DD
 * @throws CommandError if Ctrl-C interrupted it; the SDK's errors
 */
export async function countDays(days: readonly string[], { log, terminal, ...read }: MonthRead): Promise<MonthTally> {
  const tally = new MonthTally(days);
  const parts = days.flatMap((day) => dayPartsOf(day).map((part) => ({ day, part })));
  await withBoundedConcurrency(parts, AT_ONCE, async ({ day, part }) => {
    if (terminal.interrupted.aborted) throw interrupted("Nothing was written. Run the command again.");
    for await (const page of log.countedInPart(part)) {
      if (terminal.interrupted.aborted) break;
      for (const entry of page) if (isOfClinic(entry, read)) tally.add(day, entry);
      read.onPage(page.length);
    }
    read.onPart();
  });
  if (terminal.interrupted.aborted) throw interrupted("Nothing was written. Run the command again.");
  return tally;
}
