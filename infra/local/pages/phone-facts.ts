/** What the page shows beside a phone: the emails of the same patients, by id. */
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { resourceNames } from "../../../contracts/resource-names";
import { awsClients } from "../day/aws-clients";

export interface PhoneFacts {
  /** The message ids of what was sent to patients with this phone, by SMS and by email. */
  readonly messageIds: readonly string[];
}

/**
 * @param endpoint of the local cloud
 * @param environment its full name
 * @param phoneNumber E.164
 */
export async function phoneFacts(endpoint: string, environment: string, phoneNumber: string): Promise<PhoneFacts> {
  const clients = awsClients(endpoint);
  const scan = {
    TableName: resourceNames(environment).deliveryLogTable,
    FilterExpression: "phoneNumber = :phoneNumber",
    ExpressionAttributeValues: { ":phoneNumber": phoneNumber },
  };
  const ids = new Set<string>();
  try {
    for await (const { Items = [] } of paginateScan({ client: clients.dynamoDb }, scan)) {
      for (const { messageId, history } of Items as DeliveryLogItem[]) {
        for (const id of [messageId, ...history.map((line) => line.messageId)]) if (id) ids.add(id);
      }
    }
  } finally {
    clients.close();
  }
  return { messageIds: [...ids] };
}
