/** Entries of a file. */

/** The maximum length of an entry, in characters: more than the contract allows, and small enough for memory. */
export const MAX_ENTRY_LENGTH = 1_000_000;

/** The position of an entry: a line number from 1, or the index in a JSON array. */
export type Position = { readonly line: number } | { readonly index: number };

export interface Entry {
  readonly position: Position;
  /** The fields by name; undefined if it is not JSON. */
  readonly value: unknown;
  /** The original content: the cells of a CSV row, the text of a JSON line, the value in a JSON array. */
  readonly raw: unknown;
  /** Faults of the entry in the file, in addition to contract violations. */
  readonly faults?: readonly EntryFault[];
  /** The order of the change, of an entry that was translated: see the contract of bookings. */
  readonly version?: number;
  /** The end of the entry in the file's text, in UTF-8 bytes. */
  readonly end: number;
}

export interface EntryFault {
  /** `""` for the entry as a whole, whose fields cannot be read. */
  readonly field: string;
  /** Without the value. */
  readonly problem: string;
}

/** All faults of an entry. The contract violations of a field that cannot be read are left out. */
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
