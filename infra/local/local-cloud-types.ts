/** What the embedded AWS takes and offers. */
import type { FaultLevel } from "./faults/fault-levels";
import type { Controls } from "./pages/controls";
import type { Service } from "./protocol/call";

export interface LocalCloudOptions {
  /** The synthesized assembly (cdk.out) folder. */
  readonly assembly: string;
  /** Port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  readonly faults: FaultLevel;
  /** Seed of the faults' random source. */
  readonly seed?: number;
  /** Delays and visibility timeouts are divided by this (default 60). */
  readonly timeFactor?: number;
  /** Stands between all callers and the tables: whoever measures sees what is written. */
  readonly overTables?: (tables: Service) => Service;
}

export interface LocalCloud extends Controls {
  /** Ends everything at once: what is being worked on is dropped. */
  stop(): Promise<void>;
}
