/** The account's sending rate, as the domain needs it. */
import type { TextVolume } from "../../../contracts/tables/sms-rate-limit";

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
   * @throws SendingStopped at once if far more texts than usual went out today
   */
  wait(): Promise<void>;
  /** The carrier has accepted the text: it counts. */
  sent(): void;
  /** The text is not sent: it does not count, and its time is released. Does nothing if it was sent. */
  cancel(): Promise<void>;
}

/**
 * The time of a carrier's rate, shared by all running consumers: no two of them get the same time. It also counts the texts
 * of each day, for the guard against floods.
 */
export interface RateBudget {
  /**
   * Reserves the next free time slot.
   * @param span ms
   * @param latest ms since 1970: the slot must begin by then
   * @param counted counts if, and only if, the time is reserved
   * @returns undefined if it would begin later; nothing is reserved then
   */
  reserve(span: number, latest: number, counted?: DayTexts): Promise<TimeSlot | undefined>;
  /**
   * Releases the last `span` ms of a slot, unless another slot was reserved after it.
   * @param uncounted is subtracted from its day in any case
   */
  release(slot: TimeSlot, span: number, uncounted?: DayTexts): Promise<void>;
  /** What is known of the days' texts. Reserves and counts nothing. */
  volume(): Promise<TextVolume>;
}

/** Times in ms since 1970. */
export interface TimeSlot {
  readonly start: number;
  readonly end: number;
  /** With what was counted. */
  readonly volume: TextVolume;
}

/** A number of texts of one day. */
export interface DayTexts {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly texts: number;
}
