/** The result of one read call to AWS. If a permission is missing, an inspection continues and reports it. */

export type Lookup<T> =
  | { readonly how: "known"; readonly value: T }
  /** The resource does not exist. */
  | { readonly how: "missing" }
  | Unknown;

export interface Unknown {
  readonly how: "unknown";
  /** The IAM action of the call, such as `sns:GetSMSAttributes`. */
  readonly action: string;
  readonly error: unknown;
}

/** The call was not made, because it needs the result of another. The message names what is missing. */
export class PrerequisiteMissing extends Error {
  override readonly name = "PrerequisiteMissing";
}

/** The errors of SQS, SNS, SES, KMS, Lambda, Scheduler and DynamoDB for a resource that does not exist. */
const MISSING =
  /^(?:QueueDoesNotExist|NotFound|NotFoundException|ResourceNotFoundException|TableNotFoundException|AWS\.SimpleQueueService\.NonExistentQueue)$/;

const DENIED = /^(?:AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized)/;

/** Whether AWS denied the call because a permission is missing. */
export function isDenied(lookup: Lookup<unknown>): boolean {
  return lookup.how === "unknown" && lookup.error instanceof Error && DENIED.test(lookup.error.name);
}

export function known<T>(value: T): Lookup<T> {
  return { how: "known", value };
}

/**
 * Makes a read call, and returns a failure as a value.
 * @param action the IAM action
 */
export async function lookUp<T>(action: string, call: () => Promise<T>): Promise<Lookup<T>> {
  try {
    return known(await call());
  } catch (error) {
    return error instanceof Error && MISSING.test(error.name) ? { how: "missing" } : { how: "unknown", action, error };
  }
}

/**
 * Makes a call that needs the result of an earlier one.
 * @param what the resource of the earlier call, for the message if it does not exist
 */
export async function thenLookUp<T, U>(
  first: Lookup<T>,
  what: string,
  next: (value: T) => Promise<Lookup<U>>,
): Promise<Lookup<U>> {
  if (first.how === "known") return next(first.value);
  if (first.how === "unknown") return first;
  return { how: "unknown", action: "", error: new PrerequisiteMissing(`the ${what} does not exist`) };
}
