/** What must hold in every run, whatever went wrong. */
import { isOutcome, type NotificationStatus } from "../../../contracts/delivery-log";
import type { Patient, Population } from "../people/patients";
import type { SimulatedQueue } from "../services/simulated-queue";
import { MAX_RECEIVES, type World } from "../services/world";
import { checkDropped } from "./check-dropped";
import { checkHistory } from "./check-history";
import { checkCounts, checkDuplicates, checkPublished, checkReadable } from "./check-reports";
import { type Cause, causesOf, checkExplained, checkOutcome, checkTwice, deliveredTo, type Told } from "./check-sends";
import { checkNotFailed, checkStopped } from "./check-stops";
import { checkFixedLine, checkWaiting } from "./check-waiting";

/** Faults after which a message that was dealt with may come once more. */
const COMES_AGAIN = ["answer lost", "delayed", "crash before", "crash after", "delivered twice", "delete lost"];

type Problem = (text: string) => void;

const ENDED_WELL: readonly NotificationStatus[] = ["SMS_SENT", "EMAIL_SENT", "EXPIRED"];

export interface RunFigures {
  readonly messages: number;
  /** Notifications that had their outcome at the end. */
  readonly outcomes: number;
  /** Notifications that are neither in the log with an outcome nor in the DLQ. */
  readonly lost: number;
  /** Notifications with a second outcome after one that is final. */
  readonly doubleOutcomes: number;
  /** Why patients got texts and emails beyond the first: one cause each. */
  readonly secondSends: readonly Cause[];
  /** From the first message of a notification to its outcome, ms. */
  readonly times: readonly number[];
}

/**
 * @param when for the text of what does not hold
 * @param mended all that failed was redriven while nothing goes wrong any more
 */
export function checkRun(
  world: World,
  { patients, broken }: Population,
  when: string,
  mended: boolean,
): { problems: string[]; figures: RunFigures } {
  const problems: string[] = [];
  const problem: Problem = (text) => problems.push(`When ${when}: ${text}`);
  const told = toldIn(world, patients);
  const lost = told.filter((each) => isLost(each, world));
  let doubleOutcomes = 0;
  for (const each of told) {
    const its: Problem = (text) => problem(`${each.patient.appointment.patientId} ${text}`);
    if (lost.includes(each)) its(`is lost: ${each.item?.status ?? "nothing in the log"}`);
    if (each.item) {
      const before = problems.length;
      checkOutcome(each.item, each, its);
      doubleOutcomes += problems.length > before ? 1 : 0;
      checkExplained(each.item, each, its);
      checkWaiting(each.item, each, world, its);
      checkFixedLine(each.item, each, world, its);
      checkDropped(each.item, each, world, its);
    }
    checkStopped(each, world, its);
    checkTwice(each, its);
    checkFallback(each.patient, world, its);
    if (mended && isUnreached(each, world)) its(`can be reached, and is ${each.item?.status}`);
  }
  const { items, wholeItems } = world.log;
  items.forEach((item, index) => {
    checkHistory(item, wholeItems[index]?.history ?? [], (text) => problem(`${item.patientId} ${text}`));
  });
  checkTouch(told, world, problem);
  checkQueues(world, broken.length, problem);
  checkCounts(world, problem);
  // What lies in the DLQ may have ended there unpublished: its redrive publishes it.
  if (mended) checkPublished(world, problem);
  checkDuplicates(world, problem);
  checkReadable(world, problem);
  checkNotFailed(world, problem);
  return { problems, figures: { ...figuresOf(world, told), lost: lost.length, doubleOutcomes } };
}

/** Whether somebody is not told who can be. */
export function leavesAnyoneUntold(world: World, { patients }: Population): boolean {
  return toldIn(world, patients).some((each) => isUnreached(each, world));
}

function toldIn(world: World, patients: Population["patients"]): Told[] {
  const items = new Map(world.log.wholeItems.map((item) => [item.notificationId, item]));
  return patients.map((patient) => ({
    patient,
    item: items.get(patient.key.notificationId),
    sendings: world.outbox.sendings.filter(({ to }) => patient.reaches.has(to)),
  }));
}

/** Every message ends in the log with an outcome, or lies in the DLQ; what failed does both. */
function isLost({ patient, item }: Told, world: World): boolean {
  const { messages, stored, key } = patient;
  if (world.deadLetters.messages.some(({ body }) => isOf(patient, body)) || item?.droppedAt) return false;
  if (!item || !isOutcome(item.status)) return messages.length > 0 || stored;
  // Redriven when the appointment is over, or where there is no contact at all, it is done with.
  const reachable = item.phoneNumber !== undefined || item.email !== undefined;
  return item.status === "ALL_FAILED" && world.time.now < key.timestamp && reachable;
}

/** Who can be told is told in the end, unless the appointment is over, or they opted out of what seemed to reach them. */
function isUnreached({ patient, item }: Told, { time }: World): boolean {
  if (!patient.reachable || time.now >= patient.key.timestamp || !item || item.droppedAt) return false;
  return !ENDED_WELL.includes(item.status);
}

/** One way to the fallback: a message is handed over or left to SQS, and comes again only where something went wrong. */
function checkFallback(patient: Patient, world: World, problem: Problem): void {
  // A copy that was put off came from its own queue.
  const count = (arrived: SimulatedQueue["arrived"]) =>
    arrived.filter(({ body, putOff }) => !putOff && isOf(patient, body)).length;
  const [messages, fallbacks] = [count(world.appointmentsQueue.arrived), count(world.emailQueue.arrived)];
  const returned = count(world.deadLetters.arrived);
  const comings = world.choices.faults.filter(({ kind }) => COMES_AGAIN.includes(kind)).length;
  if (fallbacks > messages + returned + comings + world.timedOut) {
    problem(`came to the email ${fallbacks} times, by ${messages} messages`);
  }
}

/** Nobody is told twice, and no claim lapses, where every process learned what became of its calls. */
function checkTouch(told: readonly Told[], { choices, timedOut }: World, problem: Problem): void {
  const kinds = ["answer lost", "delayed", "crash before", "crash after", "error before effect"];
  if (timedOut > 0 || choices.faults.some(({ kind }) => kinds.includes(kind))) return;
  for (const each of told) {
    const { patientId } = each.patient.appointment;
    if (each.item?.sendInDoubt) problem(`${patientId} is in doubt, and nothing went wrong`);
    if (deliveredTo(each).length > 1) problem(`${patientId} was told twice, and nothing went wrong`);
  }
}

/** Retries are bounded; what lies in the DLQ has its reason, and nothing is left elsewhere. */
function checkQueues({ appointmentsQueue, emailQueue, deadLetters }: World, broken: number, problem: Problem): void {
  for (const queue of [appointmentsQueue, emailQueue]) {
    if (queue.messages.length > 0) problem(`${queue.messages.length} messages are left in ${queue.name}`);
  }
  if (appointmentsQueue.maxReceives > MAX_RECEIVES.sms) problem("a message was tried too often by SMS");
  if (emailQueue.maxReceives > MAX_RECEIVES.email) problem("a message was tried too often by email");
  const mute = deadLetters.messages.filter(({ attributes, moved }) => !moved && !attributes.DeadLetterReason);
  if (mute.length > 0) problem("a message lies in the DLQ without a reason, and SQS did not move it there");
  const invalid = deadLetters.messages.filter(({ attributes }) => attributes.DeadLetterReason === "INVALID_JSON");
  if (invalid.length < broken) problem("a message that breaks the contract is not in the DLQ");
}

function figuresOf(world: World, told: readonly Told[]) {
  const ended = told.filter(({ item }) => item && isOutcome(item.status));
  const firstAt = ({ patient }: Told) => world.appointmentsQueue.arrived.find(({ body }) => isOf(patient, body))?.at;
  return {
    messages: world.appointmentsQueue.arrived.length,
    outcomes: ended.length,
    secondSends: told.flatMap(causesOf),
    times: ended.flatMap((each) => {
      const first = firstAt(each);
      return first === undefined ? [] : [Math.max(0, Date.parse(each.item?.updatedAt ?? "") - first)];
    }),
  };
}

/** Is the message one for this notification? */
function isOf({ appointment }: Patient, body: string): boolean {
  return body.includes(`"patientId":"${appointment.patientId}"`) && body.includes(`"revision":${appointment.revision}`);
}
