/** Time that passes only when everybody waits for it. */
export interface Event {
  readonly at: number;
  readonly wake: () => void;
}

export class VirtualTime {
  /** The next one last. */
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
  at(time: number, wake: () => void): Event {
    const event = { at: Math.max(time, this.#now), wake };
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1] as Event).at <= event.at) place -= 1;
    this.#events.splice(place, 0, event);
    return event;
  }

  after(ms: number, wake: () => void): Event {
    return this.at(this.#now + ms, wake);
  }

  /** What was planned does not happen. */
  cancel(event: Event): void {
    const place = this.#events.indexOf(event);
    if (place >= 0) this.#events.splice(place, 1);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.after(ms, wake));
  }

  /**
   * Lets time pass until nobody waits for it any more.
   * @param maxEvents more of them mean that something goes round in circles
   * @param breathes lets Node come to itself between two events, so that a rejection that nobody has handled by then
   *   ends the process, as it would on Lambda. It changes nothing else, and takes longer.
   */
  pass(maxEvents: number, breathes = false): Promise<"quiet" | "endless"> {
    return new Promise((end) => {
      let events = 0;
      const step = () => {
        if (events === maxEvents) return end("endless");
        const next = this.#events.pop();
        if (!next) return end("quiet");
        events += 1;
        this.#now = next.at;
        next.wake();
        settle();
      };
      // Whoever was woken does all that can be done without waiting: Node takes up the next tick, asked for by a
      // microtask, when no microtask is left.
      const tick = () => process.nextTick(step);
      const settle = breathes ? () => void setImmediate(step) : () => queueMicrotask(tick);
      settle();
    });
  }
}
