/** DynamoDB in memory: dynalite with the template's tables. */
import type { Server } from "node:http";
import dynalite from "dynalite";
import { type Answer, AwsError, type Call, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { Resource } from "../../template/resource-types";
import { callInProcess } from "./in-process-http";
import { type Insert, insertOf, isDuplicate } from "./insert-statement";
import { createTableDescriptions, describesTable } from "./table-descriptions";
import { createTablePolicies } from "./table-policies";

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
  const checkPolicy = createTablePolicies(tables);
  return async (call) => {
    checkPolicy(call);
    if (describesTable(call.operation)) return describe(call);
    if (call.operation === "ExecuteStatement") return insert(server, insertOf(jsonParameters(call)), call);
    if (!OPERATIONS.has(call.operation)) {
      throw new AwsError("UnknownOperationException", 400, `The local run has no dynamodb ${call.operation}`);
    }
    return callInProcess(server, call);
  };
}

async function insert(server: Server, { put, keyOf }: Insert, { headers }: Call): Promise<Answer> {
  const describe = await callInProcess(server, jsonCall(headers, "DescribeTable", { TableName: put.TableName }));
  if (describe.status !== 200) return describe;
  const answer = await callInProcess(server, jsonCall(headers, "PutItem", { ...put, ...keyOf(String(describe.body)) }));
  if (isDuplicate(String(answer.body)))
    throw new AwsError("DuplicateItemException", 400, "Duplicate primary key exists");
  return answer.status === 200 ? jsonAnswer({ Items: [] }) : answer;
}

function jsonCall(headers: Call["headers"], operation: string, input: unknown): Pick<Call, "headers" | "body"> {
  const body = Buffer.from(JSON.stringify(input));
  const { "content-length": _, ...others } = headers;
  return { headers: { ...others, "x-amz-target": `DynamoDB_20120810.${operation}` }, body };
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
