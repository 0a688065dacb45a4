/** Counts what a check of a file finds. */
import { type Finding, type Totals, UNSENT } from "./findings";

export function noFindings(): Totals {
  return { entries: 0, broken: 0, errors: 0, warnings: 0, NO_CONTACT: 0, DECLINED: 0, EXPIRED: 0, CANCELLED: 0 };
}

/** Counts an entry. */
export function count(findings: readonly Finding[], totals: Totals): void {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  totals.entries += 1;
  totals.errors += errors;
  totals.warnings += findings.length - errors;
  if (errors > 0) totals.broken += 1;
  for (const { code } of findings) if (isUnsent(code)) totals[code] += 1;
}

function isUnsent(code: Finding["code"]): code is (typeof UNSENT)[number] {
  return (UNSENT as readonly string[]).includes(code);
}
