/** Whom the policy of a key admits. Conditions are not looked into: they name our own logs, topics and account. */

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: unknown;
}

export interface Principal {
  readonly kind: "AWS" | "Service";
  /** Does this name of the policy mean it? */
  readonly is: (name: string) => boolean;
}

/**
 * @param policy JSON
 * @returns whether it allows an action to a principal, and nothing denies it for good
 * @throws SyntaxError where it is no JSON
 */
export function admits(policy: string, principal: Principal, action: string): boolean {
  const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement | readonly Statement[] };
  const about = [Statement].flat().filter((statement) => concerns(statement as Statement, principal, action));
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

/** `*` stands for any characters, and capitals count for nothing. */
function fits(pattern: string, action: string): boolean {
  const [start = "", ...parts] = pattern.toLowerCase().split("*");
  const rest = action.toLowerCase();
  if (parts.length === 0) return rest === start;
  if (!rest.startsWith(start)) return false;
  let place = start.length;
  for (const part of parts.slice(0, -1)) {
    const found = rest.indexOf(part, place);
    if (found < 0) return false;
    place = found + part.length;
  }
  const end = parts.at(-1) ?? "";
  return rest.length - end.length >= place && rest.endsWith(end);
}
