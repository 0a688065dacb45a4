/** Writes and reads the acts of operators. */
import { DuplicateItemException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, ExecuteStatementCommand } from "@aws-sdk/lib-dynamodb";
import {
  END_SUFFIX,
  OPERATOR_ACTS,
  type OperatorAct,
  type OperatorActEnd,
} from "../../../../contracts/tables/operator-acts";
import { query, where } from "../dynamo-query";

/**
 * Inserts the beginning or the end of an act. The statement is PartiQL's INSERT, which cannot replace an item: the policy of
 * the table denies every other write ("PartiQL insert statements for DynamoDB", DynamoDB Developer Guide). A key is unique,
 * so one that exists was inserted by an earlier attempt of the same call whose response was lost.
 */
export async function insertAct(
  client: DynamoDBDocumentClient,
  table: string,
  item: OperatorAct | OperatorActEnd,
): Promise<void> {
  const attributes = Object.entries(item).filter(([, value]) => value !== undefined);
  const tuple = attributes.map(([name]) => `'${name}': ?`).join(", ");
  try {
    await client.send(
      new ExecuteStatementCommand({
        Statement: `INSERT INTO "${table}" VALUE {${tuple}}`,
        Parameters: attributes.map(([, value]) => value),
      }),
    );
  } catch (error) {
    if (!(error instanceof DuplicateItemException)) throw error;
  }
}

/**
 * The items of the acts that began on a day: beginnings in order of time, each followed by its end if it has one.
 * @param day YYYY-MM-DD, in UTC
 */
export async function* actsOfDay(
  client: DynamoDBDocumentClient,
  table: string,
  day: string,
): AsyncGenerator<OperatorAct | OperatorActEnd> {
  const ofDay = where(OPERATOR_ACTS.partitionKey, day);
  yield* query<OperatorAct | OperatorActEnd>(client, { TableName: table, ConsistentRead: true, ...ofDay });
}

/** An act with its end, as far as the table has them. */
export interface RecordedAct {
  /** Absent only if somebody inserted an end alone. */
  readonly begin?: OperatorAct;
  /** Absent while the act is in progress, and if it was killed. */
  readonly end?: OperatorActEnd;
}

/** Days that are read at the same time. */
const CONCURRENCY = 16;

/**
 * The acts that began on several days, in order of time.
 * @param days YYYY-MM-DD, in UTC, in order
 * @param onDay called after each day that was read
 */
export async function* actsOfDays(
  client: DynamoDBDocumentClient,
  table: string,
  days: readonly string[],
  onDay: () => void = () => {},
): AsyncGenerator<RecordedAct> {
  for (let start = 0; start < days.length; start += CONCURRENCY) {
    const read = days.slice(start, start + CONCURRENCY).map(async (day) => {
      const items = await all(actsOfDay(client, table, day));
      onDay();
      return items;
    });
    for (const items of await Promise.all(read)) yield* withEnds(items);
  }
}

/** An end follows its beginning: its key is the same and more. */
function* withEnds(items: readonly (OperatorAct | OperatorActEnd)[]): Generator<RecordedAct> {
  for (const [index, item] of items.entries()) {
    const [former, next] = [items[index - 1], items[index + 1]];
    if (!isEnd(item)) yield { begin: item, ...(next && isEndOf(next, item) && { end: next }) };
    else if (!former || !isEndOf(item, former)) yield { end: item };
  }
}

function isEnd(item: OperatorAct | OperatorActEnd): item is OperatorActEnd {
  return item.actId.endsWith(END_SUFFIX);
}

function isEndOf(end: OperatorAct | OperatorActEnd, { actId }: OperatorAct | OperatorActEnd): end is OperatorActEnd {
  return end.actId === `${actId}${END_SUFFIX}`;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
