/** Which reminder of an appointment's plan is due next, and when. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { DEFAULT_PLAN, type PlanStep, parsePlan, parseStep } from "../../../contracts/reminder-plan";
import { duePartOf, type StoredAppointment } from "../../../contracts/tables/appointments-table";
import { quarterFrom, quarterOf } from "../../../contracts/tables/quarters";
import { appointmentStart, dayBefore } from "../appointment/appointment-time";
import { intoWindow, patientWindow, textTime } from "../send-window/text-time";
import { momentOf, reachedAt } from "./step-moment";

export type PlannedAppointment = Pick<
  AppointmentMessage,
  "patientId" | "appointmentTime" | "timeZone" | "reminderPlan"
> &
  Pick<StoredAppointment, "appointmentId">;

/** The attributes of an item that say when its next reminder is due. An absent step is removed from the item. */
export type PlannedReminder = Required<Pick<StoredAppointment, "reminderDate">> &
  Pick<StoredAppointment, "reminderStep">;

/** ms between a late reminder and the start, or the next reminder, from which it is still useful. */
const USEFUL = 60 * 60_000;

interface Planned {
  readonly step: PlanStep;
  /** ms since 1970 */
  readonly moment: number;
}

/**
 * The first reminder of an appointment that was booked or moved. Of the steps whose moment has passed only the last is
 * due, at the next sweep, and only if the start and the next step are at least an hour ahead. Its quarter is the current
 * one, which later sweeps read again.
 * @param appointment booked, and checked against contract v1
 * @param now ms since 1970
 * @returns undefined if no step is left
 */
export function firstReminder(
  appointment: PlannedAppointment,
  clinic: Clinic,
  now: number,
): PlannedReminder | undefined {
  const start = appointmentStart(appointment, clinic.timeZone);
  const steps = planned(appointment, clinic, start);
  const late = steps.findLast(({ moment }) => moment <= now);
  const next = steps.find(({ moment }) => moment > now);
  if (late && Math.min(start, next?.moment ?? start) - now >= USEFUL) {
    return reminderOf(late.step, quarterOf(now), appointment);
  }
  return next && reminderAt(next, start, appointment, clinic);
}

/**
 * The reminder after one that is being queued.
 * @param after the step that is queued, or was: its name
 * @param now ms since 1970
 * @returns the next step whose moment is ahead; undefined if none is left
 */
export function nextReminder(
  appointment: PlannedAppointment,
  clinic: Clinic,
  after: string | undefined,
  now: number,
): PlannedReminder | undefined {
  const start = appointmentStart(appointment, clinic.timeZone);
  return followingOf(after, planned(appointment, clinic, start), start, appointment, clinic, now);
}

/**
 * The first reminder of an appointment after a message with its time, which goes out now (ms since 1970), or once the
 * patient may be texted: a reminder that is due up to an hour after that would say the same. A step of the daily run is due at the hour of that run, not when
 * its day begins.
 */
export function reminderAfterNews(appointment: PlannedAppointment, clinic: Clinic, now: number) {
  const start = appointmentStart(appointment, clinic.timeZone);
  const told = textTime(patientWindow(appointment, clinic), now, start)?.at ?? now;
  const isNext = ({ step, moment }: Planned) => moment >= told + (step.kind === "day" ? 1 : USEFUL);
  const next = planned(appointment, clinic, start).find(isNext);
  return next && reminderAt(next, start, appointment, clinic);
}

/** @param steps all of the plan, in the order in which they are due */
function followingOf(
  after: string | undefined,
  steps: readonly Planned[],
  start: number,
  appointment: PlannedAppointment,
  clinic: Clinic,
  now: number,
): PlannedReminder | undefined {
  const isAhead = isAfter(after, steps, start, clinic, now);
  const next = steps.find((one) => one.moment > now && isAhead(one));
  return next && reminderAt(next, start, appointment, clinic);
}

/** A reminder that is being queued: the name of its step, and the one after it. */
export interface QueuedStep {
  readonly step: string | undefined;
  readonly next: PlannedReminder | undefined;
}

/**
 * What a due appointment's patient is reminded by: of several steps that are due only the last.
 * @param named the step for which it is due: its name
 * @param now ms since 1970
 */
export function queuedStep(
  appointment: PlannedAppointment,
  clinic: Clinic,
  named: string | undefined,
  now: number,
): QueuedStep {
  // Most appointments have this one step: a daily run need not compute its moment for each of them.
  if (named === undefined && hasDefaultPlan(appointment, clinic)) return { step: named, next: undefined };
  const start = appointmentStart(appointment, clinic.timeZone);
  const steps = planned(appointment, clinic, start);
  const isLater = isAfter(named, steps, start, clinic, now);
  const last = steps.findLast((one) => one.moment <= now && isLater(one));
  const step = last ? last.step.name : named;
  return { step, next: followingOf(step, steps, start, appointment, clinic, now) };
}

/**
 * The step by which a patient was reminded last.
 * @param queuedAt when that reminder was queued, in ms since 1970
 * @returns its name
 */
export function lastStep(appointment: PlannedAppointment, clinic: Clinic, queuedAt: number): string | undefined {
  const steps = planned(appointment, clinic, appointmentStart(appointment, clinic.timeZone));
  return steps.findLast(({ moment }) => moment <= queuedAt)?.step.name;
}

/**
 * The steps of an appointment's plan in the order in which they are due, without those that no sweep reaches before the start. One at a moment
 * at which the patient may not be texted is due when they may, see {@link intoWindow}; the daily run has its own hour.
 */
function planned(appointment: PlannedAppointment, clinic: Clinic, start: number): Planned[] {
  const steps = parsePlan(planText(appointment, clinic));
  if (!steps) throw new Error("reminderPlan is not a plan");
  const window = patientWindow(appointment, clinic);
  const inWindow = (moment: number, { kind }: PlanStep) =>
    kind === "day" ? moment : intoWindow(moment, start, window);
  return steps
    .map((step) => ({ step, moment: inWindow(momentOf(step, start, clinic), step) }))
    .filter(({ step, moment }) => reachedAt(step, moment) < start)
    .sort((one, other) => one.moment - other.moment);
}

/** Whether the patient is reminded once, by the daily run on the day before. */
export function hasDefaultPlan(appointment: Pick<PlannedAppointment, "reminderPlan">, clinic: Clinic): boolean {
  return planText(appointment, clinic) === DEFAULT_PLAN;
}

function planText({ reminderPlan }: Pick<PlannedAppointment, "reminderPlan">, clinic: Clinic): string {
  return reminderPlan ?? clinic.reminderPlan ?? DEFAULT_PLAN;
}

/**
 * Whether a step comes after the one with a name, which a plan that was changed may no longer have. A reminder without a
 * name that is not in the plan was planned for a day by another program: it takes the place of all steps up to that day.
 */
function isAfter(
  name: string | undefined,
  steps: readonly Planned[],
  start: number,
  clinic: Clinic,
  now: number,
): (one: Planned) => boolean {
  const index = steps.findIndex(({ step }) => step.name === name);
  if (index >= 0) return (one) => steps.indexOf(one) > index;
  const step = name === undefined ? undefined : parseStep(name);
  if (!step) {
    const today = dayBefore(now, 0, clinic.timeZone);
    return ({ moment }) => dayBefore(moment, 0, clinic.timeZone) > today;
  }
  const position = momentOf(step, start, clinic);
  return ({ moment }) => moment > position;
}

function reminderAt(
  { step, moment }: Planned,
  start: number,
  appointment: PlannedAppointment,
  { timeZone }: Clinic,
): PlannedReminder {
  const due = step.kind === "day" ? dayBefore(start, step.days, timeZone) : quarterFrom(moment);
  return reminderOf(step, due, appointment);
}

/** @param due a day or a quarter */
function reminderOf(
  { name }: PlanStep,
  due: string,
  { appointmentId, patientId }: PlannedAppointment,
): PlannedReminder {
  const reminderDate = duePartOf(due, appointmentId, patientId);
  return name === undefined ? { reminderDate } : { reminderDate, reminderStep: name };
}
