/** Reads the delivery log for operators, without scanning the table itself. */
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { dayPartsOf } from "../../../contracts/tables/day-parts";
import { DELIVERY_LOG } from "../../../contracts/tables/delivery-log-table";
import { type DayEntry, dynamoAttentionLog } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import type { NotificationKey } from "../../domain/notification/notification";
import { type CountedEntry, countedInPart, type DaysRead, entriesOfDay, entriesOfDays } from "./dynamo-day-index";
import { query, where } from "./dynamo-query";

/** The maximum number of keys in one call to BatchGetItem. */
const MAX_KEYS = 100;

export interface LogReader {
  item(key: NotificationKey): Promise<DeliveryLogItem | undefined>;
  /** In the order of the keys, without those that do not exist. */
  items(keys: readonly NotificationKey[]): Promise<DeliveryLogItem[]>;
  /** All items of a notification: usually one. */
  ofNotification(notificationId: string): Promise<DeliveryLogItem[]>;
  /** By the time of the appointment, latest first. */
  ofPatient(patientId: string): AsyncIterable<DeliveryLogItem>;
  /** All that were created on a day (YYYY-MM-DD, at the clinic), without contacts and history, in no order. */
  ofDay(day: string): AsyncIterable<DayEntry>;
  /** All that came to need a person on such a day, and a few that need none any more, in no order. */
  attentionOn(day: string): AsyncIterable<DayEntry>;
  /** The same as `ofDay` for several days, day by day. */
  ofDays(days: readonly string[], read: DaysRead): AsyncIterable<DayEntry>;
  /** What is counted of those that were created in a part of a day (`day-parts.ts`), page by page. */
  countedInPart(part: string): AsyncIterable<readonly CountedEntry[]>;
}

export function dynamoLogReader(client: DynamoDBDocumentClient, table: string): LogReader {
  const batch = async (keys: readonly NotificationKey[]): Promise<DeliveryLogItem[]> => {
    const found: DeliveryLogItem[] = [];
    for (let open: readonly Record<string, unknown>[] = keys.map(keyOf); open.length > 0; ) {
      const RequestItems = { [table]: { Keys: [...open], ConsistentRead: true } };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems }));
      found.push(...((Responses?.[table] ?? []) as DeliveryLogItem[]));
      open = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
  };
  return {
    async item(key) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }));
      return Item as DeliveryLogItem | undefined;
    },
    async items(keys) {
      const found = new Map<string, DeliveryLogItem>();
      for (let start = 0; start < keys.length; start += MAX_KEYS) {
        for (const item of await batch(keys.slice(start, start + MAX_KEYS))) found.set(nameOf(item), item);
      }
      return keys.flatMap((key) => found.get(nameOf(key)) ?? []);
    },
    async ofNotification(notificationId) {
      const found = query(client, {
        TableName: table,
        ...where(DELIVERY_LOG.partitionKey, notificationId),
        ConsistentRead: true,
      });
      return all(found);
    },
    ofPatient: (patientId) =>
      query(client, {
        TableName: table,
        IndexName: DELIVERY_LOG.patientIndex,
        ...where(DELIVERY_LOG.patientKey, patientId),
        ScanIndexForward: false,
      }),
    // From the beginning of time, since the key of an index is not empty.
    attentionOn: (day) => dynamoAttentionLog(client, table).ofDay(day, "0"),
    ofDay: (day) => entriesOfDay(client, table, dayPartsOf(day)),
    ofDays: (days, read) => entriesOfDays(client, table, days, read),
    countedInPart: (part) => countedInPart(client, table, part),
  };
}

function nameOf({ notificationId, timestamp }: NotificationKey): string {
  return `${notificationId} ${timestamp}`;
}

function keyOf({ notificationId, timestamp }: NotificationKey) {
  return { notificationId, timestamp };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
