/** Writes and removes the mark of a restore, in the item that has what is stopped. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { RESTORE_MARK, type RestoreMark, SENDING_STOPS } from "../../../contracts/tables/sending-stops";
import type { StoredStops } from "../../domain/stops/change-stops";
import { readStops } from "./dynamo-stop-changes";

/** The maximum number of writes that may lose against other operators' writes. */
const MAX_WRITES = 20;

/**
 * Each write has the version after the one that it saw, as those of stops and starts have: none overwrites another.
 * @param next the mark after the write, given the stored item; undefined removes it
 * @returns the mark that is stored now
 */
export async function writeRestoreMark(
  client: DynamoDBDocumentClient,
  TableName: string,
  next: (present: StoredStops | undefined) => RestoreMark | undefined,
): Promise<RestoreMark | undefined> {
  for (let writes = 0; ; writes += 1) {
    const present = await readStops(client, TableName);
    const mark = next(present);
    const before = present?.version;
    const version = (typeof before === "number" ? before : 0) + 1;
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item },
          UpdateExpression: mark ? "SET #version = :version, #mark = :mark" : "SET #version = :version REMOVE #mark",
          ConditionExpression: before === undefined ? "attribute_not_exists(#version)" : "#version = :before",
          ExpressionAttributeNames: { "#version": "version", "#mark": RESTORE_MARK },
          ExpressionAttributeValues: {
            ":version": version,
            ...(mark && { ":mark": mark }),
            ...(before !== undefined && { ":before": before }),
          },
        }),
      );
      return mark;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || writes === MAX_WRITES) throw error;
    }
  }
}
