import { cleaned } from "../../domain/appointment/cleaned-value";

/** Longer names are cut. */
const MAX_LENGTH = 60;

/** The name of a field or column as a terminal may show it. */
export function fieldName(name: string): string {
  return cleaned(name).slice(0, MAX_LENGTH) || "(no name)";
}
