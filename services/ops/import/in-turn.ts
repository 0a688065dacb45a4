/** Keeps the order of tasks with the same key among concurrent tasks. */
export interface Turn {
  /** Fulfilled when all earlier turns of the same key are done. */
  readonly ready: Promise<void>;
  done(): void;
}

/** @returns a function that takes the next turn of a key. Only keys with an open turn are kept in memory. */
export function turnsByKey(): (key: string) => Turn {
  const last = new Map<string, Promise<void>>();
  return (key) => {
    const ready = last.get(key) ?? Promise.resolve();
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    last.set(key, finished);
    return {
      ready,
      done() {
        if (last.get(key) === finished) last.delete(key);
        finish();
      },
    };
  };
}
