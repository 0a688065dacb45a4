/** What the functions share: the key, the tables, the topic of outcomes, and the secret that hashes phone numbers. */
import type { Construct } from "constructs";
import { environmentName, type ResourceNames } from "../../contracts/resource-names";
import { deliveryStatusLogGroups } from "./constructs/carriers/sms-carrier";
import { DataKey } from "./constructs/encryption/data-key";
import { logGroupOf } from "./constructs/encryption/log-groups";
import { PhoneDigestSecret } from "./constructs/encryption/phone-digest-secret";
import type { Publisher } from "./constructs/messaging/events-topic";
import { NotificationTopic } from "./constructs/messaging/notification-topic";
import { AppointmentsTable } from "./constructs/tables/appointments-table";
import { DeliveryLog } from "./constructs/tables/delivery-log";
import { OperatorActsTable } from "./constructs/tables/operator-acts";
import { RepliesTable } from "./constructs/tables/replies-table";
import { SendingStopsTable } from "./constructs/tables/sending-stops";
import { SmsRateLimit } from "./constructs/tables/sms-rate-limit";
import type { Platform } from "./platform/platform";
import type { Settings } from "./settings/settings";

/** What queues and functions have in common. */
export interface Shared {
  readonly key: DataKey;
  /** Whether to retain what has data when the stack is deleted. */
  readonly retain: boolean;
  readonly platform: Platform;
}

export type Stores = ReturnType<typeof createStores>;

/**
 * Creates what the functions share.
 * @param publishers who publishes to topics that are encrypted with the key
 */
export function createStores(
  scope: Construct,
  settings: Settings,
  names: ResourceNames,
  platform: Platform,
  publishers: readonly Publisher[],
) {
  const { retainData: retain } = settings;
  const functions: string[] = [names.producer, names.smsConsumer, names.emailConsumer, names.bookingsConsumer];
  functions.push(names.receiptsConsumer, names.receiptCollector, names.repliesConsumer, names.digest);
  if (settings.smsAccountSettings === "managed") functions.push(names.smsAccountSettings);
  const key = new DataKey(scope, "DataKey", {
    alias: names.keyAlias,
    environment: environmentName(settings),
    retain,
    // SNS's in any case: the account's settings and their logs outlive a change of `smsAccountSettings`.
    logGroups: [...functions.map(logGroupOf), ...deliveryStatusLogGroups(scope)],
    topics: [names.topic, names.receiptsTopic, names.repliesTopic],
    publishers: [...new Set(publishers.map(({ service }) => service))],
  });
  const data = { key, retain, platform };
  const ofTables = { ...data, isProtected: settings.deletionProtection };
  const { fhirEvents } = settings;
  return {
    data,
    log: new DeliveryLog(scope, "DeliveryLog", { tableName: names.deliveryLogTable, ...ofTables }),
    topic: new NotificationTopic(scope, "NotificationTopic", { topicName: names.topic, key, fhirEvents }),
    stops: new SendingStopsTable(scope, "SendingStops", { tableName: names.sendingStopsTable, ...ofTables }),
    appointments: new AppointmentsTable(scope, "Appointments", { tableName: names.appointmentsTable, ...ofTables }),
    repliesTable: new RepliesTable(scope, "RepliesTable", { tableName: names.repliesTable, ...ofTables }),
    acts: new OperatorActsTable(scope, "OperatorActs", { tableName: names.operatorActsTable, ...ofTables }),
    // Its data is of no use after the stack is deleted.
    rateLimit: new SmsRateLimit(scope, "SmsRateLimit", {
      tableName: names.smsRateLimitTable,
      key,
      retain: false,
      isProtected: false,
    }),
    phoneDigest: new PhoneDigestSecret(scope, "PhoneDigest", { secretName: names.phoneDigestSecret, ...data }),
  };
}
