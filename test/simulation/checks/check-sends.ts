/** What reached the patients is explained by the log, and is no more than it must be. */
import { type DeliveryLogItem, isOutcome, type NotificationStatus } from "../../../contracts/delivery-log";
import type { Patient } from "../people/patients";
import type { Sending } from "../services/simulated-carriers";

/** A function that found the appointment ahead may send until its time is over, by a clock that is some seconds slow. */
const LATEST_SEND = 60_000 + 3_000;

type Problem = (text: string) => void;

/** Why a patient was told once more, by what became of the send before. */
export type Cause = "answer lost" | "sender ended" | "not recorded";

/** A patient's notification, and all sends to them in the order in which they began. */
export interface Told {
  readonly patient: Patient;
  readonly item: DeliveryLogItem | undefined;
  readonly sendings: readonly Sending[];
}

/** Sends that reached the patient. */
export function deliveredTo({ sendings }: Told): Sending[] {
  return sendings.filter(({ delivered }) => delivered);
}

/** The causes of all sends that reached the patient beyond the first. */
export function causesOf(told: Told): Cause[] {
  return deliveredTo(told)
    .slice(0, -1)
    .map(({ fate }) => (fate === "answered" ? "not recorded" : (fate as Cause)));
}

/** At most one outcome, which is true; one that failed alone may be followed by another try. */
export function checkOutcome(item: DeliveryLogItem, { sendings }: Told, problem: Problem): void {
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

/** The log explains every send, and says of none what is not so. */
export function checkExplained(item: DeliveryLogItem, told: Told, problem: Problem): void {
  const { sendings } = told;
  for (const channel of ["SMS", "EMAIL"] as const) {
    const sends = sendings.filter((each) => each.channel === channel && each.messageId).length;
    const tries = item.history.filter(({ status }) => status === `${channel}_SENDING`).length;
    if (sends > tries) problem(`was sent ${sends} by ${channel}, and the history tells of ${tries} tries`);
  }
  const unrecorded = sendings.filter(({ messageId }) => messageId && !isRecorded(item, messageId));
  // Whoever holds it, or died while they did, may have sent once.
  const held = isClaim(item.status) ? 1 : 0;
  if (unrecorded.length > held && !item.sendInDoubt) problem("was sent what the log does not tell, nor that it may be");
  if (item.sendInDoubt && !isInDoubt(item, sendings)) problem("says that an answer was lost, and none was");
  const claims = item.history.filter(({ status }) => isClaim(status)).length;
  if (item.possibleDuplicate && claims < 2) problem("says that it may have been reminded twice, and was tried once");
}

/** Nobody is told again, by whichever channel, but where the log cannot know of the time before, and then it says so. */
export function checkTwice(told: Told, problem: Problem): void {
  const { item, patient } = told;
  const delivered = deliveredTo(told);
  if (delivered.length > 1 && !item?.possibleDuplicate) {
    problem(`was told ${delivered.length} times, and the log does not say that this may be`);
  }
  const channels = new Set(delivered.map(({ channel }) => channel)).size;
  delivered.slice(0, -1).forEach(({ messageId, channel, fate }) => {
    const how = channels > 1 ? "by both channels" : "twice";
    if (isRecorded(item, messageId)) problem(`was told ${how}, although the log had that the ${channel} was sent`);
    if (fate === "answered" && !hasLapsed(item)) problem(`was told ${how}, although the ${channel}'s answer came`);
  });
  for (const { startedAt } of delivered) {
    if (startedAt > patient.key.timestamp + LATEST_SEND) problem("was told after the appointment");
  }
}

function isRecorded(item: DeliveryLogItem | undefined, messageId: string | undefined): boolean {
  return item?.history.some((line) => line.messageId === messageId) ?? false;
}

/** Somebody took it over from an owner of which nothing was heard. */
function hasLapsed(item: DeliveryLogItem | undefined): boolean {
  return item?.history.some(({ code }) => code === "LEASE_EXPIRED") ?? false;
}

function isInDoubt(item: DeliveryLogItem, sendings: readonly Sending[]): boolean {
  return hasLapsed(item) || sendings.some(({ fate }) => fate === "answer lost" || fate === "sender ended");
}

function isClaim(status: NotificationStatus): boolean {
  return status === "SMS_SENDING" || status === "EMAIL_SENDING";
}
