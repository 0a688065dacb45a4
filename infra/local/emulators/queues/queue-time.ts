/** Divides the delays and visibility timeouts of SQS calls, so that retries in a local run do not take minutes. */

/** The minimum for receivers outside the local run, unless they ask for less. */
const MIN_VISIBILITY_SECONDS = 1;

type Parameters = Readonly<Record<string, unknown>>;

/** The queue's attributes, in seconds. */
export interface QueueTimes {
  readonly DelaySeconds?: string;
  readonly VisibilityTimeout?: string;
}

/**
 * @param parameters the call's; not changed
 * @param times the queue's defaults
 * @returns the parameters with divided times, which may be fractions of a second
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

/** Whether the call uses the queue's default times. */
export function dependsOnTimes(operation: string): boolean {
  return ["ReceiveMessage", "SendMessage", "SendMessageBatch"].includes(operation);
}
