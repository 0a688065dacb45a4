import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE, DIGEST_ITEM } from "../../../../contracts/tables/appointments-table";
import type { DigestProgress } from "../../../domain/digest/digest-ports";

const Key = { [APPOINTMENTS_TABLE.partitionKey]: DIGEST_ITEM.id, [APPOINTMENTS_TABLE.sortKey]: DIGEST_ITEM.id };

/**
 * Up to when digests have been published, in an item of the appointments table. Of two digests at the same time, the one
 * that ends last decides: if it began first, the next digest says something again.
 */
export function dynamoDigestProgress(client: DynamoDBDocumentClient, table: string): DigestProgress {
  return {
    async read() {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      const to: unknown = Item?.[DIGEST_ITEM.digestedTo];
      return typeof to === "string" ? to : undefined;
    },
    async advance(to) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key,
          UpdateExpression: "SET #to = :to",
          ExpressionAttributeNames: { "#to": DIGEST_ITEM.digestedTo },
          ExpressionAttributeValues: { ":to": to },
        }),
      );
    },
  };
}
