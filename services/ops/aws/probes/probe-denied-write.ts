/** Tries to overwrite an act of an operator, to see whether the policy of the table denies it. Nothing is written. */
import { randomUUID } from "node:crypto";
import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { OPERATOR_ACTS } from "../../../../contracts/tables/operator-acts";
import { type Lookup, lookUp } from "../inspection/lookup";

/**
 * `policy`: the table's policy denies it. `caller`: the caller has no permission, so the policy was not needed. `not`: nothing
 * denies it.
 */
export type DeniedBy = "policy" | "caller" | "not";

/**
 * The form of AWS's message: "Troubleshoot access denied error messages", IAM User Guide,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const BY_POLICY = /explicit deny in a resource-based policy/;

/** The condition cannot hold: there is no item under this key. */
export function probeDeniedWrite(client: DynamoDBDocumentClient, TableName: string): Promise<Lookup<DeniedBy>> {
  const { partitionKey, sortKey } = OPERATOR_ACTS;
  return lookUp("dynamodb:PutItem", async () => {
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: { [partitionKey]: "smoke", [sortKey]: randomUUID() },
          ConditionExpression: `attribute_exists(${sortKey})`,
        }),
      );
      return "not";
    } catch (error) {
      const { name = "", message = "" } = error instanceof Error ? error : {};
      if (name === "ConditionalCheckFailedException") return "not";
      if (!/^AccessDenied/.test(name)) throw error;
      return BY_POLICY.test(message) ? "policy" : "caller";
    }
  });
}
