/** The options and controls of the local cloud. */
import type { FaultLevel } from "./faults/fault-levels";
import type { Controls } from "./pages/controls";
import type { Service } from "./protocol/call";

export interface LocalCloudOptions {
  /** The synthesized assembly (cdk.out) folder. */
  readonly assembly: string;
  /** Port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  readonly faults: FaultLevel;
  /** Seed of the random faults. */
  readonly seed?: number;
  /** Delays and visibility timeouts are divided by this (default 60). */
  readonly timeFactor?: number;
  /** How long an event source waits for more messages if a batch is not full, in ms (default 0). */
  readonly batchingWindowMs?: number;
  /** How many batches of a queue, or events of a function, are handled at once (default: as many as the machine has use for). */
  readonly instances?: number;
  /** After this time an instance of a function that does nothing is stopped, in ms (default 60,000). */
  readonly idleMs?: number;
  /** Whether carriers give receipts of what they accepted (default true). */
  readonly receipts?: boolean;
  /** Wraps the tables for all callers, for example to measure writes. */
  readonly wrapTables?: (tables: Service) => Service;
}

export interface LocalCloud extends Controls {
  /** Stops everything immediately, including invocations in progress. */
  stop(): Promise<void>;
}
