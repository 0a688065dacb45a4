/** An item keeps the beginning and the end of its history, and says how much lies between. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { HistoryBounds } from "../../../services/domain/notification/bounded-history";

/** Short, so that lines are left out in many runs. */
export const SIMULATED_BOUNDS: HistoryBounds = { first: 2, last: 3 };

/** Writes in a row that cannot know the item, and so leave nothing out: to hand over, to claim, and to end. */
const UNKNOWING = 3;

/**
 * @param item as it is stored
 * @param whole all lines that were ever written
 * @param transitions how many of them are of transitions: noted receipts leave no lines out
 */
export function checkHistory(
  item: DeliveryLogItem,
  whole: DeliveryLogItem["history"],
  transitions: number,
  problem: (text: string) => void,
): void {
  const { history, historyGap = { after: history.length, lines: 0 } } = item;
  const { first, last } = SIMULATED_BOUNDS;
  const expected = whole.toSpliced(historyGap.after, historyGap.lines);
  if (JSON.stringify(expected) !== JSON.stringify(history)) problem("has other lines in its history than were written");
  const notes = whole.length - transitions;
  if (history.length > first + last + UNKNOWING + notes) problem(`keeps ${history.length} lines of its history`);
  const kept = historyGap.lines === 0 || (historyGap.after >= first && history.length >= first + last);
  if (!kept) problem("lost the beginning or the end of its history");
}
