/** What receipts leave in the end: the log agrees with what the carriers have reported. */
import {
  type DeliveryLogItem,
  type HistoryLine,
  isOutcome,
  type NotificationStatus,
} from "../../../contracts/delivery-log";
import { isMessageOf, type Patient } from "../people/patients";
import { saysDelivered } from "../receipts/fates";
import { type CarrierReport, MAX_RECEIPT_RECEIVES, type SimulatedReceipts } from "../receipts/simulated-receipts";
import type { World } from "../services/world";
import { FINAL } from "./check-receipts";
import type { PatientCase } from "./check-sends";
import { isReceiptLine } from "./receipt-line";

/** ms by which clocks may differ. */
const TOLERANCE = 6_000;

type Problem = (text: string) => void;

/** Outcomes that do not say that the patient was reached. */
const NOT_DELIVERED: readonly NotificationStatus[] = [
  "SMS_SENT",
  "EMAIL_SENT",
  "UNDELIVERED",
  "ALL_FAILED",
  "NO_CONTACT",
];

/** What was not delivered is no failure of the pipeline: it is in no DLQ. */
export function checkNotDead({ item, patient }: PatientCase, { choices, deadLetters }: World, problem: Problem): void {
  // A fault may leave a copy of a message there.
  if (item?.status !== "UNDELIVERED" || choices.faults.length > 0) return;
  const hasFailed = item.history.some(({ status }) => status === "ALL_FAILED");
  const isDead = deadLetters.messages.some(({ body }) => isMessageOf(patient, body));
  if (isDead && !hasFailed) problem("was not delivered, and is in the DLQ");
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

/** What was not delivered is tried again by another contact. */
export function checkCorrected(
  { item, patient }: PatientCase,
  { receipts, changes, time }: World,
  problem: Problem,
): void {
  const sentAt = item && receipts?.corrected.get(item.notificationId);
  if (!item || sentAt === undefined || !patient.isCorrectionReachable || time.now >= patient.key.timestamp) return;
  // The booking system may have cancelled or moved the appointment.
  if (changes.some(({ patientId }) => patientId === patient.appointment.patientId)) return;
  const isTried = item.history.some((line) => !isReceiptLine(line) && Date.parse(line.at) > sentAt - TOLERANCE);
  if (!isTried && !item.status.endsWith("_DELIVERED")) problem("was sent again by another contact, and was not tried");
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
