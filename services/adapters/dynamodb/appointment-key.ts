import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";

/** The key of an item of the appointments table, in DynamoDB's own types. */
export function appointmentKey({
  appointmentId,
  patientId,
}: {
  readonly appointmentId: string;
  readonly patientId: string;
}): Record<string, AttributeValue> {
  return {
    [APPOINTMENTS_TABLE.partitionKey]: { S: appointmentId },
    [APPOINTMENTS_TABLE.sortKey]: { S: patientId },
  };
}
