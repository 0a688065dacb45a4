/** What must hold in every run, whatever went wrong. */
import { type DeliveryLogItem, isOutcome, type NotificationStatus } from "../../contracts/delivery-log";
import { METRICS } from "../../contracts/metrics";
import type { Patient, Population } from "./patients";
import { PLANTED } from "./patients";
import type { Delivered } from "./simulated-carriers";
import { MOST_RECEIVES, type World } from "./world";

/** A function that found the appointment ahead may send until its time is over, by a clock that is some seconds slow. */
const LATEST_SEND = 60_000 + 3_000;

type Problem = (text: string) => void;

interface Told {
  readonly patient: Patient;
  readonly item: DeliveryLogItem | undefined;
  /** In every message for this notification and in no other. */
  readonly mark: string;
  readonly deadLetters: number;
  readonly delivered: readonly Delivered[];
}

export interface RunFigures {
  readonly messages: number;
  /** Notifications that had their outcome at the end. */
  readonly outcomes: number;
  /** Texts and emails beyond the first that a patient got, by what the log says of why. */
  readonly secondSends: number;
  /** Longest time from a message to the outcome of its notification, ms. */
  readonly longestMs: number;
}

/** @param when for the text of what does not hold */
export function checkRun(
  world: World,
  { patients, broken }: Population,
  when: string,
): { problems: string[]; figures: RunFigures } {
  const problems: string[] = [];
  const problem: Problem = (text) => problems.push(`When ${when}: ${text}`);
  const items = new Map(world.log.items.map((item) => [item.notificationId, item]));
  const told = patients.map((patient): Told => {
    const { key, phone, email, appointment } = patient;
    // The daily run writes a body of its own.
    const mark = `"patientId":"${appointment.patientId}"`;
    return {
      patient,
      mark,
      item: items.get(key.notificationId),
      deadLetters: world.deadLetters.messages.filter(({ body }) => body.includes(mark)).length,
      delivered: world.outbox.delivered.filter(({ to }) => to === phone || to === email),
    };
  });

  const touchWasLost = lostTouch(world);
  for (const each of told) {
    checkNotLost(each, world.time.now, problem);
    if (each.item) checkOutcomes(each.item, each, problem);
    checkSends(each, touchWasLost, problem);
    checkFallback(each, world, problem);
  }
  checkQueues(world, broken.length, problem);
  checkMetrics(world, problem);
  checkReadable(world, problem);
  return { problems, figures: figuresOf(world, told) };
}

/** Every message ends in the log with an outcome, or lies in the DLQ. */
function checkNotLost({ patient, item, deadLetters }: Told, now: number, problem: Problem): void {
  if (item && isOutcome(item.status)) {
    // Redriven when the appointment is over, or where there is no contact at all, it is done with.
    const reachable = item.phoneNumber !== undefined || item.email !== undefined;
    const tryAgain = item.status === "ALL_FAILED" && now < patient.key.timestamp && reachable;
    if (tryAgain && deadLetters === 0) problem(`${id(patient)} failed, and is not in the DLQ`);
    return;
  }
  if (deadLetters > 0) return;
  const { sentAfter, stored } = patient;
  if (sentAfter.length > 0 || stored) problem(`${id(patient)} is lost: ${item?.status ?? "nothing in the log"}`);
}

/** At most one outcome, which is true; ALL_FAILED alone may be followed by another try. */
function checkOutcomes(item: DeliveryLogItem, { patient, delivered }: Told, problem: Problem): void {
  const outcomes = item.history.map(({ status }) => status).filter((status) => isOutcome(status));
  const final = outcomes.slice(0, -1).filter((status) => status !== "ALL_FAILED");
  if (final.length > 0) problem(`${id(patient)} has several outcomes: ${outcomes.join(", ")}`);
  const sent: readonly NotificationStatus[] = ["SMS_SENT", "EMAIL_SENT"];
  if (sent.includes(item.status)) {
    const arrived = delivered.some(({ messageId }) => messageId === item.messageId);
    if (!arrived) problem(`${id(patient)} is ${item.status}, and nothing of that id was sent`);
  } else if (delivered.length > 0 && isOutcome(item.status) && !item.answerLost) {
    problem(`${id(patient)} is ${item.status}, and was told, and the log does not say that an answer was lost`);
  }
}

/** Nobody is told twice, but where an answer was lost, and then the item says so. */
function checkSends({ patient, item, delivered }: Told, touchWasLost: boolean, problem: Problem): void {
  if (delivered.length > 1 && !item?.mayBeToldTwice) {
    problem(`${id(patient)} was told ${delivered.length} times, and the log does not say that this may be`);
  }
  if (delivered.length > 1 && !touchWasLost) {
    problem(`${id(patient)} was told ${delivered.length} times, although no answer was lost and no process ended`);
  }
  for (const channel of ["SMS", "EMAIL"] as const) {
    const sends = delivered.filter((each) => each.channel === channel).length;
    const tries = item?.history.filter(({ status }) => status === `${channel}_SENDING`).length ?? 0;
    if (sends > tries) problem(`${id(patient)} got ${sends} by ${channel}, and the history tells of ${tries} tries`);
  }
  for (const { startedAt } of delivered) {
    if (startedAt > patient.key.timestamp + LATEST_SEND) problem(`${id(patient)} was told after the appointment`);
  }
}

/** One way to the fallback: a message is handed over or left to SQS, and comes again only where something went wrong. */
function checkFallback({ mark, patient }: Told, world: World, problem: Problem): void {
  const count = (arrived: readonly { body: string }[]) => arrived.filter(({ body }) => body.includes(mark)).length;
  const [messages, fallbacks] = [count(world.appointmentsQueue.arrived), count(world.emailQueue.arrived)];
  const returned = count(world.deadLetters.arrived);
  if (fallbacks > messages + returned + world.choices.faults.length + world.timedOut) {
    problem(`${id(patient)} came to the email ${fallbacks} times, by ${messages} messages`);
  }
}

/** Retries are bounded; what lies in the DLQ has its reason, and nothing is left elsewhere. */
function checkQueues({ appointmentsQueue, emailQueue, deadLetters }: World, broken: number, problem: Problem): void {
  for (const queue of [appointmentsQueue, emailQueue]) {
    if (queue.messages.length > 0) problem(`${queue.messages.length} messages are left in ${queue.name}`);
  }
  if (appointmentsQueue.mostReceives > MOST_RECEIVES.sms) problem("a message was tried too often by SMS");
  if (emailQueue.mostReceives > MOST_RECEIVES.email) problem("a message was tried too often by email");
  const invalid = deadLetters.messages.filter(({ attributes }) => attributes.DeadLetterReason === "INVALID_JSON");
  if (invalid.length < broken) problem("a message that breaks the contract is not in the DLQ");
}

/** Outcomes are counted as the log has them, unless a process ended, or lost touch, between the two. */
function checkMetrics({ choices, reports, log, sdkGaveUp }: World, problem: Problem): void {
  const between = choices.faults.some(
    ({ kind, where }) => kind.startsWith("crash") || kind === "delayed" || where === "emit metrics",
  );
  if (between || sdkGaveUp) return;
  const lines = log.items.flatMap(({ history }) => history.map(({ status }) => status));
  const count = (...statuses: NotificationStatus[]) => lines.filter((status) => statuses.includes(status)).length;
  const expected = {
    [METRICS.successful]: count("SMS_SENT"),
    [METRICS.fallback]: count("EMAIL_SENT"),
    [METRICS.failed]: count("ALL_FAILED", "NO_CONTACT"),
    [METRICS.expired]: count("EXPIRED"),
  };
  for (const [name, number] of Object.entries(expected)) {
    const counted = reports.counted.get(name) ?? 0;
    if (counted !== number) problem(`${name} counts ${counted}, and the log has ${number}`);
  }
}

/** No patient data in what operators and other systems read. */
function checkReadable({ reports, deadLetters }: World, problem: Problem): void {
  const attributes = deadLetters.messages.map((message) => message.attributes);
  const readable = JSON.stringify([reports.logger.lines, reports.events, [...reports.counted], attributes]);
  const found = PLANTED.exec(readable);
  if (found) problem(`operators can read "${found[0]}"`);
}

/** A process may not know what became of its call, or nobody may know what became of the process. */
function lostTouch({ choices, timedOut }: World): boolean {
  const kinds = ["answer lost", "delayed", "crash before", "crash after"];
  return timedOut > 0 || choices.faults.some(({ kind }) => kinds.includes(kind));
}

function figuresOf(world: World, told: readonly Told[]): RunFigures {
  const ended = told.filter(({ item }) => item && isOutcome(item.status));
  const firstAt = ({ mark }: Told) => world.appointmentsQueue.arrived.find(({ body }) => body.includes(mark))?.at;
  const times = ended.map(
    (each) => Date.parse(each.item?.updatedAt ?? "") - (firstAt(each) ?? Number.POSITIVE_INFINITY),
  );
  return {
    messages: world.appointmentsQueue.arrived.length,
    outcomes: ended.length,
    secondSends: told.reduce((sum, { delivered }) => sum + Math.max(0, delivered.length - 1), 0),
    longestMs: Math.max(0, ...times),
  };
}

function id({ appointment }: Patient): string {
  return appointment.appointmentId ?? appointment.patientId;
}
