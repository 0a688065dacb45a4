/** What DynamoDB takes within a second: a bucket that refills, as its documents describe partitions and new tables. */

/** Of one partition, of a table or an index: "Best practices for designing and using partition keys effectively". */
export const PARTITION = { write: 1_000, read: 3_000 };
/** Of a new table in on-demand mode, and of each index: "DynamoDB on-demand capacity mode", initial throughput. */
export const NEW_TABLE = { write: 4_000, read: 12_000 };

/** It holds one second's capacity. AWS keeps up to five minutes' of a partition, but does not promise it. */
export class Capacity {
  #left: number;
  #at: number;

  /**
   * @param perSecond units
   * @param now ms
   */
  constructor(
    private readonly perSecond: number,
    now: number,
  ) {
    this.#left = perSecond;
    this.#at = now;
  }

  /** @returns whether there is as much left at `now` (ms) */
  has(units: number, now: number): boolean {
    this.#left = Math.min(this.perSecond, this.#left + ((now - this.#at) / 1_000) * this.perSecond);
    this.#at = now;
    return this.#left >= units;
  }

  /** Less than nothing may be left after a read, whose size is known once it was made. */
  take(units: number): void {
    this.#left -= units;
  }
}

/** A capacity for each of what has one, made when it is first asked for. */
export class Capacities {
  readonly #made = new Map<string, Capacity>();

  constructor(private readonly perSecond: number) {}

  of(key: string, now: number): Capacity {
    let made = this.#made.get(key);
    if (!made) {
      made = new Capacity(this.perSecond, now);
      this.#made.set(key, made);
    }
    return made;
  }
}
