/** The capacity of DynamoDB: a bucket that refills every second, as documented for partitions and new tables. */

/** One partition of a table or an index: "Best practices for designing and using partition keys effectively". */
export const PARTITION = { write: 1_000, read: 3_000 };
/** A new table in on-demand mode, and each index: "DynamoDB on-demand capacity mode", initial throughput. */
export const NEW_TABLE = { write: 4_000, read: 12_000 };

/** It has one second's capacity. AWS keeps up to five minutes' for a partition, but does not guarantee it. */
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

  /** @returns whether enough is left at `now` (ms) */
  has(units: number, now: number): boolean {
    this.#left = Math.min(this.perSecond, this.#left + ((now - this.#at) / 1_000) * this.perSecond);
    this.#at = now;
    return this.#left >= units;
  }

  /** May become negative after a read, because its size is only known afterwards. */
  take(units: number): void {
    this.#left -= units;
  }
}

/** Capacities by key, created on first use. */
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
