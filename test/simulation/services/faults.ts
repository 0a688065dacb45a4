/** The faults of a run: their probability at each call. */
export interface FaultRates {
  /** The call fails, and has no effect. */
  readonly errorBefore: number;
  /** The call takes effect, and the caller gets an error or no response. */
  readonly responseLost: number;
  readonly throttled: number;
  /** Throttling by the carriers only. */
  readonly quotaUsed: number;
  /** The call takes longer than the SDK waits, sometimes longer than the function's timeout or its lease. */
  readonly delayed: number;
  /** The function's process ends, before the call or after it. */
  readonly crash: number;
  /** A message is delivered although another consumer has it, or after it was deleted. */
  readonly duplicateDelivery: number;
  /** The message was processed, but is not deleted. */
  readonly deleteLost: number;
}

export const NO_FAULTS: FaultRates = {
  errorBefore: 0,
  responseLost: 0,
  throttled: 0,
  quotaUsed: 0,
  delayed: 0,
  crash: 0,
  duplicateDelivery: 0,
  deleteLost: 0,
};
