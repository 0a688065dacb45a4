/**
 * How many texts each phone got on a day: an item of the table `sms-rate-limit-<env>` for each phone and day, under a keyed
 * hash of the phone.
 */
export const TEXTED_PHONES = {
  /** Begins the value of the table's partition key. */
  prefix: "phone:",
  /** SS: the ids of the notifications whose text went to the phone, or was about to. */
  notifications: "notifications",
  /** BOOL: whether an operator has released the phone for this day. */
  released: "released",
  /** Seconds for which an item is kept. */
  keptSeconds: 3 * 86_400,
} as const;

/** The code of a text that waits because its phone got as many texts today as one phone may get. */
export const PHONE_FLOOD_CODE = "PHONE_FLOOD_HELD";

/**
 * @param day YYYY-MM-DD, in the clinic's zone
 * @param phoneDigest the keyed hash of the phone
 */
export function textedPhoneId(day: string, phoneDigest: string): string {
  return `${TEXTED_PHONES.prefix}${day}:${phoneDigest}`;
}
