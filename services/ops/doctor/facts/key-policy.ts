/** Evaluates the policy of a key or another resource. */

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Principal {
  readonly kind: "AWS" | "Service";
  /** Whether a name in the policy means this principal. */
  readonly is: (name: string) => boolean;
}

export interface Bounds {
  /** ARN: statements about other resources do not count. */
  readonly resource?: string;
  /** The account for which a service acts: statements that require another account do not count. */
  readonly sourceAccount?: string;
}

/**
 * Evaluates only conditions on the source account, if it is given: those of a key name our own logs and topics.
 * @param policy JSON
 * @returns whether it allows an action to a principal, and no unconditional statement denies it
 * @throws SyntaxError if it is not JSON
 */
export function admits(policy: string, principal: Principal, action: string, bounds: Bounds = {}): boolean {
  const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement | readonly Statement[] };
  const about = ([Statement].flat() as Statement[]).filter(
    (statement) => concerns(statement, principal, action) && isWithin(statement, bounds),
  );
  const denied = about.some(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined);
  return !denied && about.some(({ Effect }) => Effect === "Allow");
}

function concerns({ Action = [], Principal = {} }: Statement, principal: Principal, action: string): boolean {
  const named = typeof Principal === "string" ? [Principal] : [Principal[principal.kind] ?? []].flat();
  return (
    named.some((name) => name === "*" || principal.is(name)) &&
    [Action].flat().some((pattern) => fits(pattern as string, action))
  );
}

function isWithin({ Resource = "*", Condition = {} }: Statement, { resource, sourceAccount }: Bounds): boolean {
  if (resource !== undefined && ![Resource].flat().some((pattern) => fits(pattern as string, resource))) return false;
  if (sourceAccount === undefined) return true;
  const required = Object.entries(Condition)
    .filter(([operator]) => /^String(?:Equals|Like)/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([key]) => key.toLowerCase() === "aws:sourceaccount");
  return required.every(([, accounts]) => [accounts].flat().some((account) => fits(account as string, sourceAccount)));
}

/** `*` matches any characters; case is ignored. */
function fits(pattern: string, action: string): boolean {
  const [start = "", ...parts] = pattern.toLowerCase().split("*");
  const rest = action.toLowerCase();
  if (parts.length === 0) return rest === start;
  if (!rest.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts.slice(0, -1)) {
    const found = rest.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const end = parts.at(-1) ?? "";
  return rest.length - end.length >= at && rest.endsWith(end);
}
