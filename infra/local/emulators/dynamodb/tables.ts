/** DynamoDB in memory: dynalite with the template's tables. */
import dynalite from "dynalite";
import { AwsError, type Call, type Service } from "../../protocol/call";
import type { Resource } from "../../template/resource-types";
import { callInProcess } from "./in-process-http";
import { createTableDescriptions, describesTable } from "./table-descriptions";

const OPERATIONS = new Set([
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "DescribeTable",
  "GetItem",
  "ListTables",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
]);

/**
 * dynalite ignores `ReturnValuesOnConditionCheckFailure`: the error of a failed condition does not have the item.
 * @returns the DynamoDB API over the given tables
 */
export async function startTables(tables: readonly Resource[]): Promise<Service> {
  // dynalite stores items as small buffers, each of which would keep the whole buffer pool in memory.
  Buffer.poolSize = 0;
  // It does not listen: calls are passed to it in the process.
  const server = dynalite({ createTableMs: 0 });
  for (const table of tables) {
    const answer = await callInProcess(server, createTable(table));
    if (answer.status !== 200) throw new Error(`${table.logicalId} of the template: ${answer.body}`);
  }
  const describe = createTableDescriptions(tables);
  return async (call) => {
    if (describesTable(call.operation)) return describe(call);
    if (!OPERATIONS.has(call.operation)) {
      throw new AwsError("UnknownOperationException", 400, `The local run has no dynamodb ${call.operation}`);
    }
    return callInProcess(server, call);
  };
}

function createTable({ name, properties }: Resource): Pick<Call, "headers" | "body"> {
  const indexes = (kind: string) =>
    (properties[kind] as Record<string, unknown>[] | undefined)?.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    }));
  const input = {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: "PAY_PER_REQUEST",
    GlobalSecondaryIndexes: indexes("GlobalSecondaryIndexes"),
    LocalSecondaryIndexes: indexes("LocalSecondaryIndexes"),
  };
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.CreateTable",
    "x-amz-date": "20260101T000000Z",
    authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=local, Signature=local",
  };
  return { headers, body: Buffer.from(JSON.stringify(input)) };
}

/** The name of each table's partition key. */
export function partitionKeysOf(tables: readonly Resource[]): ReadonlyMap<string, string> {
  const keys = ({ properties }: Resource) =>
    (properties.KeySchema ?? []) as readonly { readonly AttributeName: string; readonly KeyType: string }[];
  const hash = (table: Resource) => keys(table).find(({ KeyType }) => KeyType === "HASH")?.AttributeName ?? "";
  return new Map(tables.map((table) => [table.name, hash(table)]));
}
