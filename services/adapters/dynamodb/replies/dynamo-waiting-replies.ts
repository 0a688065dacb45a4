import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { REPLIES_TABLE, WAITING } from "../../../../contracts/tables/replies-table";
import type { WaitingReplies } from "../../../domain/producer/producer-run";

const { waitingIndex, waitingKey, waitingSortKey } = REPLIES_TABLE;

/** The patients' answers that wait for staff. */
export function dynamoWaitingReplies(client: DynamoDBClient, table: string): WaitingReplies {
  return {
    async oldest() {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: waitingIndex,
          KeyConditionExpression: "#waiting = :waiting",
          ExpressionAttributeNames: { "#waiting": waitingKey, "#receivedAt": waitingSortKey },
          ExpressionAttributeValues: { ":waiting": { S: WAITING } },
          // The patient's words are not read.
          ProjectionExpression: "#receivedAt",
          Limit: 1,
        }),
      );
      const time = Date.parse(Items[0]?.[waitingSortKey]?.S ?? "");
      return Number.isNaN(time) ? undefined : time;
    },
  };
}
