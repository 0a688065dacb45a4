/** Tries a write whose condition cannot hold, which writes nothing, to see DynamoDB's response to a lost claim. */
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { DELIVERY_LOG } from "../../../../contracts/tables/delivery-log-table";
import type { NotificationKey } from "../../../domain/notification/notification";
import { type Lookup, lookUp } from "../inspection/lookup";

const REFUSED = "ConditionalCheckFailedException";

export interface RefusedWrite {
  /** False if the write was made although its condition does not hold. */
  readonly refused: boolean;
  /** Whether the refusal had the stored item. */
  readonly carriedItem: boolean;
}

/**
 * Tries to claim a notification that is already claimed.
 * @param key of an item that exists, or of one that does not
 * @param exists whether it exists: the condition is the opposite
 * @param wantsItem requests the item with the refusal
 */
export function probeCondition(
  client: DynamoDBDocumentClient,
  TableName: string,
  { notificationId, timestamp }: NotificationKey,
  { exists, wantsItem }: { readonly exists: boolean; readonly wantsItem: boolean },
): Promise<Lookup<RefusedWrite>> {
  return lookUp("dynamodb:UpdateItem", async () => {
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { notificationId, timestamp },
          UpdateExpression: "SET smokeProbe = :yes",
          ConditionExpression: `${exists ? "attribute_not_exists" : "attribute_exists"}(${DELIVERY_LOG.partitionKey})`,
          ExpressionAttributeValues: { ":yes": true },
          ...(wantsItem && { ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const }),
        }),
      );
      return { refused: false, carriedItem: false };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== REFUSED) throw error;
      return { refused: true, carriedItem: (error as { Item?: unknown }).Item !== undefined };
    }
  });
}
