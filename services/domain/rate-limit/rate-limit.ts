/** The account's rate as the domain needs it. */

/** The time of a carrier's quota, of which every consumer that runs takes its part: no two get the same. */
export interface Quota {
  /**
   * Reserves the next span that is free.
   * @param span ms
   * @param latest ms since 1970: it must begin by then
   * @returns undefined, and nothing is reserved, where that would be too late
   */
  reserve(span: number, latest: number): Promise<Reservation | undefined>;
  /** Gives the last ms of a reservation back, where nothing was reserved behind it yet. */
  giveBack(reservation: Reservation, span: number): Promise<void>;
}

/** A span of a quota's time; ms since 1970. */
export interface Reservation {
  readonly start: number;
  readonly end: number;
}

/** Holds texts back until the account's rate allows them. */
export interface Pacing {
  /**
   * Reserves a turn for a text that is likely to be sent.
   * @param parts message parts
   * @param deadline ms since 1970
   */
  join(parts: number, deadline: number): Turn;
}

export interface Turn {
  /**
   * Waits until the text may be sent. A send that was refused for the quota takes another turn.
   * @throws OutOfTime at once, when the turn would end after the deadline, or the deadline is over
   */
  take(): Promise<void>;
  /** The text is not sent. After it was, this does nothing. */
  leave(): Promise<void>;
}
