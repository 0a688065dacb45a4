import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { dayTextsIn, dayTextsName, SMS_RATE_LIMIT, type TextVolume } from "../../../contracts/tables/sms-rate-limit";
import { isOutdated } from "../../domain/floods/usual-volume";
import type { Clock } from "../../domain/ports";
import type { DayTexts, RateBudget } from "../../domain/rate-limit/rate-limit";

/**
 * ms that a reservation may begin in the past. When consumers are nearly idle, the end of the reserved time is
 * sometimes just before and sometimes just after now: a consumer that tries the wrong one of both writes each time
 * would never reserve anything.
 */
const TOLERANCE = 100;
/** The free time changes between two attempts only if others reserve at the same moment. */
const MAX_ATTEMPTS = 6;
/** What is not counted. */
const NONE: DayTexts = { day: "", texts: 0 };

interface Write {
  /** The value of the reserved time's end. */
  readonly next?: string;
  readonly condition?: string;
  readonly values?: Record<string, number>;
  /** Added to its day. */
  readonly counted?: DayTexts;
  /** The day whose count is removed, since it is no number. */
  readonly unreadable?: string;
}

/**
 * A rate budget in one item of a table. A reservation takes one conditional write if the free time begins where it did
 * the last time: after the reserved time, or now. The same write counts the texts, and returns what is known of the days
 * before: that costs nothing (docs/aws-facts.md).
 */
export function dynamoRateBudget(client: DynamoDBClient, table: string, clock: Pick<Clock, "now">): RateBudget {
  let lastSeen = 0;
  let waits = false;
  /** The days that the item had when it was written last. */
  let days: readonly string[] = [];

  /** @returns the item; undefined if the condition does not hold */
  const write = async ({
    next,
    condition,
    values,
    counted = NONE,
    unreadable,
  }: Write): Promise<{ readonly next: number; readonly volume: TextVolume } | undefined> => {
    const isCounted = counted.texts !== 0;
    // A day that is removed again by another consumer changes nothing.
    const outdated = isCounted ? days.filter((day) => isOutdated(day, counted.day)) : [unreadable ?? []].flat();
    const names = {
      "#expiry": SMS_RATE_LIMIT.expiryAttribute,
      ...((next || condition?.includes("#next")) && { "#next": SMS_RATE_LIMIT.nextFree }),
      ...(isCounted && { "#day": dayTextsName(counted.day) }),
      ...Object.fromEntries(outdated.map((day, index) => [`#old${index}`, dayTextsName(day)])),
    };
    const expiry = Math.floor(clock.now() / 1_000) + SMS_RATE_LIMIT.keptSeconds;
    const update = new UpdateItemCommand({
      TableName: table,
      Key: { [SMS_RATE_LIMIT.partitionKey]: { S: SMS_RATE_LIMIT.limit } },
      UpdateExpression: [
        `SET #expiry = :expiry${next ? `, #next = ${next}` : ""}`,
        ...(isCounted ? ["ADD #day :texts"] : []),
        ...(outdated.length > 0 ? [`REMOVE ${outdated.map((_, index) => `#old${index}`).join(", ")}`] : []),
      ].join(" "),
      ...(condition && { ConditionExpression: condition }),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: marshall({
        ...values,
        ":expiry": expiry,
        ...(isCounted && { ":texts": counted.texts }),
      }),
      ReturnValues: "ALL_NEW",
    });
    try {
      const { Attributes = {} } = await client.send(update);
      const volume = volumeIn(Attributes);
      days = Object.keys(volume.counts);
      return { next: Number(Attributes[SMS_RATE_LIMIT.nextFree]?.N), volume };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      // Somebody has written a count by hand that is no number: no text waits for it.
      if (counted.texts > 0 && error instanceof Error && error.name === "ValidationException")
        return write({
          ...(next && { next }),
          ...(condition && { condition }),
          ...(values && { values }),
          unreadable: counted.day,
        });
      throw error;
    }
  };

  /** Reserves after the reserved time. */
  const append = (span: number, now: number, latest: number, counted?: DayTexts) =>
    write({
      next: "#next + :span",
      condition: "#next BETWEEN :recent AND :latest",
      values: { ":span": span, ":recent": now - TOLERANCE, ":latest": latest },
      ...(counted && { counted }),
    });

  /** Reserves from now, if nothing is reserved, or the stored time cannot be a reservation. */
  const begin = (span: number, now: number, counted?: DayTexts) =>
    write({
      next: ":next",
      condition: "attribute_not_exists(#next) OR NOT #next BETWEEN :now AND :never",
      values: { ":next": now + span, ":now": now, ":never": now + SMS_RATE_LIMIT.furthestAhead },
      ...(counted && { counted }),
    });

  return {
    async reserve(span, latest, counted) {
      // Rounded up to whole µs: never faster than the rate, and no more digits than DynamoDB stores.
      const whole = Math.ceil(span * 1_000) / 1_000;
      // Try the same write as the last time: others may have reserved since, but a backlog persists.
      waits ||= lastSeen >= clock.now();
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const now = clock.now();
        if (now > latest) return undefined;
        const item = waits ? await append(whole, now, latest, counted) : await begin(whole, now, counted);
        if (item) {
          const { next: end, volume } = item;
          lastSeen = end;
          return { start: end - whole, end, volume };
        }
        waits = !waits;
      }
      return undefined;
    },
    async release({ end }, span, { day, texts } = NONE) {
      const uncounted = { day, texts: -texts };
      const released = Math.floor(span * 1_000) / 1_000;
      if (released > 0) {
        const values = { ":span": released, ":end": end };
        if (await write({ next: "#next - :span", condition: "#next = :end", values, counted: uncounted })) return;
      }
      // Another has reserved after it: the time stays taken, but the texts were not sent.
      if (texts > 0) await write({ condition: "attribute_exists(#day)", counted: uncounted });
    },
    async volume() {
      return (await write({}))?.volume ?? { counts: {} };
    },
  };
}

/** What an item says of the days' texts. */
function volumeIn(item: Readonly<Record<string, AttributeValue>>): TextVolume {
  return dayTextsIn(Object.fromEntries(Object.entries(item).map(([name, { N, S }]) => [name, N ?? S])));
}
