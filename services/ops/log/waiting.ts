/** Until when the texts of a day's notifications wait for their send window. */
import type { DayEntry } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import type { LogReader } from "../aws/dynamo-log-reader";
import { counted } from "../output/table";
import { momentText } from "../output/time-text";

/** ISO 8601, UTC, by notification. */
export type WaitingUntil = ReadonlyMap<string, string>;

/** The index by day does not have the time, so the items of what waits are read: a call for each hundred. */
export async function readWaiting(entries: readonly DayEntry[], log: LogReader): Promise<WaitingUntil> {
  const waiting = entries.filter(({ status }) => status === "SMS_WAITING");
  const items = waiting.length === 0 ? [] : await log.items(waiting);
  return new Map(
    items.flatMap(({ status, notificationId, waitingUntil }) =>
      status === "SMS_WAITING" && waitingUntil ? [[notificationId, waitingUntil] as const] : [],
    ),
  );
}

/** The number of texts that wait until each moment, earliest first. */
export function countByMoment(waiting: WaitingUntil): { readonly until: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const until of waiting.values()) counts.set(until, (counts.get(until) ?? 0) + 1);
  return [...counts]
    .map(([until, count]) => ({ until, count }))
    .sort((one, other) => one.until.localeCompare(other.until));
}

/** One line; undefined if nothing waits. */
export function waitingText(waiting: WaitingUntil, timeZone: string): string | undefined {
  if (waiting.size === 0) return undefined;
  const moments = countByMoment(waiting).map(
    ({ until, count }) => `${counted(count, "text")} until ${momentText(Date.parse(until), timeZone)}`,
  );
  return `Waiting for a send window: ${moments.join("; ")}.`;
}
