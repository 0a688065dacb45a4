/** Writes and reads the acts of operators. */
import { DuplicateItemException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, ExecuteStatementCommand } from "@aws-sdk/lib-dynamodb";
import { OPERATOR_ACTS, type OperatorAct, type OperatorActEnd } from "../../../../contracts/tables/operator-acts";
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
