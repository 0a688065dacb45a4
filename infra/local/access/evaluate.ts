import type { AccessRequest, Entry, Statement } from "./statement";

export type Decision =
  /** `by`: the entries of Allow statements that allow it. */
  | { readonly allowed: true; readonly by: readonly Entry[] }
  | { readonly allowed: false; readonly because: "no-allow" | "explicit-deny" };

/**
 * Evaluates a request as IAM does for identity-based policies: denied unless a statement allows it, and always denied if
 * a statement denies it ("Policy evaluation logic", IAM User Guide).
 *
 * Resource policies are not evaluated. Those of this stack only deny (TLS) or allow principals other than its roles, and
 * the key's policy leaves the account's roles to IAM.
 */
export function evaluate(statements: readonly Statement[], request: AccessRequest): Decision {
  const matching = (effect: Statement["effect"]) =>
    statements
      .filter((statement) => statement.effect === effect && statement.condition(request.context))
      .flatMap(({ entries }) => entries.filter((entry) => entry.matches(request)));
  if (matching("Deny").length > 0) return { allowed: false, because: "explicit-deny" };
  const by = matching("Allow");
  return by.length > 0 ? { allowed: true, by } : { allowed: false, because: "no-allow" };
}
