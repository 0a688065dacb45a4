/** The rules that hold in every run, whatever went wrong. */
import { isOutcome, type NotificationStatus } from "../../../contracts/delivery-log";
import { checkCounted, checkFeed, checkHeldRuns, checkHeldTexts } from "../floods/check-floods";
import { changeFor } from "../people/bookings";
import { isMessageOf, type Patient, type Population } from "../people/patients";
import type { Sending } from "../services/simulated-carriers";
import type { SimulatedQueue } from "../services/simulated-queue";
import { MAX_RECEIVES, type World } from "../services/world";
import { checkAttention } from "./check-attention";
import { checkDropped } from "./check-dropped";
import { checkHistory } from "./check-history";
import { checkLookups } from "./check-lookups";
import { checkPreference } from "./check-preference";
import { checkQuietHours } from "./check-quiet-hours";
import { checkReceiptLines } from "./check-receipts";
import { checkCorrected, checkKept, checkNotDead, checkReceiptQueues, checkReported } from "./check-reported";
import { checkCounts, checkDuplicates, checkPublished, checkReadable } from "./check-reports";
import {
  type Cause,
  causesOf,
  checkExplained,
  checkOutcome,
  checkTwice,
  type PatientCase,
  sentBefore,
} from "./check-sends";
import { checkNotFailed, checkStopped, checkWaitsForStop } from "./check-stops";
import { checkFixedLine, checkWaiting } from "./check-waiting";
import { isReceiptLine } from "./receipt-line";

/** Faults after which a processed message can be received once more. */
const REDELIVERING = [
  "answer lost",
  "delayed",
  "crash before",
  "crash after",
  "delivered twice",
  "delete lost",
  "receipt twice",
];

type Problem = (text: string) => void;

/** What was not delivered waits for another contact: {@link checkReported} says when that is true. */
const ENDED_WELL: readonly NotificationStatus[] = [
  "SMS_SENT",
  "SMS_DELIVERED",
  "EMAIL_SENT",
  "EMAIL_DELIVERED",
  "UNDELIVERED",
  "DECLINED",
  "EXPIRED",
  "CANCELLED",
  "SUPERSEDED",
];

export interface RunFigures {
  readonly messages: number;
  /** Notifications that had their outcome at the end. */
  readonly outcomes: number;
  /** Notifications that are neither in the log with an outcome nor in the DLQ. */
  readonly lost: number;
  /** Notifications with a second outcome after one that is final. */
  readonly doubleOutcomes: number;
  /** The cause of each text or email to a patient beyond the first. */
  readonly secondSends: readonly Cause[];
  /** From the first message of a notification to its outcome, ms. */
  readonly times: readonly number[];
}

/**
 * @param when for the texts of the problems
 * @param repaired the faults have ended, and every failed message was redriven
 */
export function checkRun(
  world: World,
  { patients, broken }: Population,
  when: string,
  repaired: boolean,
): { problems: string[]; figures: RunFigures } {
  const problems: string[] = [];
  const problem: Problem = (text) => problems.push(`When ${when}: ${text}`);
  const cases = casesIn(world, patients);
  const lost = cases.filter((each) => isLost(each, world));
  let doubleOutcomes = 0;
  for (const each of cases) {
    const its: Problem = (text) => problem(`${each.patient.appointment.patientId} ${text}`);
    if (lost.includes(each)) its(`is lost: ${each.item?.status ?? "nothing in the log"}`);
    if (each.item) {
      const before = problems.length;
      checkOutcome(each.item, each, its);
      doubleOutcomes += problems.length > before ? 1 : 0;
      checkExplained(each.item, each, its);
      checkReceiptLines(each.item, each, world, its);
      checkWaiting(each.item, each, world, its);
      checkWaitsForStop(each.item, world, its);
      checkFixedLine(each.item, each, world, its);
      checkHeldTexts(each.item, world, its);
      checkDropped(each.item, each, world, its);
    }
    checkPreference(each, world, !repaired, its);
    checkStopped(each, world, its);
    checkCounted(each, world, its);
    checkLookups(each, world, repaired, its);
    checkQuietHours(each, world, its);
    checkTwice(each, its);
    checkFallback(each, world, its);
    checkNotDead(each, world, its);
    if (repaired) checkReported(each, world, its);
    if (repaired) checkCorrected(each, world, its);
    if (repaired && isUnreached(each, world)) its(`can be reached, and is ${each.item?.status}`);
  }
  const { items, wholeItems } = world.log;
  items.forEach((item, index) => {
    const its: Problem = (text) => problem(`${item.patientId} ${text}`);
    checkHistory(item, world.log.linesOf(item), wholeItems[index]?.history.length ?? 0, its);
    checkKept(item, its);
    checkAttention(item, its);
  });
  checkFaultless(cases, world, problem);
  checkQueues(world, broken.length, problem);
  if (repaired) checkReceiptQueues(world, problem);
  checkCounts(world, problem);
  // The outcome of a message in the DLQ may be unpublished: its redrive publishes it.
  if (repaired) checkPublished(world, problem);
  checkDuplicates(world, problem);
  checkReadable(world, problem);
  checkNotFailed(world, problem);
  checkHeldRuns(world, patients, problem);
  checkFeed(world, problem);
  return { problems, figures: { ...figuresOf(world, cases), lost: lost.length, doubleOutcomes } };
}

/** Whether a patient who can be reminded has not been. */
export function leavesAnyoneUnreached(world: World, { patients }: Population): boolean {
  return casesIn(world, patients).some((each) => isUnreached(each, world));
}

function casesIn(world: World, patients: Population["patients"]): PatientCase[] {
  const items = new Map(world.log.wholeItems.map((item) => [item.notificationId, item]));
  return patients.map((patient) => ({
    patient,
    item: items.get(patient.key.notificationId),
    sendings: world.outbox.sendings.filter((sending) => isTo(patient, sending)),
    reportsOf: world.receipts && ((messageId) => world.receipts?.of(messageId) ?? []),
  }));
}

function isTo({ reaches, sharesPhone, key }: Patient, { to, reference }: Sending): boolean {
  return reaches.has(to) && (!sharesPhone || reference?.notificationId === key.notificationId);
}

/** Every message has an outcome in the log, or is in the DLQ; a failed one has both. */
function isLost({ patient, item }: PatientCase, world: World): boolean {
  const { messages, stored, key } = patient;
  if (world.deadLetters.messages.some(({ body }) => isMessageOf(patient, body)) || item?.droppedAt) return false;
  if (!item) return messages.length > 0 || (stored && !changeFor(patient, world)?.takesOff);
  if (!isOutcome(item.status)) return messages.length > 0 || stored;
  // If it is redriven after the appointment, or has no contact, there is nothing more to do.
  const reachable = item.phoneNumber !== undefined || item.email !== undefined;
  return item.status === "ALL_FAILED" && world.time.now < key.timestamp && reachable && !isEndedBy(patient, world);
}

/** A patient who can be reminded is reminded in the end, unless the appointment is over, or they have opted out. */
function isUnreached({ patient, item }: PatientCase, world: World): boolean {
  const { time } = world;
  if (isEndedBy(patient, world)) return false;
  if (!patient.reachable || time.now >= patient.key.timestamp || !item || item.droppedAt) return false;
  // A carrier accepted what was sent to a contact that can be reached, and did not deliver it: others may all fail.
  if (item.history.some(({ status, messageId }) => status === "UNDELIVERED" && messageId !== undefined)) return false;
  return !ENDED_WELL.includes(item.status);
}

/** Whether the booking system has ended or moved the appointment: a reminder that had failed is not sent any more. */
function isEndedBy(patient: Patient, world: World): boolean {
  const change = changeFor(patient, world);
  return change !== undefined && change.kind !== "correct";
}

/** One way to the fallback: a message is handed over or left to SQS, and is received again only after a fault. */
function checkFallback({ patient, item }: PatientCase, world: World, problem: Problem): void {
  // A postponed copy came from its own queue.
  const count = (arrived: SimulatedQueue["arrived"]) =>
    arrived.filter(({ body, postponed }) => !postponed && isMessageOf(patient, body)).length;
  const [messages, fallbacks] = [count(world.appointmentsQueue.arrived), count(world.emailQueue.arrived)];
  const returned = count(world.deadLetters.arrived);
  const undelivered =
    item?.history.filter((line) => line.status === "EMAIL_PENDING" && isReceiptLine(line)).length ?? 0;
  const redeliveries = world.choices.faults.filter(({ kind }) => REDELIVERING.includes(kind)).length;
  if (fallbacks > messages + undelivered + returned + redeliveries + world.timedOut) {
    problem(`reached the email queue ${fallbacks} times, from ${messages} messages`);
  }
}

/** Nobody is reminded twice, and nothing is in doubt, if every process received the responses to its calls. */
function checkFaultless(cases: readonly PatientCase[], { choices, timedOut }: World, problem: Problem): void {
  const kinds = ["answer lost", "delayed", "crash before", "crash after", "error before effect"];
  if (timedOut > 0 || choices.faults.some(({ kind }) => kinds.includes(kind))) return;
  for (const each of cases) {
    const { patientId } = each.patient.appointment;
    if (each.item?.sendInDoubt) problem(`${patientId} is in doubt, and nothing went wrong`);
    if (sentBefore(each).length > 0) problem(`${patientId} was reminded twice, and nothing went wrong`);
  }
}

/** Retries are bounded, messages in the DLQ have a reason, and no messages are left elsewhere. */
export function checkQueues(
  { appointmentsQueue, emailQueue, deadLetters }: World,
  broken: number,
  problem: Problem,
): void {
  for (const queue of [appointmentsQueue, emailQueue]) {
    if (queue.messages.length > 0) problem(`${queue.messages.length} messages are left in ${queue.name}`);
  }
  if (appointmentsQueue.maxReceives > MAX_RECEIVES.sms) problem("a message was tried too often by SMS");
  if (emailQueue.maxReceives > MAX_RECEIVES.email) problem("a message was tried too often by email");
  const unlabelled = deadLetters.messages.filter(({ attributes, moved }) => !moved && !attributes.DeadLetterReason);
  if (unlabelled.length > 0) problem("a message is in the DLQ without a reason, and SQS did not move it there");
  const invalid = deadLetters.messages.filter(({ attributes }) => attributes.DeadLetterReason === "INVALID_JSON");
  if (invalid.length < broken) problem("a message that breaks the contract is not in the DLQ");
}

function figuresOf(world: World, cases: readonly PatientCase[]) {
  const ended = cases.filter(({ item }) => item && isOutcome(item.status));
  const firstAt = ({ patient }: PatientCase) =>
    world.appointmentsQueue.arrived.find(({ body }) => isMessageOf(patient, body))?.at;
  return {
    messages: world.appointmentsQueue.arrived.length,
    outcomes: ended.length,
    secondSends: cases.flatMap(causesOf),
    times: ended.flatMap((each) => {
      const first = firstAt(each);
      return first === undefined ? [] : [Math.max(0, Date.parse(each.item?.updatedAt ?? "") - first)];
    }),
  };
}
