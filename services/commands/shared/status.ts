/** How a command ends, for scripts. */
export const STATUS = {
  /** All that was asked for is done, and so. */
  done: 0,
  /** Something is not as asked: not all moved, a check that failed, nothing found. */
  failed: 1,
  /** Options or a file that do not fit: nothing was done. */
  misuse: 2,
  /** The environment cannot be reached, or does not let us: nothing, or not all, was done. */
  unreachable: 3,
  /** Ctrl-C: what was begun is finished, the rest was left. */
  interrupted: 130,
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

export const STATUS_HELP = `Exit status:
  0    done
  1    not all is as asked: the output says what is not
  2    options or a file that do not fit; nothing was done
  3    the environment cannot be reached, or refuses
  130  interrupted by Ctrl-C: what was begun is finished, and a second run takes up the rest`;

/** An end that is told in one sentence, with a hint where there is one. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  constructor(
    message: string,
    readonly status: Status,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** Options or a file that do not fit. */
export function misuse(message: string, hint?: string): CommandError {
  return new CommandError(message, STATUS.misuse, hint);
}

/** Nothing of the name was found. */
export function notFound(message: string, hint?: string): CommandError {
  return new CommandError(message, STATUS.failed, hint);
}

/** Ctrl-C: what was begun is finished. */
export function interrupted(hint?: string): CommandError {
  return new CommandError("Interrupted", STATUS.interrupted, hint);
}
