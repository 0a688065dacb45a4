/** Divides the delays and visibility timeouts of SQS calls, so that a local run of retries does not take minutes. */

/** A receiver outside the local run has this long, or what it asked for where that is less. */
const MIN_VISIBILITY_SECONDS = 1;

type Parameters = Record<string, unknown>;

/** What the queue's own attributes say, in seconds. */
export interface QueueTimes {
  readonly DelaySeconds?: string;
  readonly VisibilityTimeout?: string;
}

/**
 * @param parameters of the call; they are not changed
 * @param times of the queue, which hold where the call names none
 * @returns the parameters with divided times; they may be fractions of a second
 */
export function divideTimes(operation: string, parameters: Parameters, times: QueueTimes, factor: number): Parameters {
  const delay = (own: unknown) => Number(own ?? times.DelaySeconds ?? 0) / factor;
  const visibility = (own: unknown) => {
    const seconds = Number(own ?? times.VisibilityTimeout ?? 30);
    return Math.max(seconds / factor, Math.min(seconds, MIN_VISIBILITY_SECONDS));
  };
  const entries = (change: (entry: Parameters) => Parameters) => ({
    ...parameters,
    Entries: ((parameters.Entries ?? []) as Parameters[]).map(change),
  });
  switch (operation) {
    case "SendMessage":
      return { ...parameters, DelaySeconds: delay(parameters.DelaySeconds) };
    case "SendMessageBatch":
      return entries((entry) => ({ ...entry, DelaySeconds: delay(entry.DelaySeconds) }));
    case "ReceiveMessage":
    case "ChangeMessageVisibility":
      return { ...parameters, VisibilityTimeout: visibility(parameters.VisibilityTimeout) };
    case "ChangeMessageVisibilityBatch":
      return entries((entry) => ({ ...entry, VisibilityTimeout: visibility(entry.VisibilityTimeout) }));
    default:
      return parameters;
  }
}

/** Does the call depend on the queue's times? */
export function dependsOnTimes(operation: string): boolean {
  return ["ReceiveMessage", "SendMessage", "SendMessageBatch"].includes(operation);
}
