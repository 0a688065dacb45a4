/** What the page shows of a text besides the text itself. */
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { resourceNames } from "../../../contracts/resource-names";
import { phoneCountry } from "../../../services/domain/contact/phone-number";
import { smsParts } from "../../../services/domain/content/sms-parts";
import { PART_PRICE } from "../../../services/domain/costs/prices";
import { awsClients } from "../day/aws-clients";
import type { SentSms } from "../emulators/outbox";

export interface TextFacts {
  /** Absent if the delivery log does not know the text. */
  readonly clinicId?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly parts: number;
  /** ISO 3166-1 alpha-2; absent if the number does not say. */
  readonly country?: string;
  /** US dollars for all parts; absent outside of the US. */
  readonly price?: number;
}

type LogFacts = Pick<DeliveryLogItem, "clinicId" | "language">;

/**
 * @param endpoint of the local cloud
 * @param environment its full name
 * @returns the facts of a text
 */
export function createTextFacts(endpoint: string, environment: string): (text: SentSms) => Promise<TextFacts> {
  const known = new Map<string, LogFacts>();
  const readLog = async () => {
    const clients = awsClients(endpoint);
    const TableName = resourceNames(environment).deliveryLogTable;
    try {
      for await (const { Items = [] } of paginateScan({ client: clients.dynamoDb }, { TableName })) {
        for (const { messageId, clinicId, language, history } of Items as DeliveryLogItem[]) {
          // An email that follows an undelivered text has the item's message id.
          for (const id of [messageId, ...history.map((line) => line.messageId)]) {
            if (id) known.set(id, { clinicId, language });
          }
        }
      }
    } finally {
      clients.close();
    }
  };
  return async ({ messageId, phoneNumber, message }) => {
    // Its outcome is written after the carrier has accepted it.
    if (!known.has(messageId)) await readLog();
    const parts = smsParts(message);
    const country = phoneCountry(phoneNumber);
    return { ...known.get(messageId), parts, country, ...(country === "US" && { price: parts * PART_PRICE }) };
  };
}
