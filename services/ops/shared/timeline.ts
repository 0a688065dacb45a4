/** Prints the timeline of a notification, in the clinic's time zone. */
import type { Channel, DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { CONFIGURATION_RECEIPT_CODES } from "../../../contracts/receipts/receipt-codes";
import type { ReplyStatus } from "../../../contracts/replies/meanings";
import { QUIET_HOURS } from "../../../contracts/tables/held-texts";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/tables/sending-stops";
import { FEED_FLOOD_CODE } from "../../../contracts/tables/sms-rate-limit";
import { PHONE_FLOOD_CODE } from "../../../contracts/tables/texted-phones";
import { STATES } from "../../domain/notification/states";
import { printable } from "../output/printable";
import { counted, textTable } from "../output/table";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { lastTransition, lineText } from "./history-text";
import { isReceiptCode, RECEIPT_TEXTS, whyUndelivered } from "./receipt-texts";
import { MEANING_TEXTS } from "./reply-texts";

/** The reason of a reminder that was not sent because the patient had answered an earlier one. */
const CANCEL_REQUESTED: ReplyStatus = "CANCEL_REQUESTED";

/**
 * The meaning of a state; a state of another version has none here.
 * @param code the reason for the state
 * @param channel of the message that was not delivered
 */
export function meaningOf(status: NotificationStatus, code?: string, channel?: Channel): string {
  const waits = status === "SMS_RETRYING" || status === "EMAIL_PENDING";
  if (waits && code === STOPPED_CODE) return "waiting because an operator stopped sending; checked every 5 minutes";
  if (waits && code === PHONE_FLOOD_CODE)
    return "waiting because its phone has had too many texts today; checked every 5 minutes";
  if (waits && code === FEED_FLOOD_CODE)
    return "waiting because far more texts than usual went out today; checked every 5 minutes";
  if (waits && code === UNREADABLE_CODE)
    return "waiting because the table of stops cannot be read; checked again within 15 minutes";
  if (status === "SMS_RETRYING" && code === QUIET_HOURS)
    return "waiting because the send window closed before its turn; decided again in a minute";
  if (status === "EXPIRED" && code === QUIET_HOURS) return "only hours of the night were left before the appointment";
  if (status === "CANCELLED" && code === CANCEL_REQUESTED) return "the patient had asked to cancel the appointment";
  if (status === "UNDELIVERED" && isReceiptCode(code)) {
    const what = channel ? `the ${channel === "SMS" ? "text" : "email"} was not delivered: ` : "";
    return `${what}${whyUndelivered(code, channel)}`;
  }
  return STATES[status]?.meaning ?? "a state of another version";
}

/**
 * @param timeZone of the clinic
 * @param columns of the terminal; undefined if the output is not a terminal
 */
export function timelineText(item: DeliveryLogItem, timeZone: string, columns?: number): string {
  const { history, smsParts } = item;
  const rows: string[][] = history.map((line, index) => [
    momentText(Date.parse(line.at), timeZone),
    line.channel ?? "",
    line.status,
    lineText(line, history[index - 1], smsParts),
  ]);
  const { after, lines } = item.historyGap ?? { after: 0, lines: 0 };
  if (lines > 0) rows.splice(after, 0, ["", "", "", `${counted(lines, "line")} omitted from a long history`]);
  const last = lastTransition(item);
  const head = [
    `${item.status}: ${item.droppedAt ? "an operator dropped it" : meaningOf(item.status, last?.code, last?.channel)}`,
    ...remedyText(item),
    ...waitText(item, timeZone),
    ...replyText(item, timeZone),
    ...doubts(item),
    ...duplicatesText(item, timeZone),
  ].map((line) => hanging(line, columns));
  return [...head, "", textTable(["when", "channel", "state", "reason or carrier's id"], rows, columns)].join("\n");
}

/** What to do about a text or an email that was not delivered, or that its recipient marked as spam. */
function remedyText({ status, reason, history }: DeliveryLogItem): string[] {
  const isOpen = status === "UNDELIVERED" || CONFIGURATION_RECEIPT_CODES.some((code) => code === reason);
  const isComplaint = history.some(({ code }) => code === "COMPLAINT");
  const code = isOpen && isReceiptCode(reason) ? reason : isComplaint ? "COMPLAINT" : undefined;
  return code ? [`What to do: ${RECEIPT_TEXTS[code].remedy}`] : [];
}

function waitText({ status, waitingUntil }: DeliveryLogItem, timeZone: string): string[] {
  if (status !== "SMS_WAITING" || !waitingUntil) return [];
  return [`The window opens at ${momentText(Date.parse(waitingUntil), timeZone)}; the text goes out minutes later.`];
}

function replyText({ reply, repliedAt = "" }: DeliveryLogItem, timeZone: string): string[] {
  if (!reply) return [];
  return [`Answered: ${MEANING_TEXTS[reply]} (${reply}), ${momentText(Date.parse(repliedAt), timeZone)}.`];
}

function duplicatesText({ duplicates, lastDuplicateAt = "" }: DeliveryLogItem, timeZone: string): string[] {
  if (!duplicates) return [];
  const last = momentText(Date.parse(lastDuplicateAt), timeZone);
  return [`Duplicates, for which nothing was sent: ${duplicates.toLocaleString("en-US")}, last ${last}.`];
}

const SENT: readonly NotificationStatus[] = ["SMS_SENT", "SMS_DELIVERED", "EMAIL_SENT", "EMAIL_DELIVERED"];

/** Uncertainties about sends. */
function doubts({ sendInDoubt, possibleDuplicate, status }: DeliveryLogItem): string[] {
  if (possibleDuplicate)
    return ["The carrier's response was lost and the reminder was sent again: the patient may have got it twice."];
  return sendInDoubt && !SENT.includes(status)
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
