import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { StoredStops } from "../../../domain/stops/change-stops";
import { readStops } from "../dynamo-stop-changes";
import { type Lookup, lookUp } from "./lookup";

/** The stored stops; undefined if sending was never stopped. */
export function inspectStops(client: DynamoDBDocumentClient, table: string): Promise<Lookup<StoredStops | undefined>> {
  return lookUp("dynamodb:GetItem", () => readStops(client, table));
}
