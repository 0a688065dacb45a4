import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../contracts/delivery-log";
import { RetryLater } from "../domain/failure";
import { MOVES } from "../domain/notification-states";
import type { LogSettings } from "../domain/notification-write";
import type { Clock, DeliveryLog } from "../domain/ports";
import { moveUpdate } from "./delivery-log-update";

/** The delivery log in DynamoDB. */
export function dynamoDeliveryLog(
  client: DynamoDBDocumentClient,
  table: string,
  settings: LogSettings,
  clock: Clock,
): DeliveryLog {
  return {
    async apply(move, entry, over) {
      const Key = { ...entry.key };
      try {
        const update = moveUpdate(move, entry, clock.now(), settings, over);
        const answer = await client.send(
          new UpdateCommand({ TableName: table, Key, ...update, ReturnValues: "ALL_NEW" }),
        );
        return { applied: true, item: answer.Attributes as DeliveryLogItem };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      if (!Item) throw new RetryLater("LOG_ITEM_GONE");
      const item = Item as DeliveryLogItem;
      // The write was made and its answer lost: the SDK's second try met the first one's work.
      const own = item.claimId === entry.claimId && item.status === MOVES[move].to;
      return { applied: own, item };
    },
  };
}
