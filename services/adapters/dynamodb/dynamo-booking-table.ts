import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, NumberValueImpl, unmarshall } from "@aws-sdk/util-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { type BookingTable, DECISIVE, type ReminderLog } from "../../domain/bookings/booking-table";
import type { Stored } from "../../domain/stored-appointment/stored-appointment";
import { appointmentKey, unchangedSince } from "./appointment-item";
import { isWritten } from "./dynamo-errors";
import { FROM_DYNAMO, TO_DYNAMO } from "./dynamo-values";

const { partitionKey, sortKey } = APPOINTMENTS_TABLE;
const KEYS: readonly string[] = [partitionKey, sortKey];

/** The appointments table, one item at a time. */
export function dynamoBookingTable(client: DynamoDBClient, table: string): BookingTable {
  return {
    async read(key) {
      const get = new GetItemCommand({ TableName: table, Key: appointmentKey(key), ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item && unmarshall(Item, { wrapNumbers: exactNumber });
    },
    async write(key, before, item) {
      return isWritten(
        client.send(new UpdateItemCommand({ TableName: table, Key: appointmentKey(key), ...update(before, item) })),
      );
    },
  };
}

/** The delivery log, read only. */
export function dynamoReminderLog(client: DynamoDBClient, table: string): ReminderLog {
  return {
    async read({ notificationId, timestamp }) {
      const Key = marshall({ notificationId, timestamp });
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && (unmarshall(Item, FROM_DYNAMO) as DeliveryLogItem);
    },
  };
}

/**
 * Only what differs is written, so that attributes of other programs stay as they are. All names are placeholders, since
 * DynamoDB reserves words such as `location`.
 */
function update(before: Stored = {}, item: Stored) {
  const set = Object.keys(item).filter((name) => !KEYS.includes(name) && item[name] !== before[name]);
  const removed = Object.keys(before).filter((name) => !KEYS.includes(name) && !(name in item));
  const isNew = !(partitionKey in before);
  const unchanged = unchangedSince(before, isNew ? [] : DECISIVE);
  const names = [partitionKey, ...set, ...removed];
  const values = { ...Object.fromEntries(set.map((name) => [`:${name}`, item[name]])), ...unchanged.values };
  return {
    UpdateExpression: [
      ...(set.length > 0 ? [`SET ${set.map((name) => `#${name} = :${name}`).join(", ")}`] : []),
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: isNew
      ? `attribute_not_exists(#${partitionKey})`
      : `attribute_exists(#${partitionKey}) AND ${unchanged.condition}`,
    ExpressionAttributeNames: { ...Object.fromEntries(names.map((name) => [`#${name}`, name])), ...unchanged.names },
    ExpressionAttributeValues: marshall(values, TO_DYNAMO),
  };
}

/** Another program's number that JavaScript would round is kept as it is, since writes compare it. */
function exactNumber(text: string): number | NumberValueImpl {
  const number = Number(text);
  return String(number) === text && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : NumberValueImpl.from(text);
}
