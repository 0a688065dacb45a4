/** The exit statuses of the commands, for scripts. */
export const STATUS = {
  /** Everything requested was done. */
  done: 0,
  /** Incomplete, or a problem was found: not everything moved, a check failed, nothing was found. */
  failed: 1,
  /** The options or the file cannot be used: nothing was done. */
  misuse: 2,
  /** The environment cannot be reached, or refuses the call: nothing, or only part of it, was done. */
  unreachable: 3,
  /** Ctrl-C: what had begun was finished, the rest was not started. */
  interrupted: 130,
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

export const STATUS_HELP = `Exit status:
  0    done
  1    incomplete, or a problem was found: see the output
  2    the options or the file are invalid; nothing was done
  3    the environment cannot be reached, or refuses the call
  130  interrupted by Ctrl-C: what had begun was finished; run the command again for the rest`;

/** An error that is printed as one sentence, with an optional hint. */
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

/** The options or the file are invalid. */
export function misuse(message: string, hint?: string): CommandError {
  return new CommandError(message, STATUS.misuse, hint);
}

/** Nothing of this name was found. */
export function notFound(message: string, hint?: string): CommandError {
  return new CommandError(message, STATUS.failed, hint);
}

/** Ctrl-C: what had begun was finished. */
export function interrupted(hint?: string): CommandError {
  return new CommandError("Interrupted", STATUS.interrupted, hint);
}
