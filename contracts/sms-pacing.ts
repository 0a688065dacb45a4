/** The table `sms-pacing-<env>`: the clock by which all SMS consumers together keep to the account's rate. */
export const SMS_PACING = {
  /** S, names a quota. */
  partitionKey: "quota",
  /** The one item: message parts of SMS. */
  quota: "sms-parts",
  /** N, ms since 1970: until then all of the quota's time is taken. */
  nextFree: "nextFree",
  /** ms: nobody reserves so far ahead, since no function waits so long. A time beyond it was written by a wrong clock. */
  furthestAhead: 120_000,
  /** N, seconds since 1970: when DynamoDB deletes the item of a quota that nobody has used for long. */
  expiryAttribute: "ttl",
} as const;

/** Message parts that one SMS has at most: see `services/domain/content/sms-text.ts`. */
export const MAX_SMS_PARTS = 6;
