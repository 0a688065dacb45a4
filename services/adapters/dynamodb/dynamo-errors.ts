/**
 * The errors of DynamoDB, for all of our calls: a condition that does not hold, and what is transient. The SDK itself
 * retries throttled and failed calls a few times within seconds, but never after a conflict.
 *
 * Sources: "Error handling with DynamoDB", DynamoDB Developer Guide
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html); the errors of each
 * operation, DynamoDB API Reference; what the SDK retries, `@smithy/core`, retry.
 */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

/** Why a call failed, if the reason is transient. */
export type Obstacle =
  /** The capacity of a table, an index or the account, which grows with its use. */
  | "capacity"
  /** Another write to, or transaction on, the same item. */
  | "conflict"
  /** A short failure of DynamoDB or the network. The call may have been carried out. */
  | "outage";

const OBSTACLES: Readonly<Record<string, Obstacle>> = {
  ProvisionedThroughputExceededException: "capacity",
  RequestLimitExceeded: "capacity",
  ThrottlingException: "capacity",
  Throttling: "capacity",
  TransactionConflictException: "conflict",
  // For global tables with multi-Region strong consistency.
  ReplicatedWriteConflictException: "conflict",
  InternalServerError: "outage",
  InternalServerErrorException: "outage",
  ServiceUnavailable: "outage",
  ServiceUnavailableException: "outage",
  TimeoutError: "outage",
};

/** Network errors, by Node's code. */
const BROKEN_CONNECTION = ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"];

/** @returns undefined for an error that a retry would meet again, such as a missing permission */
export function obstacleOf(error: unknown): Obstacle | undefined {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  if (BROKEN_CONNECTION.includes(String(code))) return "outage";
  return Object.hasOwn(OBSTACLES, String(name)) ? OBSTACLES[String(name)] : undefined;
}

/** Whether a failed call may be retried. Only for calls that are safe to carry out twice. */
export function mayPass(error: unknown): boolean {
  return obstacleOf(error) !== undefined;
}

/**
 * Waits for a write with a condition.
 * @returns false if the condition did not hold: nothing was written
 */
export async function isWritten(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
