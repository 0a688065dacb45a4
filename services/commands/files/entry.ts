/** What is read from a file, one entry at a time. */

/** The most characters of one entry: above what any contract takes, and little enough to be held in memory. */
export const LONGEST_ENTRY = 1_000_000;

/** Where an entry stands: a line from 1 on, or the index in a JSON array. */
export type Place = { readonly line: number } | { readonly index: number };

export interface Entry {
  readonly place: Place;
  /** The fields by name; undefined where it is no JSON. */
  readonly value: unknown;
  /** As it stood: the cells of a CSV row, the text of a JSON line, the value in a JSON array. */
  readonly stood: unknown;
}

/** `line 7` or `index 6`. */
export function placeText(place: Place): string {
  return "line" in place ? `line ${place.line}` : `index ${place.index}`;
}
