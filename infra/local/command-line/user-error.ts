/** An error that the user can correct: printed in one line, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
  constructor(
    message: string,
    /** 2 for wrong usage of the command line, otherwise 1. */
    readonly exitStatus: 1 | 2 = 1,
  ) {
    super(message);
  }
}
