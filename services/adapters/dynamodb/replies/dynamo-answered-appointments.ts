import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import type { AnsweredAppointments } from "../../../domain/replies/reply-ports";
import { REPLY } from "../../../domain/stored-appointment/stored-appointment";
import { appointmentKey, unchangedSince } from "../appointment-item";
import { isWritten } from "../dynamo-errors";
import { TO_DYNAMO } from "../dynamo-values";
import { dynamoLookup } from "../lookup/dynamo-lookup";

const { partitionKey, sortKey } = APPOINTMENTS_TABLE;

/** The attributes by which an item is the appointment that was answered, and those that say what was answered before. */
const DECISIVE = ["appointmentTime", "timeZone", "clinicId", "status", "revision", ...REPLY] as const;

/** The appointments table, to which answers are written. */
export function dynamoAnsweredAppointments(client: DynamoDBClient, table: string): AnsweredAppointments {
  return {
    find: dynamoLookup(client, table).find,
    async recordReply(item, { reply, repliedAt, replyStart }) {
      const unchanged = unchangedSince(item, DECISIVE);
      const ids = { appointmentId: String(item[partitionKey]), patientId: String(item[sortKey]) };
      const update = new UpdateItemCommand({
        TableName: table,
        Key: appointmentKey(ids),
        UpdateExpression: "SET #reply = :reply, #repliedAt = :repliedAt, #replyStart = :replyStart",
        ConditionExpression: `attribute_exists(#id) AND ${unchanged.condition}`,
        ExpressionAttributeNames: {
          "#id": partitionKey,
          ...unchanged.names,
        },
        ExpressionAttributeValues: marshall(
          { ":reply": reply, ":repliedAt": repliedAt, ":replyStart": replyStart, ...unchanged.values },
          TO_DYNAMO,
        ),
      });
      return isWritten(client.send(update));
    },
  };
}
