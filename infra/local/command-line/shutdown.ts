/** Ends the run on Ctrl-C (SIGINT) and SIGTERM: cleanly at the first, at once at the second. */

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
/** ms that the clean-up may take. */
const PATIENCE = 1_500;

export interface Shutdown {
  /** Has a signal come? What fails from then on fails because of it. */
  readonly begun: boolean;
  /** What is to be done before the end, the latest first. */
  before(cleanUp: () => unknown): void;
  /** From now on a signal is the way to end: it gives this exit status instead of the signal's own. */
  endWith(status: number): void;
}

export function watchSignals(sayGoodbye: () => void): Shutdown {
  const cleanUps: (() => unknown)[] = [];
  let status: number | undefined;
  let begun = false;
  for (const [signal, signalStatus] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      const exitStatus = status ?? signalStatus;
      if (begun) process.exit(exitStatus);
      begun = true;
      setTimeout(() => process.exit(exitStatus), PATIENCE);
      void Promise.allSettled(cleanUps.reverse().map(async (cleanUp) => cleanUp())).then(() => {
        sayGoodbye();
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
