/** A history keeps its first and its last lines, so that an item that is tried for days does not grow without end. */
import type { DeliveryLogItem, HistoryGap, HistoryLine } from "../../../contracts/delivery-log";

/** How many lines are kept of a long history. */
export interface HistoryBounds {
  readonly first: number;
  readonly last: number;
}

/** The longest history without a wait has some 20 lines: three attempts by SMS, five by email, a redrive. */
export const HISTORY_BOUNDS: HistoryBounds = { first: 10, last: 30 };

type LongHistory = Pick<DeliveryLogItem, "history" | "historyGap">;

/** How many lines of a history must be left out to add one; 0 or less if none. */
export function tooMany({ history, historyGap }: LongHistory, { first, last } = HISTORY_BOUNDS): number {
  // Another version may have kept another number of first lines.
  return history.length + 1 - (historyGap?.after ?? first) - last;
}

/**
 * The history with one more line, cut to its bounds.
 * @returns undefined if no line is left out
 */
export function shortenedHistory(
  item: LongHistory,
  line: HistoryLine,
  bounds = HISTORY_BOUNDS,
): { readonly history: readonly HistoryLine[]; readonly historyGap: HistoryGap } | undefined {
  const { history, historyGap } = item;
  const after = historyGap?.after ?? bounds.first;
  const leftOut = tooMany(item, bounds);
  if (leftOut <= 0) return undefined;
  return {
    history: [...history.slice(0, after), ...history.slice(after + leftOut), line],
    historyGap: { after, lines: (historyGap?.lines ?? 0) + leftOut },
  };
}
