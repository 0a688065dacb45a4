/** The rules of filter policies, which fauxqs does not check: a policy that AWS refuses is refused here too. */
import { AwsError, queryParameters, type ReadonlyParameters, type Service } from "../protocol/call";

/** "Filter policy constraints in Amazon SNS", Amazon SNS Developer Guide. */
const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;
const MAX_BYTES = 262_144;

/** Checks the filter policies of subscriptions to topics. */
export function withFilterPolicies(topics: Service): Service {
  return async (call) => {
    const parameters = queryParameters(call);
    const policy = policyIn(call.operation, parameters);
    const problem = policy && policy.text !== "" && problemOf(policy.text, policy.isOnBody);
    if (problem) throw new AwsError("InvalidParameter", 400, `Invalid parameter: FilterPolicy: ${problem}`);
    return topics(call);
  };
}

interface Policy {
  readonly text: string;
  /** Its scope is the body of the message, whose properties may be nested. */
  readonly isOnBody: boolean;
}

function policyIn(operation: string, parameters: ReadonlyParameters): Policy | undefined {
  if (operation === "SetSubscriptionAttributes") {
    const isPolicy = parameters.get("AttributeName") === "FilterPolicy";
    // The scope that the subscription has already is not known here.
    return isPolicy ? { text: parameters.get("AttributeValue") ?? "", isOnBody: true } : undefined;
  }
  if (operation !== "Subscribe") return undefined;
  const attributes = new Map<string, string>();
  for (const [name, value] of parameters) {
    const [, entry] = /^Attributes\.entry\.(\d+)\.key$/.exec(name) ?? [];
    if (entry) attributes.set(value, parameters.get(`Attributes.entry.${entry}.value`) ?? "");
  }
  const text = attributes.get("FilterPolicy");
  return text === undefined ? undefined : { text, isOnBody: attributes.get("FilterPolicyScope") === "MessageBody" };
}

function problemOf(text: string, isOnBody: boolean): string | undefined {
  if (Buffer.byteLength(text) > MAX_BYTES) return "The policy is too large";
  const policy = parsed(text);
  if (!isObject(policy)) return "The policy must be a JSON object";
  const fields = Object.entries(policy).filter(([name]) => name !== "$or");
  if (fields.length > MAX_KEYS) return "The policy has too many keys";
  const lists = fields.map(([, values]) => values);
  if (lists.some((values) => !Array.isArray(values) && !(isOnBody && isObject(values))))
    return "Each value must be an array";
  if (lists.some((values) => Array.isArray(values) && values.length === 0)) return "Empty arrays are not allowed";
  const combinations = lists.reduce<number>(
    (product, values) => product * (Array.isArray(values) ? values.length : 1),
    1,
  );
  return combinations > MAX_COMBINATIONS ? "The policy has too many combinations of values" : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
