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

/** The items of the delivery log, or of an index, read page by page on demand. */
export async function* query(
  client: DynamoDBDocumentClient,
  input: ConstructorParameters<typeof QueryCommand>[0],
): AsyncGenerator<DeliveryLogItem> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey }));
    yield* (page.Items ?? []) as DeliveryLogItem[];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
