import type { Context } from "./condition";

/**
 * The context key `dynamodb:LeadingKeys` of a call for one item: "Using IAM policy conditions for fine-grained access
 * control", DynamoDB Developer Guide,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * @param item the call's `Key` or `Item`
 * @param name of the table's partition key; without one, the context is empty
 */
export function leadingKeys(item: unknown, name = ""): Context {
  const value = Object.values((item as Record<string, object> | undefined)?.[name] ?? {})[0];
  return value === undefined ? {} : { "dynamodb:leadingkeys": String(value) };
}
