import { createHmac } from "node:crypto";

/** @param phoneNumber E.164 */
export type PhoneDigest = (phoneNumber: string) => string;

/**
 * A keyed hash of phone numbers, 32 hex digits: an index by it does not say whose it is, since without the key even all
 * numbers of a country, hashed one by one, do not match.
 * @param key a secret of the environment
 */
export function phoneDigestBy(key: string): PhoneDigest {
  return (phoneNumber) => createHmac("sha256", key).update(phoneNumber).digest("hex").slice(0, 32);
}
