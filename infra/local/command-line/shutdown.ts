/** Stops the run on Ctrl-C (SIGINT) or SIGTERM: cleanly on the first signal, immediately on the second. */

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
/** ms that the clean-up may take. */
const CLEAN_UP_MS = 1_500;

export interface Shutdown {
  /** Whether a signal was received: later errors are a consequence of it. */
  readonly begun: boolean;
  /** Registers a clean-up; the last one registered runs first. */
  before(cleanUp: () => unknown): void;
  /** From now on a signal is the normal way to stop: exit with this status instead of the signal's. */
  endWith(status: number): void;
}

export function watchSignals(onStopped: () => void): Shutdown {
  const cleanUps: (() => unknown)[] = [];
  let status: number | undefined;
  let begun = false;
  for (const [signal, signalStatus] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      const exitStatus = status ?? signalStatus;
      if (begun) process.exit(exitStatus);
      begun = true;
      setTimeout(() => process.exit(exitStatus), CLEAN_UP_MS);
      void Promise.allSettled(cleanUps.reverse().map(async (cleanUp) => cleanUp())).then(() => {
        onStopped();
        process.exit(exitStatus);
      });
    });
  }
  return {
    get begun() {
      return begun;
    },
    before: (cleanUp) => cleanUps.push(cleanUp),
    endWith: (given) => {
      status = given;
    },
  };
}
