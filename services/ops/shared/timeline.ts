/** Prints the timeline of a notification, in the clinic's time zone. */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { QUIET_HOURS } from "../../../contracts/tables/held-texts";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/tables/sending-stops";
import { STATES } from "../../domain/notification/states";
import { printable } from "../output/printable";
import { counted, textTable } from "../output/table";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";

/**
 * The meaning of a state; a state of another version has none here.
 * @param code the reason for the state
 */
export function meaningOf(status: NotificationStatus, code?: string): string {
  const waits = status === "SMS_RETRYING" || status === "EMAIL_PENDING";
  if (waits && code === STOPPED_CODE) return "waiting because an operator stopped sending; checked every 5 minutes";
  if (waits && code === UNREADABLE_CODE)
    return "waiting because the table of stops cannot be read; checked again within 15 minutes";
  if (status === "SMS_RETRYING" && code === QUIET_HOURS)
    return "waiting because the send window closed before its turn; decided again in a minute";
  if (status === "EXPIRED" && code === QUIET_HOURS) return "only hours of the night were left before the appointment";
  return STATES[status]?.meaning ?? "a state of another version";
}

/**
 * @param timeZone of the clinic
 * @param columns of the terminal; undefined if the output is not a terminal
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
  if (lines > 0) rows.splice(after, 0, ["", "", "", `${counted(lines, "line")} omitted from a long history`]);
  const head = [
    `${item.status}: ${item.droppedAt ? "an operator dropped it" : meaningOf(item.status, item.history.at(-1)?.code)}`,
    ...waitText(item, timeZone),
    ...doubts(item),
    ...duplicatesText(item, timeZone),
  ].map((line) => hanging(line, columns));
  return [...head, "", textTable(["when", "channel", "state", "reason or carrier's id"], rows, columns)].join("\n");
}

/** The parts of the sent text, by which it is charged. */
function partsText(status: NotificationStatus, parts?: number): string | undefined {
  return status === "SMS_SENT" && parts ? counted(parts, "part") : undefined;
}

function waitText({ status, waitingUntil }: DeliveryLogItem, timeZone: string): string[] {
  if (status !== "SMS_WAITING" || !waitingUntil) return [];
  return [`The window opens at ${momentText(Date.parse(waitingUntil), timeZone)}; the text goes out minutes later.`];
}

function duplicatesText({ duplicates, lastDuplicateAt = "" }: DeliveryLogItem, timeZone: string): string[] {
  if (!duplicates) return [];
  const last = momentText(Date.parse(lastDuplicateAt), timeZone);
  return [`Duplicates, for which nothing was sent: ${duplicates.toLocaleString("en-US")}, last ${last}.`];
}

/** Uncertainties about sends. */
function doubts({ sendInDoubt, possibleDuplicate, status }: DeliveryLogItem): string[] {
  if (possibleDuplicate)
    return ["The carrier's response was lost and the reminder was sent again: the patient may have got it twice."];
  const isSent = status === "SMS_SENT" || status === "EMAIL_SENT";
  return sendInDoubt && !isSent
    ? ["The carrier's response was lost: the patient may have received the reminder nevertheless."]
    : [];
}

/**
 * Labels and values, one pair on each line, wrapped in a narrow terminal.
 * @param columns of the terminal; undefined if the output is not a terminal
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
