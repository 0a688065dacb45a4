/** The part of DynamoDB that the contestants use: items by key, and their update expressions. */
import { ENV } from "../../../contracts/environment";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { AwsError } from "../../../infra/local/protocol/call";
import { functionEnvironment } from "../../support/environment";

type Value = Readonly<Record<string, unknown>>;
type Item = Record<string, Value>;

interface Write {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
}

interface Reads {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
}

/** `#a = :v`, `#a = #b + :v`, `if_not_exists(#a, :v)` with or without `+ :w`, and `list_append(..., :v)`. */
const CLAUSE =
  /(#\w+) = (?:list_append\(if_not_exists\((#\w+), :\w+\), (:\w+)\)|if_not_exists\((#\w+), (:\w+)\)(?: \+ (:\w+))?|(#\w+) \+ (:\w+)|(:\w+))/g;
const APPOINTMENTS = functionEnvironment("")[ENV.appointmentsTable];
/** Key attributes in the contestants' tables, but for the one of appointments. */
const KEYS = ["notificationId", "timestamp", "limit", "id"];
const APPOINTMENT_KEYS: readonly string[] = [APPOINTMENTS_TABLE.partitionKey, APPOINTMENTS_TABLE.sortKey];

export class SimulatedTables {
  readonly #items = new Map<string, Item>();

  put({ TableName, Item: item = {} }: Write): Record<string, never> {
    const key = Object.fromEntries(keysOf(TableName).flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
    const path = pathOf(TableName, key);
    // PutItem is only used for claims and new appointments: the item must not exist yet.
    if (this.#items.has(path))
      throw new AwsError("ConditionalCheckFailedException", 400, "The conditional request failed");
    this.#items.set(path, item);
    return {};
  }

  get({ TableName, Key = {} }: Write): { Item?: Item } {
    const Item = this.#items.get(pathOf(TableName, Key));
    return Item ? { Item } : {};
  }

  /** @returns in another order than asked, as DynamoDB may */
  getAll({ RequestItems }: Reads): { Responses: Record<string, Item[]>; UnprocessedKeys: Record<string, never> } {
    const found = Object.entries(RequestItems).map(([TableName, { Keys }]) => {
      const items = Keys.map((Key) => this.get({ TableName, Key }).Item);
      return [TableName, items.filter((item) => item !== undefined).reverse()] as const;
    });
    return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
  }

  /** @returns the whole item */
  update(write: Write): { Attributes: Item } {
    const { TableName, Key = {}, UpdateExpression = "" } = write;
    const path = pathOf(TableName, Key);
    const before = this.#items.get(path);
    if (!allows(write, before))
      throw new AwsError("ConditionalCheckFailedException", 400, "The conditional request failed");
    const name = (placeholder: string) => write.ExpressionAttributeNames?.[placeholder] ?? placeholder;
    const value = (placeholder: string): Value => write.ExpressionAttributeValues?.[placeholder] ?? { NULL: true };
    const item: Item = { ...Key, ...before };
    for (const [, to = "", list, appended, absent, otherwise, more, from, added, plain] of UpdateExpression.matchAll(
      CLAUSE,
    )) {
      if (list && appended) item[name(to)] = append(before?.[name(list)], value(appended));
      else if (absent && otherwise)
        item[name(to)] = plus(before?.[name(absent)] ?? value(otherwise), more && value(more));
      else if (from && added) item[name(to)] = plus(before?.[name(from)] ?? { N: "0" }, value(added));
      else if (plain) item[name(to)] = value(plain);
    }
    this.#items.set(path, item);
    return { Attributes: item };
  }
}

function keysOf(table: string): readonly string[] {
  return table === APPOINTMENTS ? APPOINTMENT_KEYS : KEYS;
}

function pathOf(table: string, key: Item): string {
  return [table, ...keysOf(table).map((name) => JSON.stringify(key[name] ?? null))].join("/");
}

/** The conditions of the delivery log and of the rate limit; others are treated as true. */
function allows(
  { ConditionExpression: condition = "", ExpressionAttributeValues: values = {} }: Write,
  item?: Item,
): boolean {
  const number = (placeholder: string) => Number(values[placeholder]?.N);
  const next = Number(item?.nextFree?.N);
  if (condition.includes(":latest")) return next >= number(":recent") && next <= number(":latest");
  if (condition.includes(":never")) return !item || next < number(":now") || next > number(":never");
  if (condition.includes(":end")) return next === number(":end");
  if (condition.startsWith("attribute_not_exists(#notificationId)")) return item === undefined;
  return true;
}

function append(list: Value | undefined, more: Value): Value {
  return { L: [...((list?.L as unknown[]) ?? []), ...((more.L as unknown[]) ?? [])] };
}

function plus(to: Value, more: Value | "" | undefined): Value {
  return more ? { N: String(Number(to.N) + Number(more.N)) } : to;
}
