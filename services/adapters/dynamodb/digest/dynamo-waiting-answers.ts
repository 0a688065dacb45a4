import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { REPLIES_TABLE, WAITING } from "../../../../contracts/tables/replies-table";
import type { WaitingAnswer, WaitingAnswers } from "../../../domain/digest/digest-ports";

const { waitingIndex, waitingKey, waitingSortKey } = REPLIES_TABLE;

/** The patients' answers that wait for staff, without their words and phones, which the index does not have. */
export function dynamoWaitingAnswers(client: DynamoDBDocumentClient, table: string): WaitingAnswers {
  return {
    async *all() {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: waitingIndex,
          KeyConditionExpression: "#waiting = :waiting",
          ExpressionAttributeNames: { "#waiting": waitingKey, "#receivedAt": waitingSortKey },
          ExpressionAttributeValues: { ":waiting": WAITING },
          ProjectionExpression: "replyId, #receivedAt, clinicId",
        },
      );
      for await (const { Items = [] } of pages) yield* Items as WaitingAnswer[];
    },
  };
}
