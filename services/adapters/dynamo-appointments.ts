import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../contracts/appointments-table";
import { RetryLater } from "../domain/failure";
import type { Appointments, DueAppointment } from "../domain/ports";
import { type TryAgainDependencies, tryAgain } from "../domain/try-again";
import { mayPass, obstacleOf } from "./dynamo-errors";

/** Items read at a time. Some pages wait at the same time, in memory. */
const PAGE_SIZE = 250;

/** ms that a call is tried again, beyond the SDK's own tries: within what a run keeps for its last batches. */
const PATIENCE = 30_000;

/** The appointments table, read by its index of what is due. */
export function dynamoAppointments(
  client: DynamoDBDocumentClient,
  table: string,
  deps: TryAgainDependencies,
): Appointments {
  const patiently = <T>(call: () => Promise<T>) => tryAgain(call, mayPass, deps.clock.now() + PATIENCE, deps);
  /** Removing the due date takes the item out of the index, which holds only items that have one. */
  async function takeOff(due: DueAppointment, mark: string, at: string): Promise<void> {
    // In DynamoDB's own terms: translating it takes a quarter of the processor's time that a run needs.
    const update = new UpdateItemCommand({
      TableName: table,
      Key: {
        [APPOINTMENTS_TABLE.partitionKey]: { S: due.appointmentId },
        [APPOINTMENTS_TABLE.sortKey]: { S: due.patientId },
      },
      UpdateExpression: "REMOVE #due SET #mark = :at",
      ConditionExpression: "#due = :due AND #time = :time",
      ExpressionAttributeNames: {
        "#due": APPOINTMENTS_TABLE.dueDate,
        "#time": APPOINTMENTS_TABLE.dueSortKey,
        "#mark": mark,
      },
      ExpressionAttributeValues: {
        ":due": { S: due.reminderDate },
        // A key of the index, and so a string.
        ":time": { S: String(due.item[APPOINTMENTS_TABLE.dueSortKey]) },
        ":at": { S: at },
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
