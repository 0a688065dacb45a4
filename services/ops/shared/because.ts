import { InvalidArgumentError } from "commander";

const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u;

/** Parses an option's value: an operator's reason, on one line, for the record. */
export function becauseText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > 200 || UNSHOWN.test(trimmed))
    throw new InvalidArgumentError("Must have 1 to 200 characters, without control characters.");
  return trimmed;
}
