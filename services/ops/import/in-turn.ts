/** Keeps the order of what belongs together among things that are done several at a time. */
export interface Turn {
  /** Fulfilled when all turns of the same key before it are done. */
  readonly comes: Promise<void>;
  done(): void;
}

/** @returns takes the next turn of a key; it holds the keys that are in the middle of one, and no others */
export function turnsByKey(): (key: string) => Turn {
  const last = new Map<string, Promise<void>>();
  return (key) => {
    const comes = last.get(key) ?? Promise.resolve();
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    last.set(key, finished);
    return {
      comes,
      done() {
        if (last.get(key) === finished) last.delete(key);
        finish();
      },
    };
  };
}
