/** A carrier that meters message parts, and throttles texts beyond its quota. */

/** ms that a text may be early: the quota per second allows a second of parts at once. */
const TOLERANCE = 1_000;

/**
 * A leaky bucket: a text of three parts occupies the line for the time of three parts. A text is throttled if the line is
 * busy for more than another second. AWS and its carriers do not publish how they meter; this is their limit of parts per
 * second, applied strictly.
 */
export class MeteredCarrier {
  /** Number of throttled texts. */
  throttled = 0;
  readonly #accepted: { readonly at: number; readonly parts: number }[] = [];
  #busyUntil = 0;

  constructor(
    private readonly partsPerSecond: number,
    private readonly now: () => number = performance.now.bind(performance),
  ) {}

  /** @returns whether the text was accepted */
  take(parts: number): boolean {
    const now = this.now();
    if (this.#busyUntil > now + TOLERANCE) {
      this.throttled += 1;
      return false;
    }
    this.#busyUntil = Math.max(this.#busyUntil, now) + (parts * 1_000) / this.partsPerSecond;
    this.#accepted.push({ at: now, parts });
    return true;
  }

  /** The part of the quota that was used between two times (ms), from one text to another: 1 is all of it. */
  used(from: number, to: number): number {
    const texts = this.#accepted.filter(({ at }) => at >= from && at < to);
    const [first, last] = [texts[0], texts.at(-1)];
    if (!first || !last || first === last) return 0;
    const parts = texts.reduce((sum, text) => sum + text.parts, 0) - last.parts;
    return parts / (((last.at - first.at) / 1_000) * this.partsPerSecond);
  }
}
