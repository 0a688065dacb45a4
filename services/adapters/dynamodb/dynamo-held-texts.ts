import { type AttributeValue, DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { HeldText } from "../../../contracts/tables/held-texts";
import type { DueHeldTexts, HeldTexts } from "../../domain/send-window/held-texts";
import { appointmentKey } from "./appointment-item";
import { isWritten } from "./dynamo-errors";

/** Writes texts that wait for their send window to the appointments table. */
export function dynamoHeldTexts(client: Pick<DynamoDBClient, "send">, table: string): HeldTexts {
  return {
    async hold(text) {
      await client.send(new PutItemCommand({ TableName: table, Item: itemOf(text) }));
    },
  };
}

/** Deletes them once they are queued. */
export function dynamoDueHeldTexts(client: Pick<DynamoDBClient, "send">, table: string): DueHeldTexts {
  return {
    async remove(text) {
      const remove = new DeleteItemCommand({
        TableName: table,
        Key: appointmentKey(text),
        // Its consumer may have found the window closed again, and written it anew.
        ConditionExpression: "holdId = :holdId",
        ExpressionAttributeValues: { ":holdId": { S: text.holdId } },
      });
      await isWritten(client.send(remove));
    },
  };
}

/** Written with DynamoDB's own types, so that the SMS consumer's bundle needs no document client. */
function itemOf({ attributes, opensAt, ttl, ...texts }: HeldText): Record<string, AttributeValue> {
  const strings = (of: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(of).map(([name, S]): [string, AttributeValue] => [name, { S }]));
  return {
    ...strings(texts),
    attributes: { M: strings(attributes) },
    opensAt: { N: String(opensAt) },
    ttl: { N: String(ttl) },
  };
}
