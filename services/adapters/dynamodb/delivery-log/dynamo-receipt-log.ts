import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { DELIVERY_LOG } from "../../../../contracts/tables/delivery-log-table";
import type { LogSettings } from "../../../domain/notification/notification-write";
import { receiptNote } from "../../../domain/notification/side-write";
import type { Clock } from "../../../domain/ports";
import type { ReceiptLog } from "../../../domain/receipts/receipt-log";
import { FROM_DYNAMO } from "../dynamo-values";
import { logWriter } from "./log-writer";

/** The delivery log as receipts use it, in DynamoDB. */
export function dynamoReceiptLog(
  client: DynamoDBClient,
  table: string,
  settings: Omit<LogSettings, "leaseMs">,
  clock: Clock,
): ReceiptLog {
  // A receipt claims nothing.
  const writer = logWriter(client, table, { ...settings, leaseMs: 0 }, clock);
  return {
    async find(smsMessageId) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: DELIVERY_LOG.smsMessageIndex,
          KeyConditionExpression: "#id = :id",
          ExpressionAttributeNames: { "#id": DELIVERY_LOG.smsMessageKey },
          ExpressionAttributeValues: { ":id": { S: smsMessageId } },
          Limit: 1,
        }),
      );
      const [item] = Items;
      if (!item) return undefined;
      const { notificationId, timestamp, fallbackChannel } = unmarshall(item, FROM_DYNAMO);
      return { key: { notificationId, timestamp }, hasFallback: fallbackChannel === "EMAIL" };
    },
    apply: writer.apply,
    note: (item, line) => writer.beside(item, receiptNote(item, line, clock.now())),
  };
}
