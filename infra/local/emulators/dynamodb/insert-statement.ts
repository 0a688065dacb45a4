/**
 * PartiQL's INSERT, the one statement that the local run knows: "PartiQL insert statements for DynamoDB", DynamoDB Developer
 * Guide, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
 */
import { AwsError } from "../../protocol/call";

export interface Insert {
  /** The call that stores the item. */
  readonly put: { readonly TableName: string; readonly Item: Readonly<Record<string, unknown>> };
  /**
   * The condition under which no item has the same key.
   * @param description the response of DescribeTable
   */
  keyOf(description: string): object;
}

const INSERT = /^\s*INSERT\s+INTO\s+"([^"]+)"\s+VALUE\s*\{(.*)\}\s*$/is;
const ATTRIBUTE = /^\s*'([^']+)'\s*:\s*\?\s*$/;

/**
 * Reads `INSERT INTO "table" VALUE {'name': ?, ...}` with a parameter for each attribute.
 * @throws {AwsError} for any other statement
 */
export function insertOf({ Statement, Parameters }: Readonly<Record<string, unknown>>): Insert {
  const [, TableName = "", tuple = ""] = INSERT.exec(String(Statement)) ?? [];
  const names = tuple.split(",").map((attribute) => ATTRIBUTE.exec(attribute)?.[1]);
  if (TableName === "" || names.includes(undefined))
    throw new AwsError("ValidationException", 400, "The local run knows no statement but INSERT with parameters");
  const values = (Parameters ?? []) as readonly unknown[];
  if (values.length !== names.length)
    throw new AwsError("ValidationException", 400, "Number of parameters in request and statement don't match.");
  const Item = Object.fromEntries(names.map((name, index) => [name, values[index]]));
  return {
    put: { TableName, Item },
    keyOf: (description) => {
      const { Table } = JSON.parse(description) as { Table: { KeySchema: { AttributeName: string }[] } };
      const [{ AttributeName = "" } = {}] = Table.KeySchema;
      return {
        ConditionExpression: "attribute_not_exists(#key)",
        ExpressionAttributeNames: { "#key": AttributeName },
      };
    },
  };
}

/** @param body of the response to the call that stores the item */
export function isDuplicate(body: string): boolean {
  return body.includes("ConditionalCheckFailedException");
}
