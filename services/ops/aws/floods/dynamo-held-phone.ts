/** Phones that the guard against floods holds, for operators. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { TEXTED_PHONES, textedPhoneId } from "../../../../contracts/tables/texted-phones";

/**
 * Lets a phone get any number of texts on a day.
 * @param day YYYY-MM-DD, in the clinic's zone
 * @returns how many notifications its texts are of; undefined if it got none on this day
 */
export async function releasePhone(
  client: DynamoDBDocumentClient,
  table: string,
  phoneDigest: string,
  day: string,
): Promise<number | undefined> {
  const update = new UpdateCommand({
    TableName: table,
    Key: { [SMS_RATE_LIMIT.partitionKey]: textedPhoneId(day, phoneDigest) },
    UpdateExpression: "SET #released = :true",
    ConditionExpression: "attribute_exists(#texts)",
    ExpressionAttributeNames: { "#released": TEXTED_PHONES.released, "#texts": TEXTED_PHONES.notifications },
    ExpressionAttributeValues: { ":true": true },
    ReturnValues: "ALL_NEW",
  });
  try {
    const { Attributes } = await client.send(update);
    return new Set(Attributes?.[TEXTED_PHONES.notifications] as Iterable<string>).size;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
