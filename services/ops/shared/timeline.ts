/** What became of a notification, as a person at the clinic reads it. */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/sending-stops";
import { STATES } from "../../domain/notification/states";
import { printable } from "../output/printable";
import { counted, textTable } from "../output/table";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";

/**
 * What a state means; one that only another version knows has none here.
 * @param code why the notification is in it
 */
export function meaningOf(status: NotificationStatus, code?: string): string {
  const waits = status === "SMS_RETRYING" || status === "EMAIL_PENDING";
  if (waits && code === STOPPED_CODE)
    return "it waits because an operator stopped sending, and is looked at again every 5 minutes";
  if (waits && code === UNREADABLE_CODE)
    return "it waits because it cannot be read whether an operator stopped sending, and is looked at again within 15 minutes";
  return STATES[status]?.meaning ?? "known to another version only";
}

/**
 * @param timeZone of the clinic
 * @param columns of the terminal; undefined where it has none
 */
export function timelineText(item: DeliveryLogItem, timeZone: string, columns?: number): string {
  const rows: string[][] = item.history.map(({ at, status, channel, code, messageId, note }) => [
    momentText(Date.parse(at), timeZone),
    channel ?? "",
    status,
    [
      code !== status && code,
      note && `"${note}"`,
      messageId && `accepted as ${messageId}`,
      partsText(status, item.smsParts),
    ]
      .filter(Boolean)
      .join(", "),
  ]);
  const { after, lines } = item.historyGap ?? { after: 0, lines: 0 };
  if (lines > 0) rows.splice(after, 0, ["", "", "", `${counted(lines, "line")} left out of a long history`]);
  const head = [
    `${item.status}: ${item.droppedAt ? "an operator dropped it" : meaningOf(item.status, item.history.at(-1)?.code)}`,
    ...doubts(item),
    ...duplicatesText(item, timeZone),
  ].map((line) => hanging(line, columns));
  return [...head, "", textTable(["when", "channel", "state", "why, or the carrier's id"], rows, columns)].join("\n");
}

/** A text is charged by the part; the item tells those of the one that was sent. */
function partsText(status: NotificationStatus, parts?: number): string | undefined {
  return status === "SMS_SENT" && parts ? counted(parts, "part") : undefined;
}

function duplicatesText({ duplicates, lastDuplicateAt = "" }: DeliveryLogItem, timeZone: string): string[] {
  if (!duplicates) return [];
  const last = momentText(Date.parse(lastDuplicateAt), timeZone);
  return [`Queued again after it had ended, and nothing was sent: ${counted(duplicates, "time")}, last ${last}.`];
}

/** What the log cannot know for sure. */
function doubts({ sendInDoubt, possibleDuplicate, status }: DeliveryLogItem): string[] {
  if (possibleDuplicate)
    return ["The carrier's response was lost and the reminder was sent again: the patient may have got it twice."];
  const told = status === "SMS_SENT" || status === "EMAIL_SENT";
  return sendInDoubt && !told
    ? ["The carrier's response was lost: the patient may have got the reminder all the same."]
    : [];
}

/**
 * A label and what it labels, a line each, or more where the terminal is narrow.
 * @param columns of the terminal; undefined where it has none
 */
export function labelled(
  rows: readonly (readonly [label: string, value: string | undefined])[],
  columns?: number,
): string {
  const present = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  const width = Math.max(...present.map(([label]) => label.length));
  return present
    .map(([label, value]) => hanging(`${label.padEnd(width)}  ${printable(value)}`, columns, width + 2))
    .join("\n");
}
