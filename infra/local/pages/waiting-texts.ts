/** The texts that wait for their send window, as the page shows them. */
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { resourceNames } from "../../../contracts/resource-names";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { readHeldText } from "../../../contracts/tables/held-texts";
import { awsClients } from "../day/aws-clients";

export interface WaitingTexts {
  /** ISO 8601, UTC: when the window opens. */
  readonly until: string;
  readonly count: number;
}

/**
 * @param endpoint of the local cloud
 * @param environment its full name
 * @returns how many texts wait, by the time at which their window opens, earliest first
 */
export async function waitingTexts(endpoint: string, environment: string): Promise<WaitingTexts[]> {
  const clients = awsClients(endpoint);
  const counts = new Map<number, number>();
  try {
    const scan = { TableName: resourceNames(environment).appointmentsTable, IndexName: APPOINTMENTS_TABLE.dueIndex };
    for await (const { Items = [] } of paginateScan({ client: clients.dynamoDb }, scan)) {
      for (const text of Items.map(readHeldText))
        if (text) counts.set(text.opensAt, (counts.get(text.opensAt) ?? 0) + 1);
    }
  } finally {
    clients.close();
  }
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([until, count]) => ({ until: new Date(until).toISOString(), count }));
}
