/** Paginated queries of DynamoDB. */
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";

/** The key condition for a partition key. */
export function where(attribute: string, value: string) {
  return {
    KeyConditionExpression: "#key = :value",
    ExpressionAttributeNames: { "#key": attribute },
    ExpressionAttributeValues: { ":value": value },
  };
}

/** The items of a table, or of an index, read page by page on demand; of the delivery log unless said otherwise. */
export async function* query<Item = DeliveryLogItem>(
  client: DynamoDBDocumentClient,
  input: ConstructorParameters<typeof QueryCommand>[0],
): AsyncGenerator<Item> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey }));
    yield* (page.Items ?? []) as Item[];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
