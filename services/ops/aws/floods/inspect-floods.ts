/** What the guard against floods holds now. */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../../../contracts/environment";
import type { ResourceNames } from "../../../../contracts/resource-names";
import type { HeldRunState } from "../../../../contracts/tables/daily-runs";
import { dayPartsOf } from "../../../../contracts/tables/day-parts";
import { DELIVERY_LOG } from "../../../../contracts/tables/delivery-log-table";
import { PHONE_FLOOD_CODE } from "../../../../contracts/tables/texted-phones";
import { queryParts } from "../../../adapters/dynamodb/query-parts";
import { floodSettings, readEnvironment } from "../../../adapters/environment";
import { clinicDay } from "../../../domain/appointment/appointment-time";
import type { InspectedFunction } from "../inspection/inspect-function";
import { type Lookup, lookUp, thenLookUp } from "../inspection/lookup";
import { inspectHeldRun } from "./dynamo-held-run";
import { findTextsOfToday, type TextsOfToday } from "./dynamo-texts-of-today";

/** Notifications of today whose text waits because its phone has had too many. */
export interface WaitingForPhone {
  readonly count: number;
  /** The id of one of them, by which its phone can be released. */
  readonly notificationId?: string;
}

export interface FloodFacts {
  /** The daily run; undefined if none is held. */
  readonly heldRun: Lookup<HeldRunState | undefined>;
  readonly texts: Lookup<TextsOfToday>;
  readonly waitingForPhone: Lookup<WaitingForPhone>;
}

/**
 * Phones that are held cannot be listed without a scan of all phones of three days. What waits for them is in the log's
 * index of the day: sixteen queries, and one more for each further MB.
 * @param consumer the function that texts
 * @param now ms since 1970
 */
export async function inspectFloods(
  client: DynamoDBDocumentClient,
  names: ResourceNames,
  consumer: InspectedFunction | undefined,
  now: number,
): Promise<FloodFacts> {
  const configuration = consumer?.configuration ?? { how: "missing" as const };
  const inZone = <T>(action: string, find: (day: string, env: ReturnType<typeof settingsOf>) => Promise<T>) =>
    thenLookUp(configuration, `function ${names.smsConsumer}`, ({ variables }) =>
      lookUp(action, async () => {
        const env = settingsOf(variables);
        return find(clinicDay(now, env[ENV.timeZone]), env);
      }),
    );
  const [heldRun, texts, waitingForPhone] = await Promise.all([
    inspectHeldRun(client, names.appointmentsTable),
    inZone("dynamodb:GetItem", (day, env) =>
      findTextsOfToday(client, names.smsRateLimitTable, day, floodSettings(env)),
    ),
    inZone("dynamodb:Query", (day) => findWaiting(client, names.deliveryLogTable, day)),
  ]);
  return { heldRun, texts, waitingForPhone };
}

function settingsOf(variables: Readonly<Record<string, string>>) {
  return readEnvironment([ENV.timeZone, ENV.floodFactor, ENV.floodMinimum], variables);
}

async function findWaiting(client: DynamoDBDocumentClient, table: string, day: string): Promise<WaitingForPhone> {
  const queries = dayPartsOf(day).map((part) => ({
    TableName: table,
    IndexName: DELIVERY_LOG.dayIndex,
    KeyConditionExpression: "#part = :part",
    FilterExpression: "#status = :waiting AND #reason = :code",
    ProjectionExpression: "#id",
    ExpressionAttributeNames: {
      "#part": DELIVERY_LOG.dayKey,
      "#status": "status",
      "#reason": "reason",
      "#id": DELIVERY_LOG.partitionKey,
    },
    ExpressionAttributeValues: { ":part": part, ":waiting": "SMS_RETRYING", ":code": PHONE_FLOOD_CODE },
  }));
  let count = 0;
  let first: string | undefined;
  for await (const { notificationId } of queryParts<{ notificationId: string }>(client, queries)) {
    count += 1;
    first ??= notificationId;
  }
  return { count, ...(first !== undefined && { notificationId: first }) };
}
