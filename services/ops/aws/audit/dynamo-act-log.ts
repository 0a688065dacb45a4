import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { logWriter } from "../../../adapters/dynamodb/delivery-log/log-writer";
import { systemClock } from "../../../adapters/system-clock";
import type { ActLog } from "../../../domain/operator-acts/note-act";
import type { LogReader } from "../dynamo-log-reader";

/** The delivery log in which operators' acts are noted. None of them is a transition, so no setting matters. */
export function dynamoActLog(client: DynamoDBDocumentClient, table: string, log: LogReader): ActLog {
  const writer = logWriter(client, table, { leaseMs: 0, retentionDays: 0, clinicTimeZone: "UTC" }, systemClock);
  return { read: (key) => log.item(key), write: writer.beside };
}
