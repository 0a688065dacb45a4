/** Statements of identity-based policies, read from their resolved JSON. */
import { type Condition, type Context, readCondition } from "./condition";
import { resourceWildcard, wildcard } from "./wildcard";

/** A request to do something with a role. */
export interface AccessRequest {
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN; `*` if the action has no resource; for a text to a phone, the number itself. */
  readonly resource: string;
  readonly context: Context;
  /** What records show instead of the resource, if it belongs to a patient. */
  readonly shownAs?: string;
}

/** One action of a statement on one of its resources. */
export interface Entry {
  /** As in the policy, such as `logs:*`; `anything but ...` for a NotAction. */
  readonly action: string;
  /** As in the policy; `anything but ...` for a NotResource. */
  readonly resource: string;
  /** The statement's condition, as JSON. */
  readonly condition?: string;
  readonly matches: (request: AccessRequest) => boolean;
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly entries: readonly Entry[];
  readonly condition: Condition;
}

const ELEMENTS = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/**
 * @param document a policy document without intrinsic functions
 * @param reading `list` skips the conditions, for a role that nothing uses
 * @throws if it has something that the local run cannot evaluate
 */
export function readStatements(document: unknown, reading: "evaluate" | "list" = "evaluate"): Statement[] {
  const { Statement = [] } = (document ?? {}) as { Statement?: unknown };
  const condition = reading === "evaluate" ? readCondition : () => () => false;
  return [Statement].flat().map((statement) => readStatement(statement as Record<string, unknown>, condition));
}

function readStatement(raw: Record<string, unknown>, readCondition: (raw: unknown) => Condition): Statement {
  const unknown = Object.keys(raw).find((element) => !ELEMENTS.includes(element));
  if (unknown) throw new Error(`the policy element ${unknown} is not known to the local run`);
  const { Effect, Condition } = raw;
  if (Effect !== "Allow" && Effect !== "Deny") throw new Error("the Effect of a statement must be Allow or Deny");
  const actions = readPatterns(raw, "Action", (pattern) => wildcard(pattern, "i"));
  const resources = readPatterns(raw, "Resource", resourceWildcard);
  const entries = actions.flatMap((action) =>
    resources.map((resource) => ({
      action: action.name,
      resource: resource.name,
      ...(Condition !== undefined && { condition: JSON.stringify(Condition) }),
      matches: (request: AccessRequest) => action.matches(request.action) && resource.matches(request.resource),
    })),
  );
  return { effect: Effect, entries, condition: readCondition(Condition) };
}

interface Pattern {
  readonly name: string;
  readonly matches: (text: string) => boolean;
}

/** One pattern for each value of the element, or a single one for its negation. */
function readPatterns(
  statement: Record<string, unknown>,
  element: "Action" | "Resource",
  matcher: (pattern: string) => (text: string) => boolean,
): Pattern[] {
  const [own, not] = [statement[element], statement[`Not${element}`]];
  if ((own === undefined) === (not === undefined)) {
    throw new Error(`a statement must have either ${element} or Not${element}`);
  }
  const texts = [own ?? not].flat().map(String);
  if (texts.some((text) => text.includes("${"))) throw new Error("policy variables are not known to the local run");
  if (own !== undefined) return texts.map((name) => ({ name, matches: matcher(name) }));
  const matchers = texts.map(matcher);
  return [{ name: `anything but ${texts.join(", ")}`, matches: (text) => !matchers.some((matches) => matches(text)) }];
}
