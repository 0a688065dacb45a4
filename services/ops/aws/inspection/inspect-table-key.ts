import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Lookup, lookUp } from "./lookup";

/** @returns the ARN of the key that encrypts a table; undefined if it is not the account's own key */
export function inspectTableKey(
  client: DynamoDBDocumentClient,
  TableName: string,
): Promise<Lookup<string | undefined>> {
  return lookUp("dynamodb:DescribeTable", async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    return Table?.SSEDescription?.KMSMasterKeyArn;
  });
}
