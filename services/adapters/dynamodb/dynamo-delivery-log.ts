import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { DeliveryLog } from "../../domain/notification/delivery-log";
import type { LogSettings } from "../../domain/notification/notification-write";
import { TRANSITIONS } from "../../domain/notification/transitions";
import type { Clock } from "../../domain/ports";
import { RetryLater } from "../../domain/retry/failure";
import { duplicateUpdate, transitionUpdate } from "./delivery-log-update";
import { FROM_DYNAMO, TO_DYNAMO } from "./dynamo-values";

/**
 * The delivery log in DynamoDB. It speaks DynamoDB's own terms: two writes a reminder are much of what a consumer does,
 * and the document client takes half as long again for each.
 */
export function dynamoDeliveryLog(
  client: DynamoDBClient,
  table: string,
  settings: LogSettings,
  clock: Clock,
): DeliveryLog {
  const read = async (Key: Record<string, AttributeValue>) => {
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    if (!Item) throw new RetryLater("LOG_ITEM_GONE");
    return Item;
  };
  return {
    async countDuplicate({ notificationId, timestamp }) {
      const { ExpressionAttributeValues, ...update } = duplicateUpdate(clock.now());
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshall({ notificationId, timestamp }),
            ...update,
            ExpressionAttributeValues: marshall(ExpressionAttributeValues, TO_DYNAMO),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    async apply(transition, entry, expected) {
      const Key = marshall(entry.key);
      try {
        const { ExpressionAttributeValues, ...update } = transitionUpdate(
          transition,
          entry,
          clock.now(),
          settings,
          expected,
        );
        const answer = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key,
            ...update,
            ExpressionAttributeValues: marshall(ExpressionAttributeValues, TO_DYNAMO),
            ReturnValues: "ALL_NEW",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return { applied: true, item: unmarshall(answer.Attributes ?? {}, FROM_DYNAMO) as DeliveryLogItem };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Emulators answer without the item.
        const item = unmarshall(error.Item ?? (await read(Key)), FROM_DYNAMO) as DeliveryLogItem;
        // The write was made and its answer lost: the SDK's second try met the first one's work.
        const own = item.claimId === entry.claimId && item.status === TRANSITIONS[transition].to;
        return { applied: own, item };
      }
    },
  };
}
