import type { AccessRequest, Entry, Statement } from "./statement";

export type Decision =
  /** `by`: the entries of Allow statements that allow it. */
  | { readonly allowed: true; readonly by: readonly Entry[] }
  | { readonly allowed: false; readonly because: "no-allow" | "explicit-deny" };

/** A statement with its entries that match an action on a resource, whatever the context. */
interface Candidate {
  readonly statement: Statement;
  readonly entries: readonly Entry[];
}

/**
 * Evaluates requests as IAM does for identity-based policies: denied unless a statement allows it, and always denied if
 * a statement denies it ("Policy evaluation logic", IAM User Guide).
 *
 * Resource policies are not evaluated. Those of this stack only deny (TLS) or allow principals other than its roles, and
 * the key's policy leaves the account's roles to IAM.
 *
 * Functions repeat the same requests: which statements are about an action on a resource is looked up once. Conditions are
 * evaluated each time, and a request that names a patient leaves nothing behind.
 */
export function evaluator(statements: readonly Statement[]): (request: AccessRequest) => Decision {
  const known = new Map<string, readonly Candidate[]>();
  const candidatesOf = (request: AccessRequest): readonly Candidate[] => {
    const key = `${request.action} ${request.resource}`;
    const found = known.get(key);
    if (found) return found;
    const candidates = statements
      .map((statement) => ({ statement, entries: statement.entries.filter((entry) => entry.matches(request)) }))
      .filter(({ entries }) => entries.length > 0);
    if (request.shownAs === undefined) known.set(key, candidates);
    return candidates;
  };
  return (request) => {
    const holding = candidatesOf(request).filter(({ statement }) => statement.condition(request.context));
    if (holding.some(({ statement }) => statement.effect === "Deny")) {
      return { allowed: false, because: "explicit-deny" };
    }
    const by = holding.flatMap(({ entries }) => entries);
    return by.length > 0 ? { allowed: true, by } : { allowed: false, because: "no-allow" };
  };
}
