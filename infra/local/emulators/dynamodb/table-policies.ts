/** What the policies of the template's tables deny to everybody, under no condition. Other statements are not read. */
import { AwsError, type Call, jsonParameters } from "../../protocol/call";
import type { Resource } from "../../template/resource-types";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Condition?: unknown;
}

/**
 * @returns a check of a call on the tables
 * @throws {AwsError} by the check, if the policy of the table denies the call; PartiQL's INSERT needs another permission than
 *   PutItem ("IAM security policies with PartiQL for DynamoDB", DynamoDB Developer Guide)
 */
export function createTablePolicies(tables: readonly Resource[]): (call: Call) => void {
  const denied = new Map(tables.map((table) => [table.name, deniedActions(table)]));
  return (call) => {
    const { operation } = call;
    const action = `dynamodb:${operation === "ExecuteStatement" ? "PartiQLInsert" : operation}`;
    const { TableName, RequestItems } = jsonParameters(call);
    const names = TableName === undefined ? Object.keys(RequestItems ?? {}) : [String(TableName)];
    const refusing = names.find((name) => denied.get(name)?.has(action));
    if (refusing === undefined) return;
    const why = `on resource: ${refusing} with an explicit deny in a resource-based policy`;
    throw new AwsError("AccessDeniedException", 400, `User is not authorized to perform: ${action} ${why}`);
  };
}

function deniedActions({ properties }: Resource): ReadonlySet<string> {
  const { PolicyDocument } = (properties.ResourcePolicy ?? {}) as { PolicyDocument?: { Statement: Statement[] } };
  const denials = (PolicyDocument?.Statement ?? []).filter(
    ({ Effect, Condition }) => Effect === "Deny" && Condition === undefined,
  );
  return new Set(denials.flatMap(({ Action }) => Action));
}
