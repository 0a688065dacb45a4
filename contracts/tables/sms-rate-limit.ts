/**
 * The table `sms-rate-limit-<env>`: an item says until when the account's SMS rate is reserved, by all consumers, and how many
 * texts of reminders each day had. The others are those of `texted-phones.ts`.
 */
export const SMS_RATE_LIMIT = {
  /** S, names a rate limit. */
  partitionKey: "limit",
  /** The item of the rate: message parts of SMS. */
  limit: "sms-parts",
  /** N, ms since 1970: the rate is reserved until then. */
  nextFree: "nextFree",
  /** ms: nobody reserves further ahead, since no function waits longer. A later time was written by a wrong clock. */
  furthestAhead: 120_000,
  /** Begins the name of a day's attribute, such as `texts2026-11-30`: N, the texts of reminders that were sent on it. */
  dayTexts: "texts",
  /** S, YYYY-MM-DD: the day whose texts an operator has released. */
  released: "released",
  /** Seconds after its last use for which the item is kept: a pause must not make the usual volume unknown. */
  keptSeconds: 35 * 86_400,
  /** N, seconds since 1970: when DynamoDB deletes the item of a limit that has not been used for long. */
  expiryAttribute: "ttl",
} as const;

/** The texts of the last days, as the item has them. */
export interface TextVolume {
  /** By day, YYYY-MM-DD. */
  readonly counts: Readonly<Record<string, number>>;
  /** The day whose texts an operator has released, YYYY-MM-DD. */
  readonly released?: string;
}

/** @param item the item of the rate; numbers may be texts */
export function dayTextsIn(item: Readonly<Record<string, unknown>> = {}): TextVolume {
  const { dayTexts, released } = SMS_RATE_LIMIT;
  const counts = Object.entries(item)
    .filter(([name]) => name.startsWith(dayTexts))
    .map(([name, count]) => [name.slice(dayTexts.length), Number(count)] as const);
  const day = item[released];
  return { counts: Object.fromEntries(counts), ...(typeof day === "string" && { released: day }) };
}

/** @param day YYYY-MM-DD, in the deployment's zone */
export function dayTextsName(day: string): string {
  return `${SMS_RATE_LIMIT.dayTexts}${day}`;
}

/** The code of a text that waits because far more texts than usual went out today. */
export const FEED_FLOOD_CODE = "FEED_FLOOD_HELD";

/** Message parts of one SMS at most: see `services/domain/content/sms-text.ts`. */
export const MAX_SMS_PARTS = 6;
