import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DeliveryLog } from "../../../domain/notification/delivery-log";
import type { LogSettings } from "../../../domain/notification/notification-write";
import { duplicateWrite, emailOnlyWrite, keptMessageWrite } from "../../../domain/notification/side-write";
import type { Clock } from "../../../domain/ports";
import { RetryLater } from "../../../domain/retry/failure";
import { logWriter } from "./log-writer";

/** The delivery log in DynamoDB. */
export function dynamoDeliveryLog(
  client: DynamoDBClient,
  table: string,
  settings: LogSettings,
  clock: Clock,
): DeliveryLog {
  const writer = logWriter(client, table, settings, clock);
  return {
    async countDuplicate(key) {
      await writer.beside(key, duplicateWrite(clock.now()));
    },
    async recordEmailOnly(key) {
      await writer.beside(key, emailOnlyWrite());
    },
    async keepMessage(key, attribute, message) {
      await writer.beside(key, keptMessageWrite(attribute, message));
    },
    async apply(transition, entry, expected) {
      const { applied, item } = await writer.apply(transition, entry, expected);
      if (!item) throw new RetryLater("LOG_ITEM_GONE");
      return { applied, item };
    },
  };
}
