/** Time that passes only when everybody waits for it. */
interface Event {
  readonly at: number;
  readonly wake: () => void;
}

export class VirtualTime {
  readonly #events: Event[] = [];
  #now: number;

  /** @param start ms since 1970 */
  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** Has something happen at a time; what was planned first for one moment happens first. */
  at(time: number, wake: () => void): void {
    const at = Math.max(time, this.#now);
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1] as Event).at > at) place -= 1;
    this.#events.splice(place, 0, { at, wake });
  }

  after(ms: number, wake: () => void): void {
    this.at(this.#now + ms, wake);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.after(ms, wake));
  }

  /**
   * Lets time pass until nobody waits for it any more.
   * @param mostEvents more of them mean that something goes round in circles
   */
  async pass(mostEvents: number): Promise<"quiet" | "endless"> {
    for (let events = 0; events < mostEvents; events += 1) {
      // Whoever was woken does what can be done without waiting.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#events.shift();
      if (!next) return "quiet";
      this.#now = next.at;
      next.wake();
    }
    return "endless";
  }
}
