import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";

type Query = Parameters<typeof paginateQuery>[1];

/**
 * The items of several queries, one query after the other. Their first pages are read in parallel: of the parts of a day,
 * most have few items, and a month would take hundreds of calls in turn.
 * @throws the SDK's errors
 */
export async function* queryParts<Item>(
  client: DynamoDBDocumentClient,
  queries: readonly Query[],
): AsyncGenerator<Item> {
  const parts = queries.map((input) => paginateQuery({ client }, input));
  const firsts = parts.map((part) => part.next());
  for (const first of firsts) first.catch(() => {});
  for (const [index, part] of parts.entries()) {
    for (let page = await firsts[index]; page && !page.done; page = await part.next()) {
      yield* (page.value.Items ?? []) as Item[];
    }
  }
}
