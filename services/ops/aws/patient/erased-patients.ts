/** Lists the patients whose data were erased, as long as messages from before may come. */
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import { ERASED_DUE, type ErasedPatient } from "../../../../contracts/tables/erasures";

/** Reads all pages. The index may lag behind the table for a moment. */
export async function erasedPatients(client: DynamoDBDocumentClient, table: string): Promise<ErasedPatient[]> {
  const found: ErasedPatient[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: table,
      IndexName: APPOINTMENTS_TABLE.dueIndex,
      KeyConditionExpression: "#due = :due",
      ExpressionAttributeNames: { "#due": APPOINTMENTS_TABLE.dueDate },
      ExpressionAttributeValues: { ":due": ERASED_DUE },
      ExclusiveStartKey: start,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(query);
    found.push(...(Items as ErasedPatient[]));
    start = LastEvaluatedKey;
  } while (start);
  return found;
}
