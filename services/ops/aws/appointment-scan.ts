/** Scans the appointments table, or its index of due reminders, for operators. The functions do not scan. */
import { type DynamoDBDocumentClient, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE, isInternalItem, SWEEP_ITEM } from "../../../contracts/tables/appointments-table";
import { isErased } from "../../domain/stored-appointment/erased";

export interface ScannedPage {
  /** As stored, with patient data; without the pipeline's own items, and what erasures have left. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** Whether there is more to read. */
  readonly more: boolean;
}

export interface ScanChoice {
  /** `due`: the index of due reminders. `table`: all items. */
  readonly of: "due" | "table";
  /** The maximum number of items; all if absent. */
  readonly limit?: number;
}

/** Items a page; a page has at most 1 MB in any case ("Scan", Amazon DynamoDB API Reference). */
const PAGE_SIZE = 1_000;

/** Reads page by page, with eventually consistent reads, which cost half as much. */
export async function* scanAppointments(
  client: DynamoDBDocumentClient,
  table: string,
  { of, limit = Number.POSITIVE_INFINITY }: ScanChoice,
): AsyncGenerator<ScannedPage> {
  let start: Record<string, unknown> | undefined;
  let left = limit;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: table,
        ...(of === "due" && { IndexName: APPOINTMENTS_TABLE.dueIndex }),
        Limit: Math.min(PAGE_SIZE, left),
        ExclusiveStartKey: start,
      }),
    );
    left -= Items.length;
    yield {
      items: Items.filter((item) => !isInternalItem(item) && !isErased(item)),
      more: LastEvaluatedKey !== undefined,
    };
    start = LastEvaluatedKey;
  } while (start && left > 0);
}

/** The quarter up to which the sweep has queued everything; undefined before the first sweep. */
export async function readSweptTo(client: DynamoDBDocumentClient, table: string): Promise<string | undefined> {
  const { partitionKey } = APPOINTMENTS_TABLE;
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: "#id = :id",
    ExpressionAttributeNames: { "#id": partitionKey },
    ExpressionAttributeValues: { ":id": SWEEP_ITEM.id },
  });
  const { Items: [item] = [] } = await client.send(query);
  const sweptTo: unknown = item?.[SWEEP_ITEM.sweptTo];
  return typeof sweptTo === "string" ? sweptTo : undefined;
}
