/** Reads and changes the table of what is stopped, for operators. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { RESTORE_MARK, SENDING_STOPS, type StopChange, type StopTarget } from "../../../contracts/tables/sending-stops";
import type { Clock } from "../../domain/ports";
import { ownRecord, type StopsWrite, type StoredStops, stopsWrite, targetsOf } from "../../domain/stops/change-stops";
import { awsClock } from "./aws-clock";

/** The maximum number of writes that may lose against other operators' writes. */
const MAX_WRITES = 20;

const Key = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item };

/** The result of a stop or a start. */
export interface ChangedStops {
  /** The stops after the change. */
  readonly stops: StoredStops;
  /** What this change stopped or started. */
  readonly changed: readonly StopTarget[];
  /** ms since 1970: the minute for which the metric `SendingStopped` is to be emitted. */
  readonly reportedFor: number;
}

/** @returns undefined if sending was never stopped */
export async function readStops(client: DynamoDBDocumentClient, table: string): Promise<StoredStops | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item as StoredStops | undefined;
}

/**
 * Stops or starts what an operator asked for. If two operators act at the same time, both changes are made, one after the other.
 * Attributes that were written by hand are kept, unless the change concerns them.
 * @param clock the machine's clock
 * @param seen the stops that the operator saw and agreed to change
 * @returns undefined, without a change, if the item was written since then, or if a start has to wait for a restore
 */
export async function changeStops(
  client: DynamoDBDocumentClient,
  table: string,
  requested: StopChange,
  clock: Pick<Clock, "now">,
  seen?: { readonly stops: StoredStops | undefined },
): Promise<ChangedStops | undefined> {
  for (let writes = 0; ; writes += 1) {
    const present = await readStops(client, table);
    const own = ownRecord(present, requested);
    if (present && own) return { stops: present, changed: targetsOf(own), reportedFor: Number(present.reportedFor) };
    if (seen && seen.stops?.version !== present?.version) return undefined;
    if (requested.act === "start" && present?.[RESTORE_MARK] !== undefined) return undefined;
    const write = stopsWrite(present, requested, awsClock(client, clock).now());
    try {
      const { Attributes = {} } = await client.send(new UpdateCommand(update(table, write, present)));
      return { stops: Attributes as StoredStops, changed: write.changed, reportedFor: write.reportedFor };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || writes === MAX_WRITES) throw error;
    }
  }
}

function update(TableName: string, write: StopsWrite, present: StoredStops | undefined) {
  const { changed, record, version, changes, records, reportedFor } = write;
  const isStop = record?.act === "stop";
  // A value for each: the names of clinics are not of the characters that an expression accepts.
  const places = changed.map((target, index) => ({ target, place: `#t${index}` }));
  const stored = {
    version,
    changes,
    reportedFor,
    ...(Object.keys(records).length > 0 && { records }),
  };
  const hasRecords = "records" in stored;
  const sets = Object.keys(stored).map((name) => `#${name} = :${name}`);
  const stops = isStop ? places.map(({ place }) => `${place} = :stop`) : [];
  const removed = [...(isStop ? [] : places.map(({ place }) => place)), ...(hasRecords ? [] : ["#records"])];
  const names = ["version", "changes", "reportedFor", "records"].map((name) => [`#${name}`, name]);
  const values = Object.entries(stored).map(([name, value]) => [`:${name}`, value]);
  const before = present?.version;
  return {
    TableName,
    Key,
    UpdateExpression: `SET ${[...sets, ...stops].join(", ")}${removed.length > 0 ? ` REMOVE ${removed.join(", ")}` : ""}`,
    ConditionExpression: before === undefined ? "attribute_not_exists(#version)" : "#version = :before",
    ExpressionAttributeNames: Object.fromEntries([
      ...names,
      ...places.map(({ place, target }) => [place, target]),
    ]) as Record<string, string>,
    ExpressionAttributeValues: {
      ...Object.fromEntries(values),
      ...(stops.length > 0 && { ":stop": record?.clinics === undefined ? record : version }),
      ...(before !== undefined && { ":before": before }),
    },
    ReturnValues: "ALL_NEW" as const,
  };
}
