/** The rules of plans of several reminders. */
import { DEFAULT_PLAN, parsePlan, parseStep } from "../../../contracts/reminder-plan";
import { momentOf } from "../../../services/domain/plan/step-moment";
import { CLINIC } from "../../support/data/clinics";
import type { Sending } from "../services/simulated-carriers";
import type { World } from "../services/world";
import { DAY, type PlannedPatient, type Version } from "./planned-patients";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** ms from a step's moment to its text, if nothing goes wrong: the sweep comes within 15 minutes, the daily run that day. */
const LATEST = { swept: 20 * MINUTE, daily: DAY + HOUR };
/** ms by which clocks differ. */
const SKEW = 3_000;

interface Step {
  readonly name: string | undefined;
  readonly moment: number;
  readonly daily: boolean;
}

/** @param calm nothing went wrong, and no sweep was left out */
export function checkPlans(world: World, patients: readonly PlannedPatient[], calm: boolean): string[] {
  return patients.flatMap((patient) => {
    const problems: string[] = [];
    const problem = (text: string) => problems.push(`${patient.patientId} ${text}`);
    checkOnce(world, patient, problem);
    checkMoments(world, patient, problem);
    patient.versions.forEach((version, index) => {
      if (version.start !== undefined) {
        checkReached(world, patient, version, patient.versions[index + 1]?.from, calm, problem);
      }
    });
    return problems;
  });
}

type Problem = (text: string) => void;

function itemsOf({ log }: World, { patientId }: PlannedPatient) {
  return log.wholeItems.filter((item) => item.patientId === patientId);
}

/** A step of one start is sent once, whatever its name and revision; a text more than the log knows is marked as possible. */
function checkOnce(world: World, patient: PlannedPatient, problem: Problem): void {
  const items = itemsOf(world, patient);
  const sent = items.filter(({ status }) => status === "SMS_SENT");
  const keys = sent.map(({ timestamp, step = DEFAULT_PLAN }) => {
    const parsed = parseStep(step);
    return `${parsed?.kind} at ${parsed && new Date(momentOf(parsed, timestamp, CLINIC)).toISOString()} of ${timestamp}`;
  });
  for (const key of new Set(keys)) {
    if (keys.filter((one) => one === key).length > 1) problem(`was reminded twice by the step ${key}`);
  }
  const doubtful = items.filter(({ possibleDuplicate, sendInDoubt }) => possibleDuplicate || sendInDoubt);
  if (doubtful.length === 0 && textsTo(world, patient).length > sent.length) {
    problem("got more texts than the log has, and none is a possible duplicate");
  }
}

/** No text comes before the moment of its step, or after the start. */
function checkMoments(world: World, patient: PlannedPatient, problem: Problem): void {
  const texts = new Map(textsTo(world, patient).map((text) => [text.messageId, text]));
  for (const { step, timestamp, history } of itemsOf(world, patient)) {
    const planned = stepsOf(patient, timestamp).find(({ name }) => name === step);
    if (!planned) problem(`has a notification of a step that the plan does not have`);
    for (const { messageId } of history) {
      const at = texts.get(messageId)?.startedAt;
      if (at === undefined || !planned) continue;
      if (at < planned.moment - SKEW) problem(`was reminded by ${step ?? "1d"} before its time`);
      if (at > timestamp + MINUTE + SKEW) problem("was reminded after the start");
    }
  }
}

/**
 * Every step that is due while the appointment has this start is reached: its own notification has an outcome or, if
 * several are due at once, a later one's has.
 */
function checkReached(
  world: World,
  patient: PlannedPatient,
  { from, start = 0, revision }: Version,
  until: number | undefined,
  calm: boolean,
  problem: Problem,
): void {
  const its = itemsOf(world, patient).filter((item) => item.timestamp === start && (item.revision ?? 0) === revision);
  const steps = stepsOf(patient, start);
  for (const [index, { name, moment, daily }] of steps.entries()) {
    const latest = moment + (daily ? LATEST.daily : LATEST.swept);
    // Whether it is sent, or its appointment changes first, is open.
    if (moment <= from || (until !== undefined && latest >= until) || latest >= start) continue;
    const later = calm ? steps.slice(index).filter((one) => one.moment <= latest) : steps.slice(index);
    const found = its.filter(({ step }) => later.some((one) => one.name === step));
    if (found.length === 0) problem(`was not reminded by ${name ?? "1d"}, nor by a later step`);
    if (!calm) continue;
    const texts = textsTo(world, patient).filter(({ startedAt }) => startedAt >= moment - SKEW && startedAt <= latest);
    if (texts.length === 0) problem(`was not reminded by ${name ?? "1d"} in time`);
  }
}

function stepsOf({ plan }: PlannedPatient, start: number): Step[] {
  return (parsePlan(plan) ?? [])
    .map((step) => ({ name: step.name, moment: momentOf(step, start, CLINIC), daily: step.kind === "day" }))
    .filter(({ moment }) => moment < start)
    .sort((one, other) => one.moment - other.moment);
}

function textsTo({ outbox }: World, { phone }: PlannedPatient): Sending[] {
  return outbox.sendings.filter(({ to, delivered }) => to === phone && delivered);
}
