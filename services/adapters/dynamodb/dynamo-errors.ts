/**
 * The errors of DynamoDB that may pass, for all of our calls. The SDK itself repeats throttled and failed calls a few times
 * within seconds, but never after a conflict.
 *
 * Sources: "Error handling with DynamoDB", DynamoDB Developer Guide
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html); the errors of each operation,
 * DynamoDB API Reference; what the SDK repeats, `@smithy/core`, retry.
 */

/** Why a call failed, if the reason may pass. */
export type Obstacle =
  /** The capacity of a table, an index or the account, which grows while it is used. */
  | "capacity"
  /** Another write or transaction on the same item. */
  | "conflict"
  /** DynamoDB or the network, for a moment. The call may have been carried out. */
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

/** Errors of the network, by Node's code. */
const BROKEN_CONNECTION = ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"];

/** @returns undefined for an error that a repeated call would meet again, such as a missing permission */
export function obstacleOf(error: unknown): Obstacle | undefined {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  if (BROKEN_CONNECTION.includes(String(code))) return "outage";
  return Object.hasOwn(OBSTACLES, String(name)) ? OBSTACLES[String(name)] : undefined;
}

/** May a call that failed so be repeated? Only calls that may be carried out twice without harm ask this. */
export function mayPass(error: unknown): boolean {
  return obstacleOf(error) !== undefined;
}
