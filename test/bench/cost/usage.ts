/** The usage of reminders, as counted and as billed. */
import type { ResourceNames } from "../../../contracts/resource-names";
import type { Consumed } from "./table-meter";

/** The usage of some reminders on one part of their path. */
export interface Used extends Consumed {
  readonly reminders: number;
  /** By operation, without retries. */
  readonly calls: Readonly<Record<string, number>>;
  /** Retries: since no call fails here, they show that the machine is too busy for a measurement. */
  readonly retries: number;
  /** Lines that the function itself logged. */
  readonly logBytes: number;
}

export interface Usage {
  readonly names: ResourceNames;
  /** The booking system stores appointments. */
  readonly stored: Used;
  /** The daily run queues them. */
  readonly queued: Used;
  /** The SMS consumer processes them, in full batches and in batches of one. */
  readonly full: Used;
  readonly single: Used;
  /** Full batches of messages whose reminders were sent before. */
  readonly duplicates: Used;
  /** What comes before and after reminders. */
  readonly others: readonly OtherUsage[];
  /** MB, by function name. */
  readonly memory: ReadonlyMap<string, number>;
}

/** Bookings, receipts, answers or planned reminders, in full batches and one by one. */
export interface OtherUsage {
  /** Such as `new bookings`. */
  readonly what: string;
  readonly full: Used;
  readonly single: Used;
}

export const FULL_BATCH = 10;
