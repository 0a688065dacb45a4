import { type AttributeValue, type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { AppointmentLookup, StoredItem } from "../../../domain/lookup/appointment-lookup";
import { appointmentKey } from "../appointment-item";
import { FROM_DYNAMO } from "../dynamo-values";

/** A cancellation counts as soon as it is stored. */
export const CONSISTENT = { ConsistentRead: true };

/** The appointments table, read by one key at a time. It uses DynamoDB's own types, since it is read for each reminder. */
export function dynamoLookup(client: DynamoDBClient, table: string): AppointmentLookup {
  return { find: (appointmentId, patientId) => readItem(client, table, appointmentKey({ appointmentId, patientId })) };
}

/** @returns what the table has at the key; undefined for nothing */
export async function readItem(
  client: DynamoDBClient,
  table: string,
  Key: Record<string, AttributeValue>,
): Promise<StoredItem | undefined> {
  return attributes((await client.send(new GetItemCommand({ TableName: table, Key, ...CONSISTENT }))).Item);
}

/** The attributes of an item as it was read. */
export function attributes(item: Record<string, AttributeValue> | undefined): StoredItem | undefined {
  return item && unmarshall(item, FROM_DYNAMO);
}
