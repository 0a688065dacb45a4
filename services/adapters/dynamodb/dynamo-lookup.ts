import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { AppointmentLookup } from "../../domain/lookup/appointment-lookup";
import { appointmentKey } from "./appointment-item";
import { FROM_DYNAMO } from "./dynamo-values";

/** The appointments table, read by its key. It uses DynamoDB's own types, since it is read once a reminder. */
export function dynamoLookup(client: DynamoDBClient, table: string): AppointmentLookup {
  return {
    async find(appointmentId, patientId) {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: appointmentKey({ appointmentId, patientId }),
          // A cancellation counts as soon as it is stored.
          ConsistentRead: true,
        }),
      );
      return Item && unmarshall(Item, FROM_DYNAMO);
    },
  };
}
