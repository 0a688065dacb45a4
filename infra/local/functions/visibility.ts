/** When a message that failed is visible again, in seconds. */
export interface Waits {
  /** The queue's visibility timeout, divided: minutes become seconds. */
  readonly usual: number;
  /** The lease of a claim, which is not divided, because it must outlast functions, whose time is not divided either. */
  readonly lease: number;
}

/** A queue with fewer tries hands its messages over to another one. */
const MANY_TRIES = 5;
const LAST_TRIES = 2;

/**
 * On AWS each wait outlasts a lease, so that a message whose claim somebody holds, such as a function that died, is tried again
 * after it. Here a lease outlasts all waits, and such a message would be moved to the DLQ. Its last tries therefore wait for the
 * lease; a reminder whose carrier fails ends before them.
 * @param received how often it was received
 * @param maxReceiveCount of the queue's redrive policy; undefined without one
 * @returns seconds
 */
export function visibleAgainAfter(
  received: number,
  maxReceiveCount: number | undefined,
  { usual, lease }: Waits,
): number {
  const isLast = maxReceiveCount !== undefined && received > maxReceiveCount - LAST_TRIES;
  return isLast && maxReceiveCount >= MANY_TRIES ? Math.max(usual, lease) : usual;
}
