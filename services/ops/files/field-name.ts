import { sanitized } from "../../domain/appointment/sanitized-value";

/** Longer names are cut. */
const MAX_LENGTH = 60;

/** The name of a field or column, safe to print in a terminal. */
export function fieldName(name: string): string {
  return sanitized(name).slice(0, MAX_LENGTH) || "(no name)";
}
