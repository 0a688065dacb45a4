/**
 * DynamoDB's API in memory: the checks and actions of dynalite 4.0.0, called as functions. Its HTTP server and its database are not
 * used; `test/infra/local/emulators/dynamodb/equivalence.test.ts` compares the answers with those of dynalite as it comes.
 */
import { randomUUID } from "node:crypto";
import db, { type Store } from "dynalite/db/index.js";
import validations from "dynalite/validations/index.js";
import type { Answer } from "../../protocol/call";
import { ItemStore } from "./item-store";
import { reuseParsedExpressions } from "./parsed-expressions";

export const OPERATIONS = [
  "BatchGetItem",
  "BatchWriteItem",
  "CreateTable",
  "DeleteItem",
  "DescribeTable",
  "GetItem",
  "ListTables",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
] as const;

type Operation = (typeof OPERATIONS)[number];
type Callback = (error: Error | null, result?: unknown) => void;

interface Checks {
  readonly types: object;
  readonly custom?: unknown;
}

/** What dynalite throws and passes to callbacks for an error of DynamoDB. */
interface DynamoDbError extends Error {
  readonly statusCode: number;
  readonly body: unknown;
}

export interface DynamoDb {
  /** @param body the parameters as JSON, which is an object */
  call(operation: Operation, body: string): Promise<Answer>;
}

export async function startDynamoDb(): Promise<DynamoDb> {
  reuseParsedExpressions();
  const store = inMemory(db.create({ createTableMs: 0 }));
  const actions = new Map(
    await Promise.all(
      OPERATIONS.map(async (operation) => {
        const file = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;
        const [action, checks] = await Promise.all([
          import(`dynalite/actions/${file}`) as Promise<{ default: (...given: unknown[]) => void }>,
          import(`dynalite/validations/${file}`) as Promise<{ default: Checks }>,
        ]);
        return [operation, { act: action.default, checks: checks.default }] as const;
      }),
    ),
  );
  return {
    call: (operation, body) =>
      new Promise((resolve, reject) => {
        const fail = (error: Error) => {
          if (isDynamoDbError(error)) resolve(answer(error.statusCode, error.body));
          else reject(error);
        };
        const { act, checks } = actions.get(operation) as NonNullable<ReturnType<typeof actions.get>>;
        const done: Callback = (error, result) => (error ? fail(error) : resolve(answer(200, result)));
        try {
          // Its own copy: dynalite deletes what it does not know.
          const parameters = validations.checkTypes(JSON.parse(body) as object, checks.types);
          validations.checkValidations(parameters, checks.types, checks.custom, store);
          act(store, parameters, done);
        } catch (error) {
          fail(error as Error);
        }
      }),
  };
}

/** @returns a store of dynalite that keeps items in {@link ItemStore}s, and reads the description of a table once */
function inMemory(store: Store): Store {
  const items = new Map<string, ItemStore>();
  const itemsOf = (key: string) => {
    const known = items.get(key) ?? new ItemStore();
    items.set(key, known);
    return known;
  };
  const tables = new Map<string, unknown>();
  return {
    ...store,
    getItemDb: (table) => itemsOf(table),
    getIndexDb: (kind, table, index) => itemsOf(`${table}/${kind.toLowerCase()}/${index}`),
    getTable(name, ...rest) {
      const callback = rest.at(-1) as Callback;
      const known = tables.get(name);
      if (known) return callback(null, known);
      const read: Callback = (error, table) => {
        if ((table as { TableStatus?: string } | undefined)?.TableStatus === "ACTIVE") tables.set(name, table);
        callback(error, table);
      };
      return store.getTable(name, ...rest.slice(0, -1), read);
    },
  };
}

function isDynamoDbError(error: Error): error is DynamoDbError {
  return typeof (error as Partial<DynamoDbError>).statusCode === "number";
}

function answer(status: number, result: unknown): Answer {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
  return { status, headers, body: JSON.stringify(result) };
}
