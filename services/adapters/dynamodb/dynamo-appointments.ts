import { type AttributeValue, ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import type { PlannedReminder } from "../../domain/plan/next-reminder";
import type { Appointments, DueAppointment } from "../../domain/producer/appointments";
import { RetryLater } from "../../domain/retry/failure";
import { type RetryDependencies, retryWhile } from "../../domain/retry/retry";
import { appointmentKey, unchangedSince } from "./appointment-item";
import { mayPass, obstacleOf } from "./dynamo-errors";

/** Items a page. Several pages are in memory at the same time. */
const PAGE_SIZE = 250;

/**
 * ms for which a call is retried, after the SDK's own attempts: within the time that a run reserves for its last
 * batches.
 */
const RETRY_MS = 30_000;

/**
 * The attributes that, besides the keys of the index, identify an item's notification or decide whether it is sent. If
 * one of them was changed since the item was read, the item stays due.
 */
const IDENTIFYING = [
  "timeZone",
  "revision",
  "clinicId",
  "contactPreference",
  "status",
  "reminderPlan",
  "reminderStep",
] as const;

/** The appointments table, read by its index of due reminders. */
export function dynamoAppointments(
  client: DynamoDBDocumentClient,
  table: string,
  deps: RetryDependencies,
): Appointments {
  const withRetries = <T>(call: () => Promise<T>) => retryWhile(call, mayPass, deps.clock.now() + RETRY_MS, deps);
  /** Removing the due date takes the item out of the index, which holds only items that have one. */
  async function takeOff(due: DueAppointment, mark: string, at: string, next?: PlannedReminder): Promise<void> {
    // Written with DynamoDB's own types: the document client's conversion takes a quarter of the CPU time of a run.
    const unchanged = unchangedSince(due.item, IDENTIFYING);
    const change = changeTo(next);
    const update = new UpdateItemCommand({
      TableName: table,
      Key: appointmentKey(due),
      UpdateExpression: change.expression,
      ConditionExpression: `#due = :due AND #time = :time AND ${unchanged.condition}`,
      ExpressionAttributeNames: {
        "#due": APPOINTMENTS_TABLE.dueDate,
        "#time": APPOINTMENTS_TABLE.dueSortKey,
        "#mark": mark,
        ...unchanged.names,
      },
      ExpressionAttributeValues: {
        ":due": { S: due.reminderDate },
        // It is a key of the index, and therefore a string.
        ":time": { S: String(due.item[APPOINTMENTS_TABLE.dueSortKey]) },
        ":at": { S: at },
        ...Object.fromEntries(Object.entries(unchanged.values).map(([name, value]) => [name, inDynamo(value)])),
        ...change.values,
      },
    });
    await sendUnlessChanged(update);
  }
  async function postpone(due: DueAppointment, reminderDate: string): Promise<void> {
    const update = new UpdateItemCommand({
      TableName: table,
      Key: appointmentKey(due),
      UpdateExpression: "SET #due = :next",
      ConditionExpression: "#due = :due",
      ExpressionAttributeNames: { "#due": APPOINTMENTS_TABLE.dueDate },
      ExpressionAttributeValues: { ":due": { S: due.reminderDate }, ":next": { S: reminderDate } },
    });
    await sendUnlessChanged(update);
  }
  async function sendUnlessChanged(update: UpdateItemCommand): Promise<void> {
    try {
      await withRetries(() => client.send(update));
    } catch (error) {
      // Changed or deleted since it was read: the booking system's change wins, and a moved appointment is due again.
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
        const { Items = [], LastEvaluatedKey } = await withRetries(() => client.send(query));
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
    markQueued: (due, at, next) => takeOff(due, "reminderQueuedAt", at, next),
    markMissed: (due, at) => takeOff(due, "reminderMissedAt", at),
    markDeclined: (due, at) => takeOff(due, "reminderDeclinedAt", at),
    postpone,
  };
}

/** What is written of the next reminder, by the names of the identifying attributes and of the due date. */
function changeTo(next: PlannedReminder | undefined) {
  const values: Record<string, AttributeValue> = {};
  if (!next) return { expression: "REMOVE #due, #reminderStep SET #mark = :at", values };
  values[":next"] = { S: next.reminderDate };
  if (next.reminderStep === undefined) {
    return { expression: "REMOVE #reminderStep SET #mark = :at, #due = :next", values };
  }
  values[":nextStep"] = { S: next.reminderStep };
  return { expression: "SET #mark = :at, #due = :next, #reminderStep = :nextStep", values };
}

/** A value that the contract allows. */
function inDynamo(value: unknown): AttributeValue {
  if (typeof value === "number") return { N: String(value) };
  return value === null ? { NULL: true } : { S: String(value) };
}
