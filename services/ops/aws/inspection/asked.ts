/** What came of asking AWS one thing: an inspection goes on where a right is missing, and says so. */

export type Asked<T> =
  | { readonly how: "known"; readonly value: T }
  /** There is no such resource. */
  | { readonly how: "missing" }
  | Unknown;

export interface Unknown {
  readonly how: "unknown";
  /** What was asked, as IAM calls it, such as `sns:GetSMSAttributes`. */
  readonly action: string;
  readonly error: unknown;
}

/** There was nothing to ask with: the message names what lacks. */
export class NothingToAsk extends Error {
  override readonly name = "NothingToAsk";
}

/** What SQS, SNS, SES, KMS, Lambda, Scheduler and DynamoDB call what is not there. */
const MISSING =
  /^(?:QueueDoesNotExist|NotFound|NotFoundException|ResourceNotFoundException|TableNotFoundException|AWS\.SimpleQueueService\.NonExistentQueue)$/;

const REFUSED = /^(?:AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized)/;

/** AWS answered that this role may not ask. */
export function isRefused(asked: Asked<unknown>): boolean {
  return asked.how === "unknown" && asked.error instanceof Error && REFUSED.test(asked.error.name);
}

export function known<T>(value: T): Asked<T> {
  return { how: "known", value };
}

/** @param action as IAM calls it */
export async function ask<T>(action: string, call: () => Promise<T>): Promise<Asked<T>> {
  try {
    return known(await call());
  } catch (error) {
    return error instanceof Error && MISSING.test(error.name) ? { how: "missing" } : { how: "unknown", action, error };
  }
}

/**
 * Asks what needs the answer of an earlier question.
 * @param what the earlier question was about, as it is told where there is no such thing
 */
export async function thenAsk<T, U>(
  first: Asked<T>,
  what: string,
  next: (value: T) => Promise<Asked<U>>,
): Promise<Asked<U>> {
  if (first.how === "known") return next(first.value);
  if (first.how === "unknown") return first;
  return { how: "unknown", action: "", error: new NothingToAsk(`there is no ${what}`) };
}
