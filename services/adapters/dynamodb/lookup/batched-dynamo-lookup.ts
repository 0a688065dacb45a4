import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import DataLoader from "dataloader";
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import type { AppointmentLookup, StoredItem } from "../../../domain/lookup/appointment-lookup";
import { appointmentKey } from "../appointment-item";
import { attributes, CONSISTENT, readItem } from "./dynamo-lookup";

type Key = ReturnType<typeof appointmentKey>;

/**
 * The most keys of one `BatchGetItem` call, of which none may come twice: "BatchGetItem", Amazon DynamoDB API Reference,
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
const MAX_KEYS = 100;

/**
 * The appointments table, of which look-ups at the same time take one call: those of the messages of a batch, for example.
 * What DynamoDB leaves unread is read by itself, with the client's own repetitions and pauses. An item that cannot be
 * read fails its own look-up only.
 */
export function batchedDynamoLookup(client: DynamoDBClient, table: string): AppointmentLookup {
  async function readAll(keys: readonly Key[]): Promise<(StoredItem | Error | undefined)[]> {
    const [only] = keys;
    if (only && keys.length === 1) return [await readItem(client, table, only)];
    const Keys = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
    const read = new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ...CONSISTENT } } });
    const { Responses, UnprocessedKeys } = await client.send(read);
    const found = new Map((Responses?.[table] ?? []).map((item) => [nameOf(item), item]));
    const unread = new Set((UnprocessedKeys?.[table]?.Keys ?? []).map(nameOf));
    const answers = keys.map(async (key) => {
      const name = nameOf(key);
      return unread.has(name) ? readItem(client, table, key) : attributes(found.get(name));
    });
    return (await Promise.allSettled(answers)).map((answer) =>
      answer.status === "fulfilled" ? answer.value : (answer.reason as Error),
    );
  }

  // Without its cache: each look-up is to see what was stored before it.
  const loader = new DataLoader(readAll, { cache: false, maxBatchSize: MAX_KEYS });
  return { find: (appointmentId, patientId) => loader.load(appointmentKey({ appointmentId, patientId })) };
}

/** The same for a key and for the item that the table has there. */
function nameOf(item: Record<string, AttributeValue>): string {
  return JSON.stringify([item[APPOINTMENTS_TABLE.partitionKey]?.S, item[APPOINTMENTS_TABLE.sortKey]?.S]);
}
