import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { dayPartsOf } from "../../../../contracts/tables/day-parts";
import { DELIVERY_LOG } from "../../../../contracts/tables/delivery-log-table";
import type { AttentionLog } from "../../../domain/digest/digest-ports";
import { queryParts } from "../query-parts";

const { attentionIndex, attentionKey, attentionSortKey } = DELIVERY_LOG;

/** The attributes of an item in the indexes by day. `attentionAt` and its part are in the one of what needs a person. */
export type DayEntry = Pick<
  DeliveryLogItem,
  "notificationId" | "timestamp" | "createdAt" | "dayPart" | "attentionPart" | "attentionAt" | IndexedAttribute
>;
type IndexedAttribute = (typeof DELIVERY_LOG.dayAttributes)[number];

/** The log's index of what needs a person: sixteen queries a day, and one more for each further MB. */
export function dynamoAttentionLog(client: DynamoDBDocumentClient, table: string): AttentionLog<DayEntry> {
  return {
    ofDay: (day, since) => {
      const queries = dayPartsOf(day).map((part) => ({
        TableName: table,
        IndexName: attentionIndex,
        KeyConditionExpression: "#part = :part AND #at >= :since",
        ExpressionAttributeNames: { "#part": attentionKey, "#at": attentionSortKey },
        ExpressionAttributeValues: { ":part": part, ":since": since },
      }));
      return queryParts(client, queries);
    },
  };
}
