import { type DynamoDBClient, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { DELIVERY_LOG } from "../../../../contracts/tables/delivery-log-table";
import type { NotificationKey } from "../../../domain/notification/notification";
import type { LogSettings } from "../../../domain/notification/notification-write";
import { replyNote } from "../../../domain/notification/side-write";
import type { Clock } from "../../../domain/ports";
import { MAX_FOUND, type ReplyLog } from "../../../domain/replies/reply-ports";
import { logWriter } from "../delivery-log/log-writer";
import { FROM_DYNAMO } from "../dynamo-values";

/** The delivery log as answers use it, in DynamoDB. */
export function dynamoReplyLog(
  client: DynamoDBClient,
  table: string,
  settings: Omit<LogSettings, "leaseMs">,
  clock: Clock,
): ReplyLog {
  // An answer claims nothing.
  const writer = logWriter(client, table, { ...settings, leaseMs: 0 }, clock);
  const read = async ({ notificationId, timestamp }: NotificationKey) => {
    const Key = marshall({ notificationId, timestamp });
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && (unmarshall(Item, FROM_DYNAMO) as DeliveryLogItem);
  };
  return {
    async find(phoneDigest, since) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: DELIVERY_LOG.phoneIndex,
          KeyConditionExpression: "#phone = :phone AND #start > :since",
          ExpressionAttributeNames: { "#phone": DELIVERY_LOG.phoneKey, "#start": DELIVERY_LOG.sortKey },
          ExpressionAttributeValues: { ":phone": { S: phoneDigest }, ":since": { N: String(since) } },
          Limit: MAX_FOUND,
        }),
      );
      const found = await Promise.all(Items.map((key) => read(unmarshall(key, FROM_DYNAMO) as NotificationKey)));
      // The index may have an item as it was before its contact changed.
      return found.filter((item): item is DeliveryLogItem => item?.phoneDigest === phoneDigest);
    },
    read,
    note: (item, note) => writer.beside(item, replyNote(item, note, clock.now())),
  };
}
