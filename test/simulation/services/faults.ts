/** What goes wrong in a simulated run, and how often: probabilities of each call. */
export interface FaultRates {
  /** The call fails and nothing happened. */
  readonly errorBefore: number;
  /** The call takes effect, and the caller gets an error or no response. */
  readonly responseLost: number;
  readonly throttled: number;
  /** The same for the carriers alone. */
  readonly quotaUsed: number;
  /** It takes longer than the SDK waits, sometimes longer than the function lives or its claim holds. */
  readonly delayed: number;
  /** The function's process ends, before the call or after it. */
  readonly crash: number;
  /** A message comes although another consumer has it, or after it was deleted. */
  readonly duplicateDelivery: number;
  /** What was done is reported, but the message is not deleted. */
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
