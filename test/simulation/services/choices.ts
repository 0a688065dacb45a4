/** The random choices of a run, all from one seed. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Random } from "../../../services/domain/ports";

/** A fault of a run. Its ordinal counts every call at which a fault was possible. */
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

  /** @param only the ordinals of the faults that may happen, to reduce a failing run */
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

  /** From `min` to `max`, both inclusive. */
  between(min: number, max: number): number {
    return uniformInt(this.#generator, min, max);
  }

  oneOf<T>(options: readonly T[]): T {
    return options[this.between(0, options.length - 1)] as T;
  }

  /** Whether a fault happens here. */
  fault(kind: string, where: string, probability: number): boolean {
    if (probability === 0) return false;
    const ordinal = this.#decisions;
    this.#decisions += 1;
    // Drawn even if it may not happen, so that the choices stay the same without it.
    const drawn = this.fraction() < probability;
    if (!drawn || this.#faultsEnded || (this.only && !this.only.has(ordinal))) return false;
    this.faults.push({ ordinal, kind, where });
    return true;
  }

  /** No faults happen from now on. */
  endFaults(): void {
    this.#faultsEnded = true;
  }
}
