/** A daily run that several runs share: each queues what is due in its parts of each day. */
import { PART_SOURCE, type PartRunEvent } from "../../../../contracts/producer-event";
import { DUE_PARTS, type DuePart, PART_DIGITS } from "../../../../contracts/tables/due-parts";
import { errorCode } from "../../retry/failure";

/** Starts runs of the producer. */
export interface PartStarter {
  /** Starts a run and does not wait for it. The run may be started twice, which is harmless. */
  start(event: PartRunEvent): Promise<void>;
}

/** Which parts of a daily run are done. */
export interface PartProgress {
  /**
   * Notes that everything due in these parts was queued.
   * @param run the id of the daily run
   * @returns all parts of this run that are done by now
   */
  partsDone(run: string, parts: readonly DuePart[]): Promise<readonly string[]>;
}

export interface PartRunDependencies {
  /** How many runs share a daily run: a divisor of 16. With 1, it queues everything itself. */
  readonly producerRuns: number;
  readonly partStarter: PartStarter;
  readonly partProgress: PartProgress;
}

/**
 * The parts of each run. Every part belongs to exactly one of them, and the first one has the undivided list too, which has
 * nothing if the booking system writes parts.
 */
export function sharesOf(runs: number): (readonly [DuePart, ...DuePart[]])[] {
  const size = PART_DIGITS.length / runs;
  return Array.from({ length: runs }, (_, index) => {
    const [first = "undivided", ...others] = PART_DIGITS.slice(index * size, (index + 1) * size);
    return index === 0 ? ["undivided", first, ...others] : [first, ...others];
  });
}

/**
 * Starts the runs that share a daily run. A daily run that fails here is repeated and starts all of them again.
 * @param run the id of the daily run
 * @param days that it reads, oldest first
 * @returns how many were started, and the code of the error of one that was not
 */
export async function startPartRuns(
  run: string,
  days: readonly string[],
  { producerRuns, partStarter }: PartRunDependencies,
): Promise<{ readonly started: number; readonly failure?: string }> {
  const starts = sharesOf(producerRuns).map((parts) => partStarter.start({ source: PART_SOURCE, run, days, parts }));
  const results = await Promise.allSettled(starts);
  const [failed] = results.filter((result) => result.status === "rejected");
  const started = results.filter(({ status }) => status === "fulfilled").length;
  return { started, ...(failed && { failure: errorCode(failed.reason) }) };
}

/** Whether all parts are done. */
export function isWhole(done: readonly string[]): boolean {
  return DUE_PARTS.every((part) => done.includes(part));
}
