/** What receipts change, and what they do not: each line of a history follows from what a carrier has reported. */
import {
  type DeliveryLogItem,
  type HistoryLine,
  isOutcome,
  type NotificationStatus,
} from "../../../contracts/delivery-log";
import { isMessageOf, type Patient } from "../people/patients";
import { type Said, saysDelivered } from "../receipts/fates";
import { type CarrierReport, MAX_RECEIPT_RECEIVES, type SimulatedReceipts } from "../receipts/simulated-receipts";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";
import { isReceiptLine } from "./receipt-line";

/** ms by which clocks may differ. */
const TOLERANCE = 6_000;

type Problem = (text: string) => void;

/** Outcomes that nothing changes any more. */
const FINAL: readonly NotificationStatus[] = ["SMS_DELIVERED", "DECLINED", "EXPIRED", "CANCELLED", "SUPERSEDED"];
/** Outcomes that only a receipt may change. */
const ACCEPTED: readonly NotificationStatus[] = ["SMS_SENT", "EMAIL_SENT", "EMAIL_DELIVERED"];
/** Outcomes that do not say that the patient was reached. */
const NOT_DELIVERED: readonly NotificationStatus[] = [
  "SMS_SENT",
  "EMAIL_SENT",
  "UNDELIVERED",
  "ALL_FAILED",
  "NO_CONTACT",
];

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
    if (!before || !mayFollow(line, before)) problem(`is ${line.status} by a receipt after ${before?.status}`);
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

/** Whether a receipt may change this state into that. */
function mayFollow(line: HistoryLine, before: HistoryLine): boolean {
  const isLast = line.messageId === before.messageId;
  switch (line.status) {
    case "SMS_DELIVERED":
    case "EMAIL_DELIVERED":
      return ![...FINAL, "EMAIL_DELIVERED"].includes(before.status);
    case "EMAIL_PENDING":
      return before.status === "SMS_SENT" && isLast;
    case "UNDELIVERED":
      return ACCEPTED.includes(before.status) && isLast;
    default:
      return false;
  }
}

/** What an email could be made of is kept only while an email may be made of it. */
export function checkKept({ status, fallbackMessage }: DeliveryLogItem, problem: Problem): void {
  const isEnded = isOutcome(status) && status !== "SMS_SENT";
  if (isEnded && fallbackMessage !== undefined) problem(`is ${status}, and still has what an email is made of`);
}

/**
 * A notification ends as the carriers have reported, once every receipt was processed.
 *
 * It is guaranteed for each email and, where receipts name their notification, for each text; where they are found by
 * their message id, for the text that was accepted last. It is not guaranteed for a receipt that SQS delivered so often at
 * once that it was given up before its text was in the index.
 */
export function checkReported({ item, patient, sendings }: PatientCase, world: World, problem: Problem): void {
  const { receipts } = world;
  if (!item || !receipts || item.droppedAt) return;
  const { history, status } = item;
  const reports = sendings.flatMap(({ messageId }) => receipts.of(messageId)).filter(isOf(item));
  const isBounced = ({ messageId }: CarrierReport) =>
    reports.some((report) => report.messageId === messageId && report.said === "bounced");
  const isDelivered = (report: CarrierReport) => saysDelivered(report.said) && !isBounced(report);
  // 1. What was delivered does not end as undelivered, nor only as sent.
  const known = reports.filter((report) => isFound(report, item, receipts));
  const delivered = known.find(isDelivered);
  if (delivered && NOT_DELIVERED.includes(status)) problem(`is ${status}, and ${delivered.messageId} was delivered`);
  if (status === "EMAIL_DELIVERED" && !reports.some(isDelivered) && hasKeptBounce(item, world))
    problem("is EMAIL_DELIVERED, and its email has bounced");
  // 2. What was not delivered does not end as sent.
  const last = history.findLast(({ status: each }) => each === "SMS_SENT" || each === "EMAIL_SENT");
  const failure = known.find(({ messageId, said }) => messageId === last?.messageId && !saysDelivered(said));
  if (!last || !failure || reports.some(({ said }) => saysDelivered(said))) return;
  // What was not delivered is no failure of the pipeline.
  const isDead = world.deadLetters.messages.some(({ body }) => isMessageOf(patient, body));
  const hasFailed = history.some((line) => line.status === "ALL_FAILED");
  if (world.choices.faults.length === 0 && status === "UNDELIVERED" && isDead && !hasFailed)
    problem("was not delivered, and is in the DLQ");
  if (status === last.status) problem(`is ${status}, and its carrier reported: ${failure.said}`);
  else if (last.status === "SMS_SENT") checkAfterText(history.slice(history.indexOf(last)), patient, receipts, problem);
}

/** Whether the history still has a bounce of the email that is said to have been delivered. */
function hasKeptBounce({ history, notificationId }: DeliveryLogItem, { log }: World): boolean {
  const { messageId } = history.at(-1) ?? {};
  const stored = log.items.find((item) => item.notificationId === notificationId);
  return stored?.history.some((line) => line.messageId === messageId && line.code === "NO_MAILBOX") ?? false;
}

/** An email follows a text that was not delivered where one can; otherwise nothing does. */
function checkAfterText(
  [text, after, ...rest]: readonly HistoryLine[],
  { key }: Patient,
  { emailLeft }: SimulatedReceipts,
  problem: Problem,
): void {
  const email = emailLeft.get(text?.messageId ?? "");
  const isAhead = after !== undefined && Date.parse(after.at) < key.timestamp - TOLERANCE;
  if (email === "untried" && isAhead && after.status !== "EMAIL_PENDING")
    problem(`is ${after.status} after a text that was not delivered, although an email could follow`);
  if (email === "none" && after?.status !== "UNDELIVERED")
    problem(`is ${after?.status} after a text that was not delivered, and no email could follow`);
  const isTried = rest.some(({ status }) => status === "EMAIL_SENDING" || FINAL.includes(status));
  if (after?.status === "EMAIL_PENDING" && !isTried) problem("was not delivered by text, and no email followed");
}

function isOf({ notificationId }: DeliveryLogItem): (report: CarrierReport) => boolean {
  return (report) => report.notificationId === notificationId;
}

/** Whether the pipeline can find the notification of a receipt. */
function isFound({ channel, messageId }: CarrierReport, item: DeliveryLogItem, receipts: SimulatedReceipts): boolean {
  if (channel === "EMAIL" || receipts.manner === "context") return true;
  return item.smsMessageId === messageId && !receipts.givenUp.has(messageId);
}

/** No receipt is left over, given up without need, or in the wrong DLQ. */
export function checkReceiptQueues({ receipts, choices, deadLetters, log }: World, problem: Problem): void {
  if (!receipts) return;
  const { queue, deadLetters: ownDeadLetters, invalid, givenUp } = receipts;
  if (queue.messages.length > 0) problem(`${queue.messages.length} receipts are left in their queue`);
  if (queue.maxReceives > MAX_RECEIPT_RECEIVES) problem("a receipt was received too often");
  const reasons = ownDeadLetters.messages.map(({ attributes, moved }) =>
    moved ? "moved" : attributes.DeadLetterReason,
  );
  if (reasons.includes(undefined)) problem("a receipt is in the DLQ without a reason");
  if (reasons.filter((reason) => reason === "CONTRACT_VIOLATION").length < invalid)
    problem("a message that is no receipt is not in the DLQ of the receipts");
  const wrong = deadLetters.messages.filter(({ body }) => !body.includes('"patientId"'));
  if (wrong.length > 0) problem("a receipt is in the DLQ of the reminders");
  const lasts = new Set(log.items.map(({ smsMessageId }) => smsMessageId));
  const isRepeated = choices.faults.some(({ kind, where }) => kind === "delivered twice" && where === queue.name);
  if (!isRepeated && [...givenUp].some((messageId) => lasts.has(messageId)))
    problem("a receipt was given up, and its text is in the log");
}
