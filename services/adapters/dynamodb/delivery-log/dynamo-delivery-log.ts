import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { DeliveryLog } from "../../../domain/notification/delivery-log";
import type { NotificationKey } from "../../../domain/notification/notification";
import type { LogSettings } from "../../../domain/notification/notification-write";
import { duplicateWrite, emailOnlyWrite, type SideWrite } from "../../../domain/notification/side-write";
import { TRANSITIONS } from "../../../domain/notification/transitions";
import type { Clock } from "../../../domain/ports";
import { RetryLater } from "../../../domain/retry/failure";
import { FROM_DYNAMO, TO_DYNAMO } from "../dynamo-values";
import { sideUpdate, transitionUpdate } from "./delivery-log-update";

/**
 * The delivery log in DynamoDB. It uses DynamoDB's own types: a consumer mostly makes these two writes a reminder, and
 * the document client takes one and a half times as long for each.
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
  const writeBeside = async ({ notificationId, timestamp }: NotificationKey, write: SideWrite) => {
    const { ExpressionAttributeValues, ...update } = sideUpdate(write);
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
  };
  return {
    countDuplicate: (key) => writeBeside(key, duplicateWrite(clock.now())),
    recordEmailOnly: (key) => writeBeside(key, emailOnlyWrite()),
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
        // Emulators respond without the item.
        const item = unmarshall(error.Item ?? (await read(Key)), FROM_DYNAMO) as DeliveryLogItem;
        // The write had succeeded and its response was lost: the SDK's retry met its own first write.
        const own = item.claimId === entry.claimId && item.status === TRANSITIONS[transition].to;
        return { applied: own, item };
      }
    },
  };
}
