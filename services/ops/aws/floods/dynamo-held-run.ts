/** The daily run that the guard against floods holds, for operators. */
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import { type HeldRun, type HeldRunState, heldRunIn, RUNS_ITEM } from "../../../../contracts/tables/daily-runs";
import { isWritten } from "../../../adapters/dynamodb/dynamo-errors";
import { type Lookup, lookUp } from "../inspection/lookup";

const Key = { [APPOINTMENTS_TABLE.partitionKey]: RUNS_ITEM.id, [APPOINTMENTS_TABLE.sortKey]: RUNS_ITEM.id };

/** @returns undefined if no run is held */
export async function findHeldRun(client: DynamoDBDocumentClient, table: string): Promise<HeldRunState | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return heldRunIn(Item);
}

export function inspectHeldRun(
  client: DynamoDBDocumentClient,
  table: string,
): Promise<Lookup<HeldRunState | undefined>> {
  return lookUp("dynamodb:GetItem", () => findHeldRun(client, table));
}

/** @returns false if this run is no longer held */
export async function releaseRun(client: DynamoDBDocumentClient, table: string, { since }: HeldRun): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table,
    Key,
    UpdateExpression: "SET #released = :since",
    ConditionExpression: "#held.#since = :since",
    ExpressionAttributeNames: { "#released": RUNS_ITEM.released, "#held": RUNS_ITEM.held, "#since": "since" },
    ExpressionAttributeValues: { ":since": since },
  });
  return isWritten(client.send(update));
}
