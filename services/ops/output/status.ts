/** How a command ends, for scripts. */
export const STATUS = {
  /** Everything requested was done. */
  done: 0,
  /** Incomplete, or something is wrong: not everything moved, a check failed, nothing was found. */
  failed: 1,
  /** The options or the file cannot be used: nothing was done. */
  misuse: 2,
  /** The environment cannot be reached, or refuses the call: nothing, or only a part, was done. */
  unreachable: 3,
  /** Ctrl-C: what had begun is finished, the rest was left. */
  interrupted: 130,
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

export const STATUS_HELP = `Exit status:
  0    done
  1    incomplete, or something is wrong: see the output
  2    the options or the file cannot be used; nothing was done
  3    the environment cannot be reached, or refuses the call
  130  interrupted by Ctrl-C: what had begun is finished; run it again for the rest`;

/** An error that is printed in one sentence, with a hint if there is one. */
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

/** The options or the file cannot be used. */
export function misuse(message: string, hint?: string): CommandError {
  return new CommandError(message, STATUS.misuse, hint);
}

/** Nothing of the name was found. */
export function notFound(message: string, hint?: string): CommandError {
  return new CommandError(message, STATUS.failed, hint);
}

/** Ctrl-C: what had begun is finished. */
export function interrupted(hint?: string): CommandError {
  return new CommandError("Interrupted", STATUS.interrupted, hint);
}
