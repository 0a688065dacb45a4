import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import pMap from "p-map";
import { ENV } from "../../../contracts/environment";
import { functionEnvironment } from "../../support/environment";
import type { AwsProcess } from "./control";

const APPOINTMENTS = functionEnvironment("")[ENV.appointmentsTable];
const CONCURRENT_WRITES = 20;

/** Stores appointments in the table of the simulated AWS. */
export async function storeAppointments({ endpoint }: AwsProcess, appointments: readonly object[]): Promise<void> {
  const credentials = { accessKeyId: "booking", secretAccessKey: "none" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  const store = (appointment: object) =>
    client.send(new PutItemCommand({ TableName: APPOINTMENTS, Item: marshall({ ...appointment }) }));
  try {
    await pMap(appointments, store, { concurrency: CONCURRENT_WRITES });
  } finally {
    client.destroy();
  }
}
