import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { SMS_RATE_LIMIT } from "../../../contracts/tables/sms-rate-limit";
import type { Clock } from "../../domain/ports";
import type { RateBudget } from "../../domain/rate-limit/rate-limit";

/** ms after its last use at which the item expires. */
const KEPT = 7 * 86_400_000;
/**
 * ms that a reservation may begin in the past. When consumers are nearly idle, the end of the reserved time is
 * sometimes just before and sometimes just after now: a consumer that tries the wrong one of both writes each time
 * would never reserve anything.
 */
const TOLERANCE = 100;
/** The free time changes between two attempts only if others reserve at the same moment. */
const MAX_ATTEMPTS = 6;

/**
 * A rate budget in one item of a table. A reservation takes one conditional write if the free time begins where it did
 * the last time: after the reserved time, or now.
 */
export function dynamoRateBudget(client: DynamoDBClient, table: string, clock: Pick<Clock, "now">): RateBudget {
  let lastSeen = 0;
  let waits = false;

  /** @returns the end of the reserved time; undefined if the condition does not hold */
  const write = async (change: string, condition: string, values: Record<string, number>) => {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { [SMS_RATE_LIMIT.partitionKey]: { S: SMS_RATE_LIMIT.limit } },
          UpdateExpression: `SET #next = ${change}, #expiry = :expiry`,
          ConditionExpression: condition,
          ExpressionAttributeNames: { "#next": SMS_RATE_LIMIT.nextFree, "#expiry": SMS_RATE_LIMIT.expiryAttribute },
          ExpressionAttributeValues: marshall({ ...values, ":expiry": Math.floor((clock.now() + KEPT) / 1_000) }),
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return Number(Attributes?.[SMS_RATE_LIMIT.nextFree]?.N);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  /** Reserves after the reserved time. */
  const append = (span: number, now: number, latest: number) =>
    write("#next + :span", "#next BETWEEN :recent AND :latest", {
      ":span": span,
      ":recent": now - TOLERANCE,
      ":latest": latest,
    });

  /** Reserves from now, if nothing is reserved, or the stored time cannot be a reservation. */
  const begin = (span: number, now: number) =>
    write(":next", "attribute_not_exists(#next) OR NOT #next BETWEEN :now AND :never", {
      ":next": now + span,
      ":now": now,
      ":never": now + SMS_RATE_LIMIT.furthestAhead,
    });

  return {
    async reserve(span, latest) {
      // Rounded up to whole µs: never faster than the rate, and no more digits than DynamoDB stores.
      const whole = Math.ceil(span * 1_000) / 1_000;
      // Try the same write as the last time: others may have reserved since, but a backlog persists.
      waits ||= lastSeen >= clock.now();
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const now = clock.now();
        if (now > latest) return undefined;
        const next = waits ? await append(whole, now, latest) : await begin(whole, now);
        if (next !== undefined) {
          lastSeen = next;
          return { start: next - whole, end: next };
        }
        waits = !waits;
      }
      return undefined;
    },
    async release({ end }, span) {
      await write("#next - :span", "#next = :end", { ":span": Math.floor(span * 1_000) / 1_000, ":end": end });
    },
  };
}
