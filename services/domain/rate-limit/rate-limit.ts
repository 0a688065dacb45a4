/** The account's sending rate, as the domain needs it. */

/** Holds texts back until the account's rate allows them. */
export interface RateLimiter {
  /**
   * Reserves time for a text that will probably be sent.
   * @param parts message parts
   * @param deadline ms since 1970
   */
  reserve(parts: number, deadline: number): Reservation;
}

/** A text's part of the account's rate. */
export interface Reservation {
  /**
   * Waits until the text may be sent. A send that the carrier throttled reserves again.
   * @throws OutOfTime at once if the text's time would end after the deadline, or the deadline has passed
   */
  wait(): Promise<void>;
  /** The text is not sent. Does nothing if it was sent. */
  cancel(): Promise<void>;
}

/** The time of a carrier's rate, shared by all running consumers: no two of them get the same time. */
export interface RateBudget {
  /**
   * Reserves the next free time slot.
   * @param span ms
   * @param latest ms since 1970: the slot must begin by then
   * @returns undefined if it would begin later; nothing is reserved then
   */
  reserve(span: number, latest: number): Promise<TimeSlot | undefined>;
  /** Releases the last `span` ms of a slot, unless another slot was reserved after it. */
  release(slot: TimeSlot, span: number): Promise<void>;
}

/** Times in ms since 1970. */
export interface TimeSlot {
  readonly start: number;
  readonly end: number;
}
