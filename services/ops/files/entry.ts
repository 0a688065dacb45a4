/** What is read from a file, one entry at a time. */

/** The most characters of one entry: above what any contract takes, and little enough to be held in memory. */
export const MAX_ENTRY_LENGTH = 1_000_000;

/** Where an entry stands: a line from 1 on, or the index in a JSON array. */
export type Position = { readonly line: number } | { readonly index: number };

export interface Entry {
  readonly position: Position;
  /** The fields by name; undefined where it is no JSON. */
  readonly value: unknown;
  /** As it stood: the cells of a CSV row, the text of a JSON line, the value in a JSON array. */
  readonly raw: unknown;
  /** What is wrong with it as it stands in the file, besides what breaks the contract. */
  readonly faults?: readonly EntryFault[];
  /** Bytes of the file's text, in UTF-8, up to its end. */
  readonly end: number;
}

export interface EntryFault {
  /** `""` for the entry as a whole, of which nothing else can be said. */
  readonly field: string;
  /** Without the value. */
  readonly problem: string;
}

/** All that is wrong with an entry: a field that cannot be read breaks the contract in no other way. */
export function allFaults<Violation extends EntryFault>(
  { faults = [] }: Entry,
  violations: readonly Violation[],
): readonly (EntryFault | Violation)[] {
  if (faults.some(({ field }) => field === "")) return faults;
  return [...faults, ...violations.filter((violation) => !faults.some(({ field }) => field === violation.field))];
}

/**
 * Such as `lines 2, 3, 4, 5, 6 and 195 more`.
 * @param positions the first ones
 * @param count of all
 */
export function positionsText(positions: readonly Position[], count: number): string {
  const [first] = positions;
  if (!first) return "";
  if (count === 1) return positionText(first);
  const numbers = positions.map((position) => ("line" in position ? position.line : position.index));
  const more = count > positions.length ? ` and ${(count - positions.length).toLocaleString("en-US")} more` : "";
  return `${"line" in first ? "lines" : "indexes"} ${numbers.join(", ")}${more}`;
}

/** `line 7` or `index 6`. */
export function positionText(position: Position): string {
  return "line" in position ? `line ${position.line}` : `index ${position.index}`;
}
