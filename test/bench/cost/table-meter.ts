/** Counts the request units of the tables in the local run, from the items that are written and read. */

import { isRetry } from "../../../infra/local/access/call-record";
import { type Call, jsonParameters, type Service } from "../../../infra/local/protocol/call";
import type { Resource } from "../../../infra/local/template/resource-types";
import { type Item, itemBytes } from "./item-size";
import { type Index, indexUnits, latestItemUnits, queryUnits, tableUnits } from "./request-units";

/** By table, or by table and index, such as `notification-delivery-logs-dev/DayIndex`. */
export type Units = Readonly<Record<string, number>>;

export interface Consumed {
  readonly writeUnits: Units;
  readonly readUnits: Units;
  /** Bytes of the largest written item, by table. */
  readonly largest: Units;
}

const WRITES = ["PutItem", "UpdateItem", "DeleteItem"];

interface BatchRead {
  readonly Keys: readonly Item[];
  readonly ConsistentRead?: boolean;
}

type Counting = { [Field in keyof Consumed]: Record<string, number> };

export class TableMeter {
  readonly #byCaller = new Map<string, Counting>();

  constructor(private readonly tables: readonly Resource[]) {}

  /** @returns the tables, with every call counted */
  over(serve: Service): Service {
    return async (call) => {
      // Retries of the SDK on a busy machine are not a property of the pipeline.
      if (isRetry(call)) return serve(call);
      if (WRITES.includes(call.operation)) return this.#write(call, serve);
      const answer = await serve(call);
      if (call.operation === "Query") {
        const { TableName, IndexName = "" } = jsonParameters(call) as Record<string, string>;
        const { Items = [] } = JSON.parse(String(answer.body)) as { Items?: Item[] };
        add(this.#of(call).readUnits, `${TableName}/${IndexName}`, queryUnits(Items));
      }
      if (call.operation === "GetItem") {
        const { TableName = "", ConsistentRead } = jsonParameters(call) as {
          TableName?: string;
          ConsistentRead?: boolean;
        };
        const { Item = {} } = JSON.parse(String(answer.body)) as { Item?: Item };
        add(this.#of(call).readUnits, TableName, readUnits(Item, ConsistentRead));
      }
      if (call.operation === "BatchGetItem") this.#readBatch(call, String(answer.body));
      return answer;
    };
  }

  /**
   * Each item is billed by itself, and one that does not exist as the smallest: "DynamoDB read and write operations", DynamoDB
   * Developer Guide, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
   */
  #readBatch(call: Call, body: string): void {
    const { RequestItems } = jsonParameters(call) as { RequestItems: Record<string, BatchRead> };
    const { Responses } = JSON.parse(body) as { Responses: Record<string, readonly Item[]> };
    for (const [table, { Keys, ConsistentRead }] of Object.entries(RequestItems)) {
      const items = Responses[table] ?? [];
      const missing = Array.from({ length: Keys.length - items.length }, (): Item => ({}));
      for (const item of [...items, ...missing]) {
        add(this.#of(call).readUnits, table, readUnits(item, ConsistentRead));
      }
    }
  }

  /** Usage of a caller, by access key id, since the last request. */
  take(caller: string): Consumed {
    const taken = this.#byCaller.get(caller) ?? nothing();
    this.#byCaller.delete(caller);
    return taken;
  }

  #of({ caller }: Call): Counting {
    const counting = this.#byCaller.get(caller) ?? nothing();
    this.#byCaller.set(caller, counting);
    return counting;
  }

  async #write(call: Call, serve: Service) {
    const parameters = jsonParameters(call) as { TableName: string; Key?: Item; Item?: Item };
    const table = this.tables.find(({ name }) => name === parameters.TableName);
    if (!table) throw new Error(`There is no table ${parameters.TableName} in the template`);
    const { KeySchema, GlobalSecondaryIndexes = [] } = table.properties as {
      KeySchema: Index["KeySchema"];
      GlobalSecondaryIndexes?: readonly Index[];
    };
    const keyNames = KeySchema.map(({ AttributeName }) => AttributeName);
    const given = parameters.Key ?? parameters.Item ?? {};
    const Key = Object.fromEntries(keyNames.map((name) => [name, given[name]]));
    const read = async (): Promise<Item | undefined> => {
      const body = Buffer.from(JSON.stringify({ TableName: table.name, Key, ConsistentRead: true }));
      const headers = { ...call.headers, "x-amz-target": "DynamoDB_20120810.GetItem" };
      const answer = await serve({ ...call, operation: "GetItem", headers, body });
      return (JSON.parse(String(answer.body)) as { Item?: Item }).Item;
    };
    const before = await read();
    const answer = await serve(call);
    // A write with a failed condition is billed too.
    const after = await read();
    const { writeUnits, largest } = this.#of(call);
    add(writeUnits, table.name, tableUnits(before, after));
    for (const index of GlobalSecondaryIndexes) {
      add(writeUnits, `${table.name}/${index.IndexName}`, indexUnits(index, keyNames, before, after));
    }
    const bytes = after ? itemBytes(after) : 0;
    largest[table.name] = Math.max(largest[table.name] ?? 0, bytes);
    return answer;
  }
}

/** @param isConsistent the latest item was asked for */
function readUnits(item: Item, isConsistent = false): number {
  return isConsistent ? latestItemUnits(item) : queryUnits([item]);
}

function nothing(): Counting {
  return { writeUnits: {}, readUnits: {}, largest: {} };
}

function add(to: Record<string, number>, name: string, amount: number): void {
  to[name] = (to[name] ?? 0) + amount;
}
