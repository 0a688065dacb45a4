/** Scans the appointments table, or its index of due reminders, for operators. The functions do not scan. */
import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";

export interface ScannedPage {
  /** As stored, with patient data. */
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
    yield { items: Items, more: LastEvaluatedKey !== undefined };
    start = LastEvaluatedKey;
  } while (start && left > 0);
}
