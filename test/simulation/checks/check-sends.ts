/** The log explains every send, and no patient is reminded twice without need. */
import { type DeliveryLogItem, isOutcome, type NotificationStatus } from "../../../contracts/delivery-log";
import type { Patient } from "../people/patients";
import type { Sending } from "../services/simulated-carriers";

/** ms: a function that found the appointment ahead can send until it times out, with a clock that is some seconds slow. */
const LATEST_SEND = 60_000 + 3_000;

type Problem = (text: string) => void;

/** Why a patient was reminded once more: what happened to the send before. */
export type Cause = "answer lost" | "sender ended" | "not recorded";

/** A notification, and all sends for it in the order in which they began. */
export interface NotificationCase {
  readonly patient: Pick<Patient, "key" | "appointment">;
  readonly item: DeliveryLogItem | undefined;
  readonly sendings: readonly Sending[];
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
  return deliveredTo(patientCase)
    .slice(0, -1)
    .map(({ result }) => (result === "accepted" ? "not recorded" : (result as Cause)));
}

/** At most one outcome, which is true. Only a failed one may be followed by another. */
export function checkOutcome(item: DeliveryLogItem, { sendings }: NotificationCase, problem: Problem): void {
  const outcomes = item.history.map(({ status }) => status).filter(isOutcome);
  const followed = outcomes.slice(0, -1).filter((status) => status !== "ALL_FAILED" && status !== "NO_CONTACT");
  if (followed.length > 0) problem(`has several outcomes: ${outcomes.join(", ")}`);
  const accepted = new Set(sendings.map(({ messageId }) => messageId));
  for (const { status, messageId } of item.history) {
    const isSent = status === "SMS_SENT" || status === "EMAIL_SENT";
    if (isSent !== (messageId !== undefined)) problem(`has a line of ${status} with the message id ${messageId}`);
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
  if (unrecorded.length > held && !item.sendInDoubt)
    problem("has a send that the log does not have, and is not in doubt");
  if (item.sendInDoubt && !isInDoubt(item, sendings)) problem("is in doubt, although no response was lost");
  const claims = item.history.filter(({ status }) => isClaim(status)).length;
  if (item.possibleDuplicate && claims < 2) problem("is a possible duplicate, although it was claimed once");
}

/** A patient is reminded again, by either channel, only if the log cannot know about the first time, and then it says so. */
export function checkTwice(patientCase: NotificationCase, problem: Problem): void {
  const { item, patient } = patientCase;
  const delivered = deliveredTo(patientCase);
  if (delivered.length > 1 && !item?.possibleDuplicate) {
    problem(`was reminded ${delivered.length} times, and is not marked as a possible duplicate`);
  }
  const channels = new Set(delivered.map(({ channel }) => channel)).size;
  delivered.slice(0, -1).forEach(({ messageId, channel, result }) => {
    const how = channels > 1 ? "by both channels" : "twice";
    if (isRecorded(item, messageId)) problem(`was reminded ${how}, although the log had the first ${channel}`);
    if (result === "accepted" && !hasLapsed(item))
      problem(`was reminded ${how}, although the response for the ${channel} was received`);
  });
  for (const { startedAt } of delivered) {
    if (startedAt > patient.key.timestamp + LATEST_SEND) problem("was reminded after the appointment");
  }
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
