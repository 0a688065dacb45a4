import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { heldRunIn, RUN_PARTS_ITEM, RUNS_ITEM, runPartsId } from "../../../contracts/tables/daily-runs";
import type { DueCounter, RunHistory } from "../../domain/floods/run-guard";
import type { PartProgress } from "../../domain/producer/parts/part-runs";
import { type RetryDependencies, retryWhile } from "../../domain/retry/retry";
import { mayPass } from "./dynamo-errors";

/** ms for which a call is retried, after the SDK's own attempts. */
const RETRY_MS = 30_000;

const { partitionKey, sortKey, dueIndex, dueDate, expiryAttribute } = APPOINTMENTS_TABLE;
const DAY_SECONDS = 86_400;
const Key = { [partitionKey]: RUNS_ITEM.id, [sortKey]: RUNS_ITEM.id };

/** What is kept of the daily runs, in items of the appointments table, and the counts of what is due. */
export function dynamoRunHistory(
  client: DynamoDBDocumentClient,
  TableName: string,
  deps: RetryDependencies,
): RunHistory & DueCounter & PartProgress {
  const withRetries = <T>(call: () => Promise<T>) => retryWhile(call, mayPass, deps.clock.now() + RETRY_MS, deps);
  const update = (UpdateExpression: string, value?: object) =>
    withRetries(() =>
      client.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression,
          ExpressionAttributeNames: Object.fromEntries(
            (["due", "held", "released"] as const)
              .filter((name) => UpdateExpression.includes(`#${name}`))
              .map((name) => [`#${name}`, RUNS_ITEM[name]]),
          ),
          ...(value && { ExpressionAttributeValues: { ":value": value } }),
        }),
      ),
    );
  return {
    async read() {
      const { Item } = await withRetries(() => client.send(new GetCommand({ TableName, Key, ConsistentRead: true })));
      const counts = Object.entries(Object(Item?.[RUNS_ITEM.due])).map(([day, count]) => [day, Number(count)] as const);
      return { counts: Object.fromEntries(counts), isReleased: false, ...heldRunIn(Item) };
    },
    async record(counts) {
      await update("SET #due = :value", counts);
    },
    async hold(held) {
      await update("SET #held = :value", held);
    },
    async clear() {
      await update("REMOVE #held, #released");
    },
    async partsDone(run, parts) {
      const id = runPartsId(run);
      const update = new UpdateCommand({
        TableName,
        Key: { [partitionKey]: id, [sortKey]: id },
        UpdateExpression: "ADD #done :parts SET #ttl = :ttl",
        ExpressionAttributeNames: { "#done": RUN_PARTS_ITEM.done, "#ttl": expiryAttribute },
        ExpressionAttributeValues: {
          ":parts": new Set(parts),
          ":ttl": Math.floor(deps.clock.now() / 1_000) + RUN_PARTS_ITEM.keptDays * DAY_SECONDS,
        },
        ReturnValues: "ALL_NEW",
      });
      const { Attributes } = await withRetries(() => client.send(update));
      return [...((Attributes?.[RUN_PARTS_ITEM.done] ?? []) as Iterable<string>)];
    },
    async count(reminderDate, max) {
      let count = 0;
      let start: Record<string, unknown> | undefined;
      do {
        const query = new QueryCommand({
          TableName,
          IndexName: dueIndex,
          Select: "COUNT",
          KeyConditionExpression: "#due = :due",
          ExpressionAttributeNames: { "#due": dueDate },
          ExpressionAttributeValues: { ":due": reminderDate },
          ExclusiveStartKey: start,
        });
        const { Count = 0, LastEvaluatedKey } = await withRetries(() => client.send(query));
        count += Count;
        start = LastEvaluatedKey;
      } while (start && count <= max);
      return count;
    },
  };
}
