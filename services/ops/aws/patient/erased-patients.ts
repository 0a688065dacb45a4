/** Lists the patients whose data were erased, as long as messages from before may come. */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import { ERASED_DUE, type ErasedPatient } from "../../../../contracts/tables/erasures";
import { query, where } from "../dynamo-query";

/** The index may lag behind the table for a moment. */
export async function erasedPatients(client: DynamoDBDocumentClient, table: string): Promise<ErasedPatient[]> {
  const found: ErasedPatient[] = [];
  const input = {
    TableName: table,
    IndexName: APPOINTMENTS_TABLE.dueIndex,
    ...where(APPOINTMENTS_TABLE.dueDate, ERASED_DUE),
  };
  for await (const item of query<ErasedPatient>(client, input)) found.push(item);
  return found;
}
