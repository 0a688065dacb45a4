/**
 * The table `sms-rate-limit-<env>`: an item says until when the account's SMS rate is reserved, by all consumers. The others
 * are those of `texted-phones.ts`.
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
  /** N, seconds since 1970: when DynamoDB deletes the item of a limit that has not been used for long. */
  expiryAttribute: "ttl",
} as const;

/** Message parts of one SMS at most: see `services/domain/content/sms-text.ts`. */
export const MAX_SMS_PARTS = 6;
