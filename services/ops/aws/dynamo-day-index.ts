/** The delivery log's index by day, read for operators. */
import { type DynamoDBDocumentClient, paginateQuery, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { dayPartsOf } from "../../../contracts/tables/day-parts";
import { DELIVERY_LOG } from "../../../contracts/tables/delivery-log-table";
import type { DayEntry } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import { queryParts } from "../../adapters/dynamodb/query-parts";
import { where } from "./dynamo-query";

/** How several days are read. */
export interface DaysRead {
  /** ms since 1970 */
  readonly now: number;
  /** Reading stops when it is aborted. */
  readonly interrupted: { readonly aborted: boolean };
}

const DAY = 86_400_000;
/** Below this number of days, each part is queried: a scan would not be faster. */
const MIN_DAYS = 8;
/**
 * Days around the current one whose parts are always queried, since their items may be newer than the scan. No other
 * day gains items, and an index is at most seconds behind its table.
 */
const RECENT_DAYS = 2;

/** All notifications that were created on a day. */
export async function* entriesOfDay(
  client: DynamoDBDocumentClient,
  table: string,
  parts: readonly string[],
): AsyncGenerator<DayEntry> {
  const inIndex = { TableName: table, IndexName: DELIVERY_LOG.dayIndex };
  yield* queryParts<DayEntry>(
    client,
    parts.map((part) => ({ ...inIndex, ...where(DELIVERY_LOG.dayKey, part) })),
  );
}

/** What is counted of a notification: nothing that says whose it is. */
export type CountedEntry = Pick<DeliveryLogItem, (typeof COUNTED)[number]>;
const COUNTED = ["status", "channel", "reason", "clinicId", "reply", "smsParts", "possibleDuplicate"] as const;

/** The notifications of a part of a day, page by page, with what is counted of them. */
export async function* countedInPart(
  client: DynamoDBDocumentClient,
  table: string,
  part: string,
): AsyncGenerator<readonly CountedEntry[]> {
  const { ExpressionAttributeNames, ...condition } = where(DELIVERY_LOG.dayKey, part);
  const query = {
    TableName: table,
    IndexName: DELIVERY_LOG.dayIndex,
    ...condition,
    ProjectionExpression: COUNTED.map((name) => `#${name}`).join(", "),
    ExpressionAttributeNames: {
      ...ExpressionAttributeNames,
      ...Object.fromEntries(COUNTED.map((name) => [`#${name}`, name])),
    },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) yield Items as CountedEntry[];
}

/**
 * All notifications that were created on several days, day by day. A day has sixteen parts, each a query. For many
 * days, a scan of the index (one call for each 1 MB) first finds the parts that have items, and only those are queried.
 * If the scan would take more calls than there are days, every part is queried.
 */
export async function* entriesOfDays(
  client: DynamoDBDocumentClient,
  table: string,
  days: readonly string[],
  { now, interrupted }: DaysRead,
): AsyncGenerator<DayEntry> {
  const found = days.length < MIN_DAYS ? undefined : await occupiedParts(client, table, days.length, interrupted);
  const [first, last] = [dateOf(now - RECENT_DAYS * DAY), dateOf(now + RECENT_DAYS * DAY)];
  for (const day of days) {
    if (interrupted.aborted) return;
    const isRecent = first <= day && day <= last;
    yield* entriesOfDay(
      client,
      table,
      dayPartsOf(day).filter((part) => !found || isRecent || found.has(part)),
    );
  }
}

/** @returns the parts that have items; undefined if the scan takes more than `maxCalls` calls */
async function occupiedParts(
  client: DynamoDBDocumentClient,
  table: string,
  maxCalls: number,
  interrupted: DaysRead["interrupted"],
): Promise<ReadonlySet<string> | undefined> {
  const parts = new Set<string>();
  let start: Record<string, unknown> | undefined;
  for (let calls = 0; calls < maxCalls && !interrupted.aborted; calls += 1) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: table,
        IndexName: DELIVERY_LOG.dayIndex,
        ProjectionExpression: "#part",
        ExpressionAttributeNames: { "#part": DELIVERY_LOG.dayKey },
        ExclusiveStartKey: start,
      }),
    );
    for (const item of Items) parts.add(String(item[DELIVERY_LOG.dayKey]));
    start = LastEvaluatedKey;
    if (!start) return parts;
  }
  return undefined;
}

/** YYYY-MM-DD, in UTC. */
function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
