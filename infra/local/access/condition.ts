/** The conditions of IAM policies: "IAM JSON policy elements: Condition operators", IAM User Guide. */
import { arnWildcard, wildcard } from "./wildcard";

/** The context of a request, such as `kms:ViaService`. Names in lower case. */
export type Context = Readonly<Record<string, string>>;

export type Condition = (context: Context) => boolean;

/** Context keys that requests of the local run have if the service sets them. */
const KNOWN_KEYS: readonly string[] = [
  "aws:CalledViaLast",
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:RequestedRegion",
  "aws:ResourceAccount",
  "aws:SecureTransport",
  "cloudwatch:namespace",
  "dynamodb:LeadingKeys",
  "kms:CallerAccount",
  "kms:ViaService",
  "lambda:SourceFunctionArn",
  "ses:FromAddress",
].map((key) => key.toLowerCase());

interface Operator {
  readonly matcher: (value: string) => (given: string) => boolean;
  /** True if no value matches, or if the key is missing. */
  readonly negated?: boolean;
}

const equals = (value: string) => (given: string) => given === value;
const equalsIgnoringCase = (value: string) => (given: string) => given.toLowerCase() === value.toLowerCase();

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { matcher: equals },
  StringNotEquals: { matcher: equals, negated: true },
  StringEqualsIgnoreCase: { matcher: equalsIgnoringCase },
  StringNotEqualsIgnoreCase: { matcher: equalsIgnoringCase, negated: true },
  StringLike: { matcher: wildcard },
  StringNotLike: { matcher: wildcard, negated: true },
  ArnEquals: { matcher: arnWildcard },
  ArnLike: { matcher: arnWildcard },
  ArnNotEquals: { matcher: arnWildcard, negated: true },
  ArnNotLike: { matcher: arnWildcard, negated: true },
  Bool: { matcher: equalsIgnoringCase },
};

const FOR_ALL_VALUES = "ForAllValues:";

/**
 * Reads a statement's resolved `Condition`; without one, every context matches.
 * @throws an error that names an operator or key that the local run does not know, so that it never guesses
 */
export function readCondition(condition: unknown): Condition {
  if (condition === undefined) return () => true;
  const tests = Object.entries(asObject(condition)).flatMap(([operator, keys]) =>
    Object.entries(asObject(keys)).map(([key, values]) => readTest(operator, key, [values].flat().map(String))),
  );
  return (context) => tests.every((test) => test(context));
}

function readTest(operator: string, key: string, values: readonly string[]): Condition {
  const name = key.toLowerCase();
  if (!KNOWN_KEYS.includes(name)) throw new Error(`the condition key ${key} is not known to the local run`);
  if (values.some((value) => value.includes("${"))) throw new Error("policy variables are not known to the local run");
  if (operator === "Null") return (context) => values.includes(String(!(name in context)));
  // It holds without the key, too. Requests of the local run have one value.
  const forAll = operator.startsWith(FOR_ALL_VALUES);
  const plain = forAll ? operator.slice(FOR_ALL_VALUES.length) : operator;
  const ifExists = forAll || plain.endsWith("IfExists");
  const known = OPERATORS[plain.replace(/IfExists$/, "")];
  if (!known) throw new Error(`the condition operator ${operator} is not known to the local run`);
  const { matcher, negated = false } = known;
  const matchers = values.map((value) => matcher(value));
  return (context) => {
    const given = context[name];
    if (given === undefined) return ifExists || negated;
    return matchers.some((matches) => matches(given)) !== negated;
  };
}

function asObject(value: unknown): object {
  if (typeof value !== "object" || value === null) throw new Error("a Condition must have operators, keys and values");
  return value;
}
