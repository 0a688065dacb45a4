import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { TransitionEntry } from "../../../domain/notification/delivery-log";
import type { NotificationKey } from "../../../domain/notification/notification";
import type { LogSettings } from "../../../domain/notification/notification-write";
import type { SideWrite } from "../../../domain/notification/side-write";
import { TRANSITIONS, type TransitionName } from "../../../domain/notification/transitions";
import type { Clock } from "../../../domain/ports";
import type { ReceiptApplied } from "../../../domain/receipts/receipt-log";
import { FROM_DYNAMO, TO_DYNAMO } from "../dynamo-values";
import { sideUpdate, transitionUpdate } from "./delivery-log-update";

/**
 * Writes to the delivery log. It uses DynamoDB's own types: a consumer mostly makes two of these writes a reminder, and the
 * document client takes one and a half times as long for each.
 */
export function logWriter(client: DynamoDBClient, table: string, settings: LogSettings, clock: Clock) {
  const read = async (Key: Record<string, AttributeValue>) => {
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item;
  };
  return {
    /**
     * Makes a write that is not a transition.
     * @returns false if its condition does not hold
     */
    async beside({ notificationId, timestamp }: NotificationKey, write: SideWrite): Promise<boolean> {
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
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return false;
      }
    },
    /**
     * Makes a transition, if its condition holds.
     * @returns the item as it is then, or none if there is none
     */
    async apply(
      transition: TransitionName,
      entry: TransitionEntry,
      expected?: DeliveryLogItem,
    ): Promise<ReceiptApplied> {
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
        const found = error.Item ?? (await read(Key));
        if (!found) return { applied: false };
        const item = unmarshall(found, FROM_DYNAMO) as DeliveryLogItem;
        // The write had succeeded and its response was lost: the SDK's retry met its own first write.
        const own = item.claimId === entry.claimId && item.status === TRANSITIONS[transition].to;
        return { applied: own, item };
      }
    },
  };
}
