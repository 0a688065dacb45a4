/** A day in sixteen parts, one for each hex digit, so that no partition of an index gets all writes of a day. */

/** @param day YYYY-MM-DD */
export function dayPartsOf(day: string): string[] {
  return [..."0123456789abcdef"].map((digit) => dayPartOf(day, digit));
}

/** @param hex digits, of which the first decides: as many in each part where they are a digest's */
export function dayPartOf(day: string, hex: string): string {
  return `${day}#${hex.slice(0, 1)}`;
}
