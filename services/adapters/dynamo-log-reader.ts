/** The delivery log, read for operators; nothing here scans the table. */
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dayPartsOf } from "../../contracts/day-parts";
import { DELIVERY_LOG, type DeliveryLogItem } from "../../contracts/delivery-log";
import type { NotificationKey } from "../domain/notification";

/** DynamoDB takes no more keys a call. */
const MOST_KEYS = 100;

/** What the index by day has of an item. */
export type DayEntry = Omit<
  DeliveryLogItem,
  "history" | "doctorName" | "phoneNumber" | "email" | "contactDigest" | "batchId" | "ttl" | "smsParts"
>;

export interface LogReader {
  item(key: NotificationKey): Promise<DeliveryLogItem | undefined>;
  /** In no order; what is not there is left out. */
  items(keys: readonly NotificationKey[]): Promise<DeliveryLogItem[]>;
  /** All items of a notification: there is one, but for an id that was given twice. */
  ofNotification(notificationId: string): Promise<DeliveryLogItem[]>;
  /** By the time of the appointment, the latest first. */
  ofPatient(patientId: string): AsyncIterable<DeliveryLogItem>;
  /** All that were created on a day (YYYY-MM-DD, the clinic's), without contacts and history; in no order. */
  ofDay(day: string): AsyncIterable<DayEntry>;
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
      const found: DeliveryLogItem[] = [];
      for (let start = 0; start < keys.length; start += MOST_KEYS) {
        found.push(...(await batch(keys.slice(start, start + MOST_KEYS))));
      }
      return found;
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
    async *ofDay(day) {
      const parts = dayPartsOf(day).map((part) =>
        query(client, { TableName: table, IndexName: DELIVERY_LOG.dayIndex, ...where(DELIVERY_LOG.dayKey, part) }),
      );
      // All at once: most days have few items in each, and a month would be hundreds of calls one after the other.
      const firsts = parts.map((part) => part.next());
      for (const first of firsts) first.catch(() => {});
      for (const [index, part] of parts.entries()) {
        for (let next = await firsts[index]; next && !next.done; next = await part.next()) yield next.value as DayEntry;
      }
    },
  };
}

function keyOf({ notificationId, timestamp }: NotificationKey) {
  return { notificationId, timestamp };
}

function where(attribute: string, value: string) {
  return {
    KeyConditionExpression: "#key = :value",
    ExpressionAttributeNames: { "#key": attribute },
    ExpressionAttributeValues: { ":value": value },
  };
}

async function* query(
  client: DynamoDBDocumentClient,
  input: ConstructorParameters<typeof QueryCommand>[0],
): AsyncGenerator<DeliveryLogItem> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey }));
    yield* (page.Items ?? []) as DeliveryLogItem[];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
