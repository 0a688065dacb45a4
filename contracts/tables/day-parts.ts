/** Splits a day into sixteen parts, one for each hex digit: one index partition need not take all writes of a day. */

/** @param day YYYY-MM-DD */
export function dayPartsOf(day: string): string[] {
  return [..."0123456789abcdef"].map((digit) => dayPartOf(day, digit));
}

/** @param hex a digest in hex: its first digit selects the part, which fills the parts evenly */
export function dayPartOf(day: string, hex: string): string {
  return `${day}#${hex.slice(0, 1)}`;
}
