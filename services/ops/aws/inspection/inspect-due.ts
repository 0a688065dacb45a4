import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type ScannedPage, scanAppointments } from "../appointment-scan";
import { type Lookup, lookUp } from "./lookup";

/** Items of the index that are read: at most 1 MB, in one call. */
const SAMPLE = 1_000;

/** The first items of the index of due reminders, in no particular order. */
export function inspectDue(client: DynamoDBDocumentClient, table: string): Promise<Lookup<ScannedPage>> {
  return lookUp("dynamodb:Scan", async () => {
    const { value } = await scanAppointments(client, table, { of: "due", limit: SAMPLE }).next();
    return value ?? { items: [], more: false };
  });
}
