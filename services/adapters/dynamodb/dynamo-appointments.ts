import { type AttributeValue, ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/appointments-table";
import type { Appointments, DueAppointment } from "../../domain/producer/appointments";
import { RetryLater } from "../../domain/retry/failure";
import { type RetryDependencies, retryWhile } from "../../domain/retry/retry";
import { mayPass, obstacleOf } from "./dynamo-errors";

/** Items read at a time. Some pages wait at the same time, in memory. */
const PAGE_SIZE = 250;

/** ms that a call is repeated, beyond the SDK's own attempts: within the time that a run keeps for its last batches. */
const PATIENCE = 30_000;

/**
 * The attributes that, besides the keys of the index, identify an item's notification: an item in which one of these was
 * changed since it was read is for another notification, and stays due.
 */
const IDENTIFYING = ["timeZone", "revision"] as const;

/** The appointments table, read by its index of what is due. */
export function dynamoAppointments(
  client: DynamoDBDocumentClient,
  table: string,
  deps: RetryDependencies,
): Appointments {
  const patiently = <T>(call: () => Promise<T>) => retryWhile(call, mayPass, deps.clock.now() + PATIENCE, deps);
  /** Removing the due date takes the item out of the index, which holds only items that have one. */
  async function takeOff(due: DueAppointment, mark: string, at: string): Promise<void> {
    // In DynamoDB's own terms: translating it takes a quarter of the processor's time that a run needs.
    const unchanged = unchangedSince(due.item);
    const update = new UpdateItemCommand({
      TableName: table,
      Key: {
        [APPOINTMENTS_TABLE.partitionKey]: { S: due.appointmentId },
        [APPOINTMENTS_TABLE.sortKey]: { S: due.patientId },
      },
      UpdateExpression: "REMOVE #due SET #mark = :at",
      ConditionExpression: `#due = :due AND #time = :time AND ${unchanged.condition}`,
      ExpressionAttributeNames: {
        "#due": APPOINTMENTS_TABLE.dueDate,
        "#time": APPOINTMENTS_TABLE.dueSortKey,
        "#mark": mark,
        ...unchanged.names,
      },
      ExpressionAttributeValues: {
        ":due": { S: due.reminderDate },
        // A key of the index, and so a string.
        ":time": { S: String(due.item[APPOINTMENTS_TABLE.dueSortKey]) },
        ":at": { S: at },
        ...unchanged.values,
      },
    });
    try {
      await patiently(() => client.send(update));
    } catch (error) {
      // Changed or deleted since it was read: the booking system has the last word, and what it moved is due again.
      if (error instanceof ConditionalCheckFailedException) return;
      throw obstacleOf(error) === "conflict" ? new RetryLater((error as Error).name) : error;
    }
  }
  return {
    async *due(reminderDate) {
      let start: Record<string, unknown> | undefined;
      do {
        const query = new QueryCommand({
          TableName: table,
          IndexName: APPOINTMENTS_TABLE.dueIndex,
          KeyConditionExpression: "#due = :due",
          ExpressionAttributeNames: { "#due": APPOINTMENTS_TABLE.dueDate },
          ExpressionAttributeValues: { ":due": reminderDate },
          ExclusiveStartKey: start,
          Limit: PAGE_SIZE,
        });
        const { Items = [], LastEvaluatedKey } = await patiently(() => client.send(query));
        if (Items.length > 0) {
          yield Items.map((item) => ({
            appointmentId: String(item[APPOINTMENTS_TABLE.partitionKey]),
            patientId: String(item[APPOINTMENTS_TABLE.sortKey]),
            reminderDate,
            item,
          }));
        }
        start = LastEvaluatedKey;
      } while (start);
    },
    markQueued: (due, at) => takeOff(due, "reminderQueuedAt", at),
    markMissed: (due, at) => takeOff(due, "reminderMissedAt", at),
  };
}

/** The condition that the identifying attributes are as they were read, even if absent. */
function unchangedSince(item: DueAppointment["item"]) {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const conditions = IDENTIFYING.map((attribute) => {
    names[`#${attribute}`] = attribute;
    const value = item[attribute];
    if (value === undefined) return `attribute_not_exists(#${attribute})`;
    values[`:${attribute}`] = inDynamo(value);
    return `#${attribute} = :${attribute}`;
  });
  return { condition: conditions.join(" AND "), names, values };
}

/** A value that the contract allows. */
function inDynamo(value: unknown): AttributeValue {
  if (typeof value === "number") return { N: String(value) };
  return value === null ? { NULL: true } : { S: String(value) };
}
