/** DynamoDB in memory, with the template's tables. */
import { type Answer, AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { Resource } from "../../template/resource-types";
import { type DynamoDb, OPERATIONS, startDynamoDb } from "./dynalite-actions";
import { type Insert, insertOf, isDuplicate } from "./insert-statement";
import { createTableDescriptions, describesTable } from "./table-descriptions";
import { createTablePolicies } from "./table-policies";

const SERVED: readonly string[] = OPERATIONS.filter((operation) => operation !== "CreateTable");

/**
 * dynalite ignores `ReturnValuesOnConditionCheckFailure`: the error of a failed condition does not have the item.
 * @returns the DynamoDB API over the given tables
 */
export async function startTables(tables: readonly Resource[]): Promise<Service> {
  const dynamoDb = await startDynamoDb();
  for (const table of tables) {
    const answer = await dynamoDb.call("CreateTable", JSON.stringify(tableInput(table)));
    if (answer.status !== 200) throw new Error(`${table.logicalId} of the template: ${answer.body}`);
  }
  for (const { name } of tables) await active(dynamoDb, name);
  const describe = createTableDescriptions(tables);
  const checkPolicy = createTablePolicies(tables);
  return async (call) => {
    checkPolicy(call);
    const { operation } = call;
    if (describesTable(operation)) return describe(call);
    if (operation === "ExecuteStatement") return insert(dynamoDb, insertOf(jsonParameters(call)));
    if (!isServed(operation)) {
      throw new AwsError("UnknownOperationException", 400, `The local run has no dynamodb ${operation}`);
    }
    return dynamoDb.call(operation, call.body.toString("utf8") || "{}");
  };
}

/** Waits until a table that was created can be used. */
async function active(dynamoDb: DynamoDb, TableName: string): Promise<void> {
  const { body } = await dynamoDb.call("DescribeTable", JSON.stringify({ TableName }));
  const { Table } = JSON.parse(String(body)) as { Table: { TableStatus: string } };
  if (Table.TableStatus === "ACTIVE") return;
  await new Promise(setImmediate);
  await active(dynamoDb, TableName);
}

function isServed(operation: string): operation is (typeof OPERATIONS)[number] {
  return SERVED.includes(operation);
}

async function insert(dynamoDb: DynamoDb, { put, keyOf }: Insert): Promise<Answer> {
  const describe = await dynamoDb.call("DescribeTable", JSON.stringify({ TableName: put.TableName }));
  if (describe.status !== 200) return describe;
  const answer = await dynamoDb.call("PutItem", JSON.stringify({ ...put, ...keyOf(String(describe.body)) }));
  if (isDuplicate(String(answer.body)))
    throw new AwsError("DuplicateItemException", 400, "Duplicate primary key exists");
  return answer.status === 200 ? jsonAnswer({ Items: [] }) : answer;
}

function tableInput({ name, properties }: Resource): object {
  const indexes = (kind: string) =>
    (properties[kind] as Record<string, unknown>[] | undefined)?.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    }));
  return {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: "PAY_PER_REQUEST",
    GlobalSecondaryIndexes: indexes("GlobalSecondaryIndexes"),
    LocalSecondaryIndexes: indexes("LocalSecondaryIndexes"),
  };
}

/** The name of each table's partition key. */
export function partitionKeysOf(tables: readonly Resource[]): ReadonlyMap<string, string> {
  const keys = ({ properties }: Resource) =>
    (properties.KeySchema ?? []) as readonly { readonly AttributeName: string; readonly KeyType: string }[];
  const hash = (table: Resource) => keys(table).find(({ KeyType }) => KeyType === "HASH")?.AttributeName ?? "";
  return new Map(tables.map((table) => [table.name, hash(table)]));
}
