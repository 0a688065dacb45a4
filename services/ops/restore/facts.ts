/** What has to be right before sending starts again after a restore. */
import { CHANNELS } from "../../../contracts/delivery-log";
import type { RestoreMark } from "../../../contracts/tables/sending-stops";
import { systemClock } from "../../adapters/system-clock";
import type { QueueCounts } from "../../domain/queue-counts";
import { isStopped, type StoredStops } from "../../domain/stops/change-stops";
import { awsClock } from "../aws/aws-clock";
import { inspectQueue } from "../aws/inspection/inspect-queue";
import {
  type InspectedTable,
  inspectRestored,
  inspectTable,
  type RestoredState,
} from "../aws/inspection/inspect-table";
import type { Lookup } from "../aws/inspection/lookup";
import { queuesOf, tablesOf } from "../doctor/facts/deployed-names";
import type { Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";
import { stopsOf, zoneOf } from "../shared/stops/stops";
import { begunRestore } from "./mark";
import { type MissingErasure, missingErasures, recordedErasures } from "./recorded-erasures";

export interface RestoreFacts {
  readonly environment: string;
  readonly mark: RestoreMark;
  /** IANA */
  readonly timeZone: string;
  readonly channels: readonly { readonly channel: (typeof CHANNELS)[number]; readonly isStopped: boolean }[];
  readonly tables: readonly TableFacts[];
  readonly queues: readonly { readonly name: string; readonly counts: Lookup<QueueCounts> }[];
  /** How many erasures the audit has since the point in time. */
  readonly erasures: number;
  readonly missing: readonly MissingErasure[];
  /** ISO 8601, UTC. */
  readonly newestAct?: string;
}

export interface TableFacts extends InspectedTable {
  readonly name: string;
  readonly isAudit: boolean;
  /** Whether its items expire, if it is as deployed. */
  readonly expires: boolean;
  readonly restored: Lookup<RestoredState>;
}

/**
 * Reads only.
 * @param kept ids of patients of whom new data are stored, which stay
 * @throws CommandError if no restore has begun, or the stops, the audit or a patient's data cannot be read
 */
export async function gatherRestoreFacts(
  environment: Environment,
  terminal: Terminal,
  kept: readonly string[],
): Promise<RestoreFacts> {
  const { dynamo, name, names, sqs, queueUrl } = environment;
  const stops = await stopsOf(environment);
  const mark = begunRestore(stops, name);
  const [tables, queues, { erasures, newestAct }] = await Promise.all([
    Promise.all(tablesOf(names).map((table) => tableFacts(table, environment))),
    Promise.all(
      queuesOf(names).map(async (queue) => ({ name: queue, counts: await inspectQueue(sqs, queueUrl, queue) })),
    ),
    recordedErasures(environment, mark, awsClock(dynamo, systemClock).now()),
  ]);
  return {
    environment: name,
    mark,
    timeZone: await zoneOf(environment),
    channels: channelsOf(stops),
    tables,
    queues,
    erasures: erasures.length,
    missing: await missingErasures(erasures, kept, environment, terminal),
    ...(newestAct !== undefined && { newestAct }),
  };
}

function channelsOf(stops: StoredStops | undefined) {
  return CHANNELS.map((channel) => ({ channel, isStopped: isStopped(stops, channel) }));
}

async function tableFacts(name: string, { dynamo, names }: Environment): Promise<TableFacts> {
  const [inspected, restored] = await Promise.all([inspectTable(dynamo, name), inspectRestored(dynamo, name)]);
  const isAudit = name === names.operatorActsTable;
  return { name, isAudit, expires: name !== names.sendingStopsTable, ...inspected, restored };
}
