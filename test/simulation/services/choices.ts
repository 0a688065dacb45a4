/** All chance of a simulated run, from one seed. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Random } from "../../../services/domain/ports";

/** Something that went wrong in a run, by its place among all that could have. */
export interface Fault {
  readonly ordinal: number;
  /** Such as `crash` or `answer lost`. */
  readonly kind: string;
  /** Where, such as `log claimSms`. */
  readonly where: string;
}

export class Choices implements Random {
  readonly faults: Fault[] = [];
  readonly #generator;
  #decisions = 0;
  #ids = 0;
  #faultsEnded = false;

  /** @param only faults by their ordinals: all others are left out, as when a failure is cut down to what it needs */
  constructor(
    seed: number,
    private readonly only?: ReadonlySet<number>,
  ) {
    this.#generator = xoroshiro128plus(seed);
  }

  fraction(): number {
    return (this.#generator.next() >>> 0) / 0x1_0000_0000;
  }

  uuid(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  /** From `min` to `max`, both included. */
  between(min: number, max: number): number {
    return uniformInt(this.#generator, min, max);
  }

  oneOf<T>(options: readonly T[]): T {
    return options[this.between(0, options.length - 1)] as T;
  }

  /** Whether something goes wrong here. */
  fault(kind: string, where: string, probability: number): boolean {
    if (probability === 0) return false;
    const ordinal = this.#decisions;
    this.#decisions += 1;
    // Drawn whether or not it may happen: what is left out changes nothing before it.
    const drawn = this.fraction() < probability;
    if (!drawn || this.#faultsEnded || (this.only && !this.only.has(ordinal))) return false;
    this.faults.push({ ordinal, kind, where });
    return true;
  }

  /** From now on all is well. */
  endFaults(): void {
    this.#faultsEnded = true;
  }
}
