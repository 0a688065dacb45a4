/** The common interface of the parts of the bench. */

/** One part of the bench. */
export interface Section {
  /** The name for `npm run bench -- --only ID`, such as `cold-start`. */
  readonly id: string;
  readonly title: string;
  /** Measures on the local run that it shares with others of its kind. */
  readonly onSharedCloud?: true;
  /** @returns figures measured in this call */
  measure(options: MeasureOptions): Promise<Measured>;
}

export interface MeasureOptions {
  /** A form of some seconds for CI: it shows that the measurement works, but its figures are not meaningful. */
  readonly short: boolean;
  /** Prints what is being measured. */
  readonly tell: (line: string) => void;
}

export interface Measured {
  /** The method: what was simulated, how often, what was omitted. */
  readonly method: readonly string[];
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  readonly charts?: readonly Chart[];
}

export interface Table {
  readonly title: string;
  /** With units. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Chart {
  /** Names the file: `docs/performance/ID.svg`. */
  readonly id: string;
  readonly title: string;
  readonly x: { readonly title: string; readonly logarithmic?: boolean };
  readonly y: { readonly title: string; readonly logarithmic?: boolean };
  readonly lines: readonly {
    readonly name: string;
    /** `low` and `high`: the spread, if any. */
    readonly points: readonly {
      readonly x: number;
      readonly y: number;
      readonly low?: number;
      readonly high?: number;
    }[];
  }[];
}
