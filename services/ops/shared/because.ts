import { InvalidArgumentError } from "commander";

const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u;

/** For an option: why an operator does something, on one line, as it is recorded. */
export function becauseText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > 200 || UNSHOWN.test(trimmed))
    throw new InvalidArgumentError("It takes 1 to 200 characters, and no control characters.");
  return trimmed;
}
