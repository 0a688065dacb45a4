/** What the producer keeps of its daily runs: an item of the appointments table, with this value of both keys. */
export const RUNS_ITEM = {
  id: "#runs",
  /** M: by day (YYYY-MM-DD in the clinic's zone), how many reminders were due when its daily run began. */
  due: "due",
  /** M: the {@link HeldRun}, until it is done. */
  held: "held",
  /** S: the `since` of the held run that an operator released. */
  released: "released",
} as const;

/**
 * What the producer keeps of a daily run that several runs share: an item of the appointments table, with the id of
 * {@link runPartsId} as the value of both keys.
 */
export const RUN_PARTS_ITEM = {
  /** SS: the parts of the days of which everything due was queued. */
  done: "done",
  /** Days after which DynamoDB deletes the item: runs that are retried for hours end before. */
  keptDays: 7,
} as const;

/** @param run the id of the daily run */
export function runPartsId(run: string): string {
  return `${RUNS_ITEM.id}:${run}`;
}

/** A daily run that queued nothing, because far more was due than usual. */
export interface HeldRun {
  /** ISO 8601, UTC: when it was first held. */
  readonly since: string;
  /** YYYY-MM-DD: the day for which so many reminders are due. */
  readonly day: string;
  /** At least so many: it does not count further. */
  readonly due: number;
  /** The highest count of the last 28 days. */
  readonly usual: number;
  /** The highest count that is not held. */
  readonly limit: number;
}

/** A held run, and whether it is released already and waits for the next sweep. */
export interface HeldRunState {
  readonly held: HeldRun;
  readonly isReleased: boolean;
}

/**
 * Reads the item.
 * @returns undefined if no run is held
 */
export function heldRunIn(item: Readonly<Record<string, unknown>> = {}): HeldRunState | undefined {
  const held = readHeldRun(item[RUNS_ITEM.held]);
  return held && { held, isReleased: item[RUNS_ITEM.released] === held.since };
}

function readHeldRun(stored: unknown): HeldRun | undefined {
  const { since, day, due, usual, limit } = Object(stored) as Partial<Record<keyof HeldRun, unknown>>;
  if (typeof since !== "string" || typeof day !== "string") return undefined;
  return { since, day, due: Number(due), usual: Number(usual), limit: Number(limit) };
}
