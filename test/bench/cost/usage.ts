/** What reminders use, as it is counted and as it is billed. */
import type { ResourceNames } from "../../../contracts/resource-names";
import type { Consumed } from "./table-meter";

/** What some reminders used on one part of their path. */
export interface Used extends Consumed {
  readonly reminders: number;
  /** By operation, without tries after the first. */
  readonly calls: Readonly<Record<string, number>>;
  /** Tries after the first: nothing fails here, and so they tell of a machine that is too busy to measure. */
  readonly retries: number;
  /** What the function wrote itself. */
  readonly logBytes: number;
}

export interface Usage {
  readonly names: ResourceNames;
  /** The booking system stores appointments. */
  readonly stored: Used;
  /** The daily run queues them. */
  readonly queued: Used;
  /** The SMS consumer works them, in full batches and in batches of one. */
  readonly full: Used;
  readonly single: Used;
  /** Full batches of messages whose reminders were sent before. */
  readonly duplicates: Used;
  /** MB, by function name. */
  readonly memory: ReadonlyMap<string, number>;
}

export const FULL_BATCH = 10;
