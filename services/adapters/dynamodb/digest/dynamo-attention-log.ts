import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { dayPartsOf } from "../../../../contracts/tables/day-parts";
import { DELIVERY_LOG } from "../../../../contracts/tables/delivery-log-table";
import { queryParts } from "../query-parts";

const { attentionIndex, attentionKey, attentionSortKey } = DELIVERY_LOG;

/** The attributes of an item in the indexes by day. `attentionAt` and its part are in the one of what needs a person. */
export type DayEntry = Pick<
  DeliveryLogItem,
  "notificationId" | "timestamp" | "createdAt" | "dayPart" | "attentionPart" | "attentionAt" | IndexedAttribute
>;
type IndexedAttribute = (typeof DELIVERY_LOG.dayAttributes)[number];

/**
 * The notifications that came to need a person on a day, in no order: sixteen queries, and one more for each further MB.
 * @param day YYYY-MM-DD, at the clinic
 * @param since ISO 8601, UTC; those before it are left out
 */
export function attentionOfDay(
  client: DynamoDBDocumentClient,
  table: string,
  day: string,
  since = "",
): AsyncGenerator<DayEntry> {
  const queries = dayPartsOf(day).map((part) => ({
    TableName: table,
    IndexName: attentionIndex,
    KeyConditionExpression: "#part = :part AND #at >= :since",
    ExpressionAttributeNames: { "#part": attentionKey, "#at": attentionSortKey },
    // A key of an index is not empty.
    ExpressionAttributeValues: { ":part": part, ":since": since || "0" },
  }));
  return queryParts(client, queries);
}
