import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../contracts/appointments-table";
import type { Appointments, DueAppointment } from "../domain/ports";

/** Items read at a time. */
const PAGE_SIZE = 500;

/** The appointments table, read by its index of what is due. */
export function dynamoAppointments(client: DynamoDBDocumentClient, table: string): Appointments {
  /** Removing the due date takes the item out of the index, which holds only items that have one. */
  async function takeOff(due: DueAppointment, mark: string, at: string): Promise<void> {
    const update = new UpdateCommand({
      TableName: table,
      Key: { [APPOINTMENTS_TABLE.partitionKey]: due.appointmentId },
      UpdateExpression: "REMOVE #due SET #mark = :at",
      ConditionExpression: "#due = :due AND #time = :time",
      ExpressionAttributeNames: {
        "#due": APPOINTMENTS_TABLE.dueDate,
        "#time": APPOINTMENTS_TABLE.dueSortKey,
        "#mark": mark,
      },
      ExpressionAttributeValues: {
        ":due": due.reminderDate,
        ":time": due.item[APPOINTMENTS_TABLE.dueSortKey],
        ":at": at,
      },
    });
    try {
      await client.send(update);
    } catch (error) {
      // Changed or deleted since it was read: the booking system has the last word, and what it moved is due again.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
  return {
    async *due(day) {
      const pages = paginateQuery(
        { client, pageSize: PAGE_SIZE },
        {
          TableName: table,
          IndexName: APPOINTMENTS_TABLE.dueIndex,
          KeyConditionExpression: "#due = :day",
          ExpressionAttributeNames: { "#due": APPOINTMENTS_TABLE.dueDate },
          ExpressionAttributeValues: { ":day": day },
        },
      );
      for await (const { Items = [] } of pages) {
        yield Items.map((item) => ({
          appointmentId: String(item[APPOINTMENTS_TABLE.partitionKey]),
          reminderDate: day,
          item,
        }));
      }
    },
    markQueued: (due, at) => takeOff(due, "reminderQueuedAt", at),
    markMissed: (due, at) => takeOff(due, "reminderMissedAt", at),
  };
}
