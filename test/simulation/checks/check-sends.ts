/** The log explains every send, and no patient is reminded twice without need. */
import { type DeliveryLogItem, isOutcome, type NotificationStatus } from "../../../contracts/delivery-log";
import type { Patient } from "../people/patients";
import { saysDelivered } from "../receipts/fates";
import type { SimulatedReceipts } from "../receipts/simulated-receipts";
import type { Sending } from "../services/simulated-carriers";
import { isReceiptLine } from "./receipt-line";

/** ms: a function that found the appointment ahead can send until it times out, with a clock that is some seconds slow. */
const LATEST_SEND = 60_000 + 3_000;
/** ms by which clocks may differ. */
const TOLERANCE = 6_000;

/** Outcomes after which another message may send. */
const MAY_BE_FOLLOWED: readonly NotificationStatus[] = ["ALL_FAILED", "NO_CONTACT", "UNDELIVERED"];

type Problem = (text: string) => void;

/** Why a patient was reminded once more: what happened to the send before. */
export type Cause = "answer lost" | "sender ended" | "not recorded" | "reported as failed";

/** A notification, and all sends for it in the order in which they began. */
export interface NotificationCase {
  readonly patient: Pick<Patient, "key" | "appointment">;
  readonly item: DeliveryLogItem | undefined;
  readonly sendings: readonly Sending[];
  /** What the carriers have reported of a message. */
  readonly reportsOf?: SimulatedReceipts["of"] | undefined;
}

/** A patient's notification, and all sends to the patient. */
export interface PatientCase extends NotificationCase {
  readonly patient: Patient;
}

/** Sends that reached the patient. */
export function deliveredTo({ sendings }: NotificationCase): Sending[] {
  return sendings.filter(({ delivered }) => delivered);
}

/** The causes of all sends that reached the patient beyond the first. */
export function causesOf(patientCase: NotificationCase): Cause[] {
  const delivered = deliveredTo(patientCase);
  return delivered.slice(0, -1).map((sending, index) => {
    if (wasReportedFailed(sending, delivered[index + 1], patientCase)) return "reported as failed";
    return sending.result === "accepted" ? "not recorded" : (sending.result as Cause);
  });
}

/** Sends that reached the patient before the last, and were not reported as failed before the next one. */
export function sentBefore(patientCase: NotificationCase): Sending[] {
  const delivered = deliveredTo(patientCase);
  return delivered
    .slice(0, -1)
    .filter((sending, index) => !wasReportedFailed(sending, delivered[index + 1], patientCase));
}

/** Whether the carrier had reported a send as failed when the next one began. */
function wasReportedFailed(
  { messageId }: Sending,
  next: Sending | undefined,
  { reportsOf = () => [] }: NotificationCase,
): boolean {
  const before = next?.startedAt ?? Number.POSITIVE_INFINITY;
  return reportsOf(messageId).some(({ said, at }) => !saysDelivered(said) && at < before);
}

/** An outcome is true, and only a failed one may be followed by another, unless a receipt changes it. */
export function checkOutcome(item: DeliveryLogItem, { sendings }: NotificationCase, problem: Problem): void {
  const { history } = item;
  const followed = history.filter(({ status }, index) => {
    const next = history[index + 1];
    return isOutcome(status) && !MAY_BE_FOLLOWED.includes(status) && next && !isReceiptLine(next);
  });
  if (followed.length > 0) problem(`has several outcomes: ${history.map(({ status }) => status).join(", ")}`);
  const accepted = new Set(sendings.map(({ messageId }) => messageId));
  for (const { status, messageId } of history) {
    const isSent = status === "SMS_SENT" || status === "EMAIL_SENT";
    if (isSent && messageId === undefined) problem(`has a line of ${status} without a message id`);
    if (isSent && !accepted.has(messageId)) problem(`is ${status}, and nothing of that id was sent`);
  }
}

/** The log has every send, and no wrong statement about one. */
export function checkExplained(item: DeliveryLogItem, patientCase: NotificationCase, problem: Problem): void {
  const { sendings } = patientCase;
  for (const channel of ["SMS", "EMAIL"] as const) {
    const sends = sendings.filter((each) => each.channel === channel && each.messageId).length;
    const tries = item.history.filter(({ status }) => status === `${channel}_SENDING`).length;
    if (sends > tries) problem(`was sent ${sends} by ${channel}, and the history has ${tries} attempts`);
  }
  const unrecorded = sendings.filter(({ messageId }) => messageId && !isRecorded(item, messageId));
  // The owner of the claim, alive or dead, may have sent once.
  const held = isClaim(item.status) ? 1 : 0;
  // What a receipt says to have arrived is not in doubt.
  const isDelivered = item.history.some(({ status }) => status === "SMS_DELIVERED" || status === "EMAIL_DELIVERED");
  if (unrecorded.length > held && !item.sendInDoubt && !isDelivered)
    problem("has a send that the log does not have, and is not in doubt");
  if (item.sendInDoubt && !isInDoubt(item, sendings)) problem("is in doubt, although no response was lost");
  const claims = item.history.filter(({ status }) => isClaim(status)).length;
  if (item.possibleDuplicate && claims < 2) problem("is a possible duplicate, although it was claimed once");
}

/** A patient is reminded again, by either channel, only if the log cannot know about the first time, and then it says so. */
export function checkTwice(patientCase: NotificationCase, problem: Problem): void {
  const { item, patient } = patientCase;
  const delivered = deliveredTo(patientCase);
  const before = sentBefore(patientCase);
  if (before.length > 0 && !item?.possibleDuplicate) {
    problem(`was reminded ${before.length + 1} times, and is not marked as a possible duplicate`);
  }
  const channels = new Set(delivered.map(({ channel }) => channel)).size;
  for (const sending of before) {
    const { channel, result } = sending;
    const how = channels > 1 ? "by both channels" : "twice";
    const next = delivered[delivered.indexOf(sending) + 1];
    if (isKnown(item, sending, next)) problem(`was reminded ${how}, although the log had the first ${channel}`);
    if (result === "accepted" && !hasLapsed(item))
      problem(`was reminded ${how}, although the response for the ${channel} was received`);
  }
  for (const { startedAt } of delivered) {
    if (startedAt > patient.key.timestamp + LATEST_SEND) problem("was reminded after the appointment");
  }
}

/** Whether the log had a send when the next one began: by its carrier's response, or by a receipt. */
function isKnown(item: DeliveryLogItem | undefined, { messageId }: Sending, next: Sending | undefined): boolean {
  const since = (next?.startedAt ?? 0) - TOLERANCE;
  return (
    item?.history.some(
      (line) => line.messageId === messageId && (!isReceiptLine(line) || Date.parse(line.at) < since),
    ) ?? false
  );
}

function isRecorded(item: DeliveryLogItem | undefined, messageId: string | undefined): boolean {
  return item?.history.some((line) => line.messageId === messageId) ?? false;
}

/** A claim was taken over after its lease had expired. */
function hasLapsed(item: DeliveryLogItem | undefined): boolean {
  return item?.history.some(({ code }) => code === "LEASE_EXPIRED") ?? false;
}

function isInDoubt(item: DeliveryLogItem, sendings: readonly Sending[]): boolean {
  return hasLapsed(item) || sendings.some(({ result }) => result === "answer lost" || result === "sender ended");
}

function isClaim(status: NotificationStatus): boolean {
  return status === "SMS_SENDING" || status === "EMAIL_SENDING";
}
