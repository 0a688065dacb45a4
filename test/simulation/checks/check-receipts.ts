/** What receipts change, and what they do not: each line of a history follows from what a carrier has reported. */
import type { DeliveryLogItem, HistoryLine, NotificationStatus } from "../../../contracts/delivery-log";
import type { Patient } from "../people/patients";
import { type Said, saysDelivered } from "../receipts/fates";
import type { CarrierReport } from "../receipts/simulated-receipts";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";
import { isReceiptLine } from "./receipt-line";

/** ms by which clocks may differ. */
const TOLERANCE = 6_000;

type Problem = (text: string) => void;

/** Outcomes that nothing changes any more. */
export const FINAL: readonly NotificationStatus[] = ["SMS_DELIVERED", "DECLINED", "EXPIRED", "CANCELLED", "SUPERSEDED"];
/** Outcomes that only a receipt may change. */
const ACCEPTED: readonly NotificationStatus[] = ["SMS_SENT", "EMAIL_SENT", "EMAIL_DELIVERED"];
/**
 * Each line that was written for a receipt is what a carrier had reported of that very message, and was possible from the
 * state before. Only another contact follows what was not delivered.
 * @param item with the lines of all its transitions
 */
export function checkReceiptLines(
  item: DeliveryLogItem,
  { patient }: PatientCase,
  world: World,
  problem: Problem,
): void {
  const { history, notificationId, timestamp } = item;
  history.forEach((line, index) => {
    const before = history[index - 1];
    if (!isReceiptLine(line)) {
      const isAgain = before?.status === "UNDELIVERED" && line.status !== "DECLINED" && line.status !== "ALL_FAILED";
      if (isAgain && contactsOf(patient).size < 2) problem(`is ${line.status} after UNDELIVERED, by the same contact`);
      return;
    }
    const at = Date.parse(line.at);
    const reports = (world.receipts?.of(line.messageId) ?? []).filter((report) => report.at <= at + TOLERANCE);
    if (reports.some((report) => report.notificationId !== notificationId))
      problem(`has the receipt of another's ${line.messageId}`);
    if (!reports.some(({ said, channel }) => isTrue(line.status, said, channel)))
      problem(`is ${line.status} by ${line.messageId}, of which no carrier had reported that`);
    const hasBounced = (world.receipts?.of(before?.messageId) ?? []).some(
      (report) => report.said === "bounced" && report.at <= at + TOLERANCE,
    );
    if (!before || !mayFollow(line, before, hasBounced))
      problem(`is ${line.status} by a receipt after ${before?.status}`);
    if (line.status === "EMAIL_PENDING" && at > timestamp + TOLERANCE)
      problem("was handed over to the email by a receipt after its appointment");
  });
}

/** The contacts of all messages of a patient's notification. */
function contactsOf({ appointment, messages, correction, change }: Patient): ReadonlySet<string> {
  const all = [appointment, ...messages.map((message) => message.appointment), ...(correction ? [correction] : [])];
  // Who wants emails only has no phone that counts.
  const contacts = all.map(({ phoneNumber, email, contactPreference }) =>
    JSON.stringify([phoneNumber, email, contactPreference === "email"]),
  );
  return new Set([...contacts, ...(change?.corrected ?? [])]);
}

function isTrue(status: NotificationStatus, said: Said, channel: CarrierReport["channel"]): boolean {
  if (status === "SMS_DELIVERED") return channel === "SMS" && said === "delivered";
  if (status === "EMAIL_DELIVERED") return channel === "EMAIL" && saysDelivered(said);
  if (status === "EMAIL_PENDING") return said === "failed";
  return status === "UNDELIVERED" && !saysDelivered(said);
}

/**
 * Whether a receipt may change this state into that.
 * @param hasBounced the message of the state before has come back: then the bounce of another email may be the last word
 */
function mayFollow(line: HistoryLine, before: HistoryLine, hasBounced: boolean): boolean {
  const isLast = line.messageId === before.messageId;
  switch (line.status) {
    case "SMS_DELIVERED":
    case "EMAIL_DELIVERED":
      return ![...FINAL, "EMAIL_DELIVERED"].includes(before.status);
    case "EMAIL_PENDING":
      return before.status === "SMS_SENT" && isLast;
    case "UNDELIVERED":
      return ACCEPTED.includes(before.status) && (isLast || (before.status === "EMAIL_DELIVERED" && hasBounced));
    default:
      return false;
  }
}
