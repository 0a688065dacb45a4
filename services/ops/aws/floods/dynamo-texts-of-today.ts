/** The texts of the day, which the guard against floods holds if there are far more than usual, for operators. */
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dayTextsIn, SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { isWritten } from "../../../adapters/dynamodb/dynamo-errors";
import { roomFor } from "../../../domain/floods/feed-guard";
import { type AllowedVolume, allowedVolume, type FloodSettings } from "../../../domain/floods/usual-volume";

const Key = { [SMS_RATE_LIMIT.partitionKey]: SMS_RATE_LIMIT.limit };

export interface TextsOfToday {
  /** YYYY-MM-DD, in the deployment's zone. */
  readonly day: string;
  /** Texts of reminders that went out. */
  readonly texts: number;
  /** Absent if any number may go out. */
  readonly allowed?: AllowedVolume;
  /** Whether further texts wait. */
  readonly isHeld: boolean;
  /** Whether an operator has released this day's texts. */
  readonly isReleased: boolean;
}

/** @param day YYYY-MM-DD, in the deployment's zone */
export async function findTextsOfToday(
  client: DynamoDBDocumentClient,
  table: string,
  day: string,
  floods: FloodSettings,
): Promise<TextsOfToday> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  const volume = dayTextsIn(Item);
  const allowed = allowedVolume(volume.counts, day, floods);
  return {
    day,
    texts: volume.counts[day] ?? 0,
    ...(allowed && { allowed }),
    isHeld: roomFor(volume, day, floods) <= 0,
    isReleased: volume.released === day,
  };
}

/**
 * Lets any number of texts go out on a day.
 * @param day YYYY-MM-DD, in the deployment's zone
 * @returns false if they are released already, or no text was ever sent
 */
export async function releaseTexts(client: DynamoDBDocumentClient, table: string, day: string): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table,
    Key,
    UpdateExpression: "SET #released = :day",
    ConditionExpression: "attribute_exists(#key) AND (attribute_not_exists(#released) OR #released <> :day)",
    ExpressionAttributeNames: { "#key": SMS_RATE_LIMIT.partitionKey, "#released": SMS_RATE_LIMIT.released },
    ExpressionAttributeValues: { ":day": day },
  });
  return isWritten(client.send(update));
}
