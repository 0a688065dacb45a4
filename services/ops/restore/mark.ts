/** The restore that is in progress. */
import { InvalidArgumentError } from "commander";
import type { RestoreMark } from "../../../contracts/tables/sending-stops";
import type { StoredStops } from "../../domain/stops/change-stops";
import { readRestoreMark } from "../../domain/stops/restore-mark";
import { notFound } from "../output/status";

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Parses an option's value: a moment with its offset. @returns ISO 8601, UTC */
export function aMoment(text: string): string {
  if (!MOMENT.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("Must be a time in ISO 8601 with its offset, such as 2026-11-22T14:00:00Z.");
  return new Date(text).toISOString();
}

/** @throws CommandError if no restore has begun, or its mark cannot be read */
export function begunRestore(stops: StoredStops | undefined, environment: string): RestoreMark {
  const begin = `npm run ops -- restore begin --to TIME --because TEXT --environment ${environment}`;
  const mark = markOf(stops, begin);
  if (!mark) throw notFound(`No restore has begun in ${environment}`, `To begin one: ${begin}`);
  return mark;
}

function markOf(stops: StoredStops | undefined, begin: string): RestoreMark | undefined {
  try {
    return readRestoreMark(stops);
  } catch {
    throw notFound("The mark of the restore has no time that can be read", `Begin the restore again: ${begin}`);
  }
}
