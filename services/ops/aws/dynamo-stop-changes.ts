/** The table of stopped channels, as operators read and change it. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Channel } from "../../../contracts/delivery-log";
import { SENDING_STOPS, type StopChange } from "../../../contracts/sending-stops";
import type { Clock } from "../../domain/ports";
import { ownRecord, type StopsWrite, type StoredStops, stopsWrite } from "../../domain/stops/change-stops";
import { awsClock } from "./aws-clock";

/** Writes that may come too late, each because another operator's was made first: more in a row would be a fault. */
const MAX_WRITES = 20;

const Key = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item };

/** What a stop or a start came to. */
export interface ChangedStops {
  /** As they are now. */
  readonly stops: StoredStops;
  /** Channels that this change stopped or started. */
  readonly changed: readonly Channel[];
  /** ms since 1970: the minute for which the metric `SendingStopped` is to be emitted. */
  readonly reportedFor: number;
}

/** @returns undefined where nothing was ever stopped */
export async function readStops(client: DynamoDBDocumentClient, table: string): Promise<StoredStops | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item as StoredStops | undefined;
}

/**
 * Stops or starts channels. If two operators act at the same time, both changes are made, one after the other. What was
 * written by hand stays, unless the change is about it.
 * @param clock the machine's
 * @param seen what the operator agreed to change
 * @returns undefined, and nothing is changed, where somebody has written since then
 */
export async function changeStops(
  client: DynamoDBDocumentClient,
  table: string,
  asked: StopChange,
  clock: Pick<Clock, "now">,
  seen?: { readonly stops: StoredStops | undefined },
): Promise<ChangedStops | undefined> {
  for (let writes = 0; ; writes += 1) {
    const present = await readStops(client, table);
    const own = ownRecord(present, asked);
    if (present && own) return { stops: present, changed: own.channels, reportedFor: Number(present.reportedFor) };
    if (seen && seen.stops?.version !== present?.version) return undefined;
    const write = stopsWrite(present, asked, awsClock(client, clock).now());
    try {
      const { Attributes = {} } = await client.send(new UpdateCommand(update(table, write, present)));
      return { stops: Attributes as StoredStops, changed: write.changed, reportedFor: write.reportedFor };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || writes === MAX_WRITES) throw error;
    }
  }
}

function update(TableName: string, write: StopsWrite, present: StoredStops | undefined) {
  const { changed, record, version, changes, reportedFor } = write;
  const isStop = record?.act === "stop";
  const set = ["#version = :version", "#changes = :changes", "#reportedFor = :reportedFor"];
  const stops = isStop ? changed.map((channel) => `#${channel} = :record`) : [];
  const starts = isStop ? [] : changed.map((channel) => `#${channel}`);
  const names = ["version", "changes", "reportedFor", ...changed].map((name) => [`#${name}`, name]);
  const before = present?.version;
  return {
    TableName,
    Key,
    UpdateExpression: `SET ${[...set, ...stops].join(", ")}${starts.length > 0 ? ` REMOVE ${starts.join(", ")}` : ""}`,
    ConditionExpression: before === undefined ? "attribute_not_exists(#version)" : "#version = :before",
    ExpressionAttributeNames: Object.fromEntries(names) as Record<string, string>,
    ExpressionAttributeValues: {
      ":version": version,
      ":changes": changes,
      ":reportedFor": reportedFor,
      ...(stops.length > 0 && { ":record": record }),
      ...(before !== undefined && { ":before": before }),
    },
    ReturnValues: "ALL_NEW" as const,
  };
}
