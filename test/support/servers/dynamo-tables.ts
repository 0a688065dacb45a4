/** The tables of the tests, as far as calls depend on them: keys and indexes. */
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { DELIVERY_LOG } from "../../../contracts/tables/delivery-log-table";
import { OPERATOR_ACTS } from "../../../contracts/tables/operator-acts";
import { REPLIES_TABLE } from "../../../contracts/tables/replies-table";
import { SENDING_STOPS } from "../../../contracts/tables/sending-stops";
import { SMS_RATE_LIMIT } from "../../../contracts/tables/sms-rate-limit";
import type { Resource } from "../../../infra/local/template/resource-types";

export const LOG_TABLE = "notification-delivery-logs-test";
export const APPOINTMENTS = "healthcare-appointments-test";
export const RATE_LIMIT_TABLE = "sms-rate-limit-test";
export const STOPS_TABLE = "sending-stops-test";
export const REPLIES = "sms-replies-test";
export const ACTS_TABLE = "operator-acts-test";

const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" });
const ALL = { ProjectionType: "ALL" };
const KEYS = { ProjectionType: "KEYS_ONLY" };
const including = (attributes: readonly string[]) => ({
  ProjectionType: "INCLUDE",
  NonKeyAttributes: [...attributes],
});

type Keys = readonly { readonly AttributeName: string }[];
interface Index {
  readonly IndexName: string;
  readonly KeySchema: Keys;
  readonly Projection: object;
}

/** @param numbers the keys that are numbers; all others are strings */
function table(
  name: string,
  KeySchema: Keys,
  indexes: readonly Index[] = [],
  numbers: readonly string[] = [],
): Resource {
  const keys = [KeySchema, ...indexes.map((index) => index.KeySchema)].flat();
  const AttributeDefinitions = [...new Set(keys.map(({ AttributeName }) => AttributeName))].map((AttributeName) => ({
    AttributeName,
    AttributeType: numbers.includes(AttributeName) ? "N" : "S",
  }));
  const GlobalSecondaryIndexes = indexes.length > 0 ? indexes : undefined;
  return { logicalId: name, name, properties: { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } };
}

const { sortKey } = DELIVERY_LOG;

export const TABLES: readonly Resource[] = [
  table(
    LOG_TABLE,
    [hash(DELIVERY_LOG.partitionKey), range(sortKey)],
    [
      {
        IndexName: DELIVERY_LOG.patientIndex,
        KeySchema: [hash(DELIVERY_LOG.patientKey), range(sortKey)],
        Projection: ALL,
      },
      {
        IndexName: DELIVERY_LOG.dayIndex,
        KeySchema: [hash(DELIVERY_LOG.dayKey), range(DELIVERY_LOG.daySortKey)],
        Projection: including(DELIVERY_LOG.dayAttributes),
      },
      {
        IndexName: DELIVERY_LOG.smsMessageIndex,
        KeySchema: [hash(DELIVERY_LOG.smsMessageKey)],
        Projection: including(DELIVERY_LOG.smsMessageAttributes),
      },
      {
        IndexName: DELIVERY_LOG.phoneIndex,
        KeySchema: [hash(DELIVERY_LOG.phoneKey), range(sortKey)],
        Projection: KEYS,
      },
      {
        IndexName: DELIVERY_LOG.attentionIndex,
        KeySchema: [hash(DELIVERY_LOG.attentionKey), range(DELIVERY_LOG.attentionSortKey)],
        Projection: including(DELIVERY_LOG.dayAttributes),
      },
    ],
    [sortKey],
  ),
  table(RATE_LIMIT_TABLE, [hash(SMS_RATE_LIMIT.partitionKey)]),
  table(STOPS_TABLE, [hash(SENDING_STOPS.partitionKey)]),
  table(ACTS_TABLE, [hash(OPERATOR_ACTS.partitionKey), range(OPERATOR_ACTS.sortKey)]),
  table(
    REPLIES,
    [hash(REPLIES_TABLE.partitionKey)],
    [
      {
        IndexName: REPLIES_TABLE.waitingIndex,
        KeySchema: [hash(REPLIES_TABLE.waitingKey), range(REPLIES_TABLE.waitingSortKey)],
        Projection: including(REPLIES_TABLE.waitingAttributes),
      },
    ],
  ),
  table(
    APPOINTMENTS,
    [hash(APPOINTMENTS_TABLE.partitionKey), range(APPOINTMENTS_TABLE.sortKey)],
    [
      {
        IndexName: APPOINTMENTS_TABLE.dueIndex,
        KeySchema: [hash(APPOINTMENTS_TABLE.dueDate), range(APPOINTMENTS_TABLE.dueSortKey)],
        Projection: ALL,
      },
      {
        IndexName: APPOINTMENTS_TABLE.patientIndex,
        KeySchema: [hash(APPOINTMENTS_TABLE.sortKey)],
        Projection: KEYS,
      },
    ],
  ),
];
