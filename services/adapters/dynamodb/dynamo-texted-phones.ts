import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { SMS_RATE_LIMIT } from "../../../contracts/tables/sms-rate-limit";
import { TEXTED_PHONES, textedPhoneId } from "../../../contracts/tables/texted-phones";
import type { TextedPhones } from "../../domain/floods/phone-guard";
import type { Clock } from "../../domain/ports";
import { isWritten } from "./dynamo-errors";

/**
 * The texts of each phone and day, one conditional write each.
 * @param max texts that a phone may get a day
 */
export function dynamoTextedPhones(
  client: DynamoDBClient,
  table: string,
  max: number,
  clock: Pick<Clock, "now">,
): TextedPhones {
  return {
    async count(phoneDigest, day, notificationId) {
      return isWritten(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: { [SMS_RATE_LIMIT.partitionKey]: { S: textedPhoneId(day, phoneDigest) } },
            UpdateExpression: "ADD #texts :text SET #expiry = :expiry",
            ConditionExpression:
              "attribute_not_exists(#texts) OR size(#texts) < :max OR contains(#texts, :id) OR #released = :true",
            ExpressionAttributeNames: {
              "#texts": TEXTED_PHONES.notifications,
              "#released": TEXTED_PHONES.released,
              "#expiry": SMS_RATE_LIMIT.expiryAttribute,
            },
            ExpressionAttributeValues: {
              ":text": { SS: [notificationId] },
              ":id": { S: notificationId },
              ":max": { N: String(max) },
              ":true": { BOOL: true },
              ":expiry": { N: String(Math.ceil(clock.now() / 1_000) + TEXTED_PHONES.keptSeconds) },
            },
          }),
        ),
      );
    },
  };
}
