import {
  PART_SOURCE,
  type PartRunEvent,
  type ProducerEvent,
  SCHEDULE_SOURCE,
  SWEEP_SOURCE,
} from "../../../contracts/producer-event";
import { DUE_PARTS, type DuePart } from "../../../contracts/tables/due-parts";
import { isDay } from "./reminder-day";

/** The producer does not accept this event. */
export class ProducerEventError extends Error {
  override readonly name = "ProducerEventError";
}

/**
 * Checks the producer's event.
 * @throws ProducerEventError that names the field and what it must be
 */
export function readProducerEvent(event: unknown): ProducerEvent {
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    throw new ProducerEventError("the event must be a JSON object");
  }
  if ("appointments" in event) {
    const { appointments } = event;
    if (!Array.isArray(appointments)) throw new ProducerEventError("appointments must be a list");
    if (appointments.length === 0) throw new ProducerEventError("appointments must hold at least one appointment");
    return { appointments };
  }
  if ("source" in event && event.source === SCHEDULE_SOURCE) return { source: SCHEDULE_SOURCE };
  if ("source" in event && event.source === SWEEP_SOURCE) return { source: SWEEP_SOURCE };
  if ("source" in event && event.source === PART_SOURCE) return readPartRun(event);
  throw new ProducerEventError(`appointments is required, or source must be "${SCHEDULE_SOURCE}" or "${SWEEP_SOURCE}"`);
}

/** More than the setting `catchUpDays` allows. */
const MAX_DAYS = 100;

function readPartRun(event: object): PartRunEvent {
  const { run, days, parts } = event as Partial<Record<keyof PartRunEvent, unknown>>;
  if (typeof run !== "string" || !/^[\w-]{1,100}$/.test(run)) {
    throw new ProducerEventError("run must be the id of a daily run");
  }
  if (!isList(days, isDay) || days.length > MAX_DAYS) {
    throw new ProducerEventError(`days must list 1 to ${MAX_DAYS} days, such as 2026-11-30`);
  }
  if (!isList(parts, isDuePart)) throw new ProducerEventError("parts must list parts of a day: undivided, or 0 to f");
  return { source: PART_SOURCE, run, days, parts };
}

/** Whether it is a list with at least one entry, all of which fit. */
function isList<T>(given: unknown, fits: (entry: unknown) => entry is T): given is readonly T[] {
  return Array.isArray(given) && given.length > 0 && given.every(fits);
}

function isDuePart(given: unknown): given is DuePart {
  return DUE_PARTS.some((part) => part === given);
}
