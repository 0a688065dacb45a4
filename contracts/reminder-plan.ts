/** When a patient is reminded of an appointment: one to six steps, such as `7d@10:00, 1d@09:00, 3h`. */

/** A step of a plan. Its name is its text; `1d`, the only step of the default plan, has no name. */
export type PlanStep = { readonly name: string | undefined } & (
  | {
      /** On a day, by the daily run. */
      readonly kind: "day";
      /** Calendar days before the appointment's, from 1. */
      readonly days: number;
    }
  | {
      /** On a day, at a time of day. */
      readonly kind: "time";
      /** Calendar days before the appointment's, from 0. */
      readonly days: number;
      /** HH:MM, local. */
      readonly timeOfDay: string;
    }
  | {
      /** A time before the start. */
      readonly kind: "elapsed";
      readonly minutes: number;
    }
);

/** The plan where none is given: one reminder, by the daily run on the day before. */
export const DEFAULT_PLAN = "1d";

/** What a plan must be, to complete a sentence. */
export const PLAN_RULE =
  "must be 1 to 6 different steps separated by commas, such as 7d@10:00, 1d, 3h (at most 60d or 1440h, at least 30m)";

/** What the name of a step must be. */
export const STEP_RULE = { field: "reminderStep", problem: "must be a step of a plan, such as 2d@10:00, or absent" };

export const MAX_PLAN_LENGTH = 200;
const MAX_STEPS = 6;
const MAX_DAYS = 60;
const MAX_MINUTES = MAX_DAYS * 24 * 60;
/** The sweep runs every 15 minutes: a shorter time would leave only minutes between the reminder and the start. */
const MIN_MINUTES = 30;

/** The part of the grammar that JSON Schema can express. Every repetition is bounded or followed by another character. */
export const PLAN_PATTERN =
  /^\s*(?:\d\d?d(?:@(?:[01]\d|2[0-3]):[0-5]\d)?|[1-9]\d{0,3}h|[1-9]\d{1,4}m)(?:\s*,\s*(?:\d\d?d(?:@(?:[01]\d|2[0-3]):[0-5]\d)?|[1-9]\d{0,3}h|[1-9]\d{1,4}m)){0,5}\s*$/;

const DAY_STEP = /^(\d|[1-9]\d)d(?:@((?:[01]\d|2[0-3]):[0-5]\d))?$/;
const ELAPSED_STEP = /^([1-9]\d{0,4})([hm])$/;

/**
 * Reads a plan. Blanks around its steps are ignored; their order has no meaning.
 * @returns its steps as they are written; undefined if it is not a plan
 */
export function parsePlan(text: string): readonly PlanStep[] | undefined {
  if (text.length > MAX_PLAN_LENGTH) return undefined;
  const steps: PlanStep[] = [];
  const moments = new Set<string>();
  for (const written of text.split(",")) {
    const step = parseStep(written.trim());
    if (!step) return undefined;
    steps.push(step);
    moments.add(step.kind === "elapsed" ? `${step.minutes}m` : String(step.name));
  }
  return steps.length <= MAX_STEPS && moments.size === steps.length ? steps : undefined;
}

export function isPlan(text: string): boolean {
  return parsePlan(text) !== undefined;
}

/** @param text a step without blanks around it, such as `7d@10:00` */
export function parseStep(text: string): PlanStep | undefined {
  const [, writtenDays, timeOfDay] = DAY_STEP.exec(text) ?? [];
  if (writtenDays !== undefined) {
    const days = Number(writtenDays);
    if (days > MAX_DAYS) return undefined;
    if (timeOfDay !== undefined) return { name: text, kind: "time", days, timeOfDay };
    return days > 0 ? { name: text === DEFAULT_PLAN ? undefined : text, kind: "day", days } : undefined;
  }
  const [, amount, unit] = ELAPSED_STEP.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const minutes = Number(amount) * (unit === "h" ? 60 : 1);
  if (minutes < MIN_MINUTES || minutes > MAX_MINUTES) return undefined;
  return { name: text, kind: "elapsed", minutes };
}
