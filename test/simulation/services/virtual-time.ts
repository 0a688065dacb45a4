/** Time that passes only when every process waits. */
export interface Event {
  readonly at: number;
  readonly wake: () => void;
}

export class VirtualTime {
  /** In reverse order: the next event is the last. */
  readonly #events: Event[] = [];
  #now: number;

  /** @param start ms since 1970 */
  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** Schedules an event. Events at the same time happen in the order in which they were scheduled. */
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

  /** Cancels an event. */
  cancel(event: Event): void {
    const place = this.#events.indexOf(event);
    if (place >= 0) this.#events.splice(place, 1);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.after(ms, wake));
  }

  /**
   * Lets time pass until no events are left.
   * @param maxEvents more events mean that the run does not end
   * @param breathes runs Node's event loop between two events, so that an unhandled rejection ends the process, as on
   *   Lambda. It changes nothing else, and takes longer.
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
      // The next event comes after all work that needs no waiting: Node runs a tick that a microtask has scheduled when
      // no microtasks are left.
      const tick = () => process.nextTick(step);
      const settle = breathes ? () => void setImmediate(step) : () => queueMicrotask(tick);
      settle();
    });
  }
}
