/** Queries of DynamoDB, page by page. */
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";

/** The condition that an attribute, which is the partition key, has a value. */
export function where(attribute: string, value: string) {
  return {
    KeyConditionExpression: "#key = :value",
    ExpressionAttributeNames: { "#key": attribute },
    ExpressionAttributeValues: { ":value": value },
  };
}

/** Items of the delivery log, or of one of its indexes, as they are asked for. */
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
