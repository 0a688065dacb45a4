/** What one run is given, and what it gives. */
import type { RunFigures } from "./checks/invariants";
import type { Scenario } from "./scenarios";
import type { Fault } from "./services/choices";
import type { StoryLine } from "./story";
import type { Variant } from "./variants/variant";

export interface RunOptions {
  readonly seed: number;
  readonly scenario: Scenario;
  /** Only these faults happen, by their ordinals. */
  readonly only?: ReadonlySet<number>;
  /** A pipeline with a mistake. */
  readonly variant?: Variant;
  /** Whether the result has the steps of the run. */
  readonly story?: boolean;
}

export interface RunResult {
  /** The broken rules. */
  readonly problems: readonly string[];
  readonly faults: readonly Fault[];
  readonly story: readonly StoryLine[];
  readonly figures: RunFigures;
}
