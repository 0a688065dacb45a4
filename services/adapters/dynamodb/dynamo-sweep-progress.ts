import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { SWEEP_ITEM } from "../../../contracts/tables/appointments-table";
import { furthestProgress } from "../../domain/plan/sweep-beginning";
import type { SweepProgress } from "../../domain/producer/appointments";
import { type RetryDependencies, retryWhile } from "../../domain/retry/retry";
import { appointmentKey } from "./appointment-item";
import { isWritten, mayPass } from "./dynamo-errors";

/** ms for which a call is retried, after the SDK's own attempts. */
const RETRY_MS = 30_000;

const KEY = appointmentKey({ appointmentId: SWEEP_ITEM.id, patientId: SWEEP_ITEM.id });

/** The sweep's progress, in an item of the appointments table. */
export function dynamoSweepProgress(
  client: DynamoDBDocumentClient,
  table: string,
  deps: RetryDependencies,
): SweepProgress {
  const withRetries = <T>(call: () => Promise<T>) => retryWhile(call, mayPass, deps.clock.now() + RETRY_MS, deps);
  return {
    async read() {
      const get = new GetItemCommand({ TableName: table, Key: KEY, ConsistentRead: true });
      const { Item } = await withRetries(() => client.send(get));
      return Item?.[SWEEP_ITEM.sweptTo]?.S;
    },
    async advance(quarter) {
      const update = new UpdateItemCommand({
        TableName: table,
        Key: KEY,
        UpdateExpression: "SET #to = :to",
        ConditionExpression: "NOT attribute_type(#to, :string) OR #to < :to OR #to > :furthest",
        ExpressionAttributeNames: { "#to": SWEEP_ITEM.sweptTo },
        ExpressionAttributeValues: {
          ":to": { S: quarter },
          ":furthest": { S: furthestProgress(quarter) },
          ":string": { S: "S" },
        },
      });
      await isWritten(withRetries(() => client.send(update)));
    },
  };
}
