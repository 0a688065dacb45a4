/** Holds the texts to a phone that has had so many today that a mistake is likely, until an operator releases it. */
import { clinicDay } from "../appointment/appointment-time";
import { type Settled, settle } from "../concurrency/settle";
import type { PhoneDigest } from "../contact/phone-digest";
import type { Clock, Logger } from "../ports";
import { errorCode } from "../retry/failure";

export interface TextedPhones {
  /**
   * Counts a notification's text to a phone. A notification counts once a day, however often it is tried.
   * @param phoneDigest the keyed hash of the phone
   * @param day YYYY-MM-DD
   * @returns false if the phone had as many texts of other notifications as it may get
   */
  count(phoneDigest: string, day: string, notificationId: string): Promise<boolean>;
}

export interface PhoneGuardDependencies {
  /** Absent, any number of texts may go to a phone. */
  readonly textedPhones?: TextedPhones;
  readonly phoneDigest: PhoneDigest;
  /** IANA zone of the deployment: its days count. */
  readonly clinicTimeZone: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Begins to count a text to a phone. If it cannot be counted, the text may be sent: no reminder waits for a guard that
 * does not answer.
 * @returns whether the phone may get it
 */
export async function mayGetText(
  phoneNumber: string,
  notificationId: string,
  { textedPhones, phoneDigest, clinicTimeZone, clock, logger }: PhoneGuardDependencies,
): Promise<boolean> {
  if (!textedPhones) return true;
  const day = clinicDay(clock.now(), clinicTimeZone);
  const counted: Settled<boolean> = await settle(textedPhones.count(phoneDigest(phoneNumber), day, notificationId));
  if (counted.ok) return counted.value;
  logger.error("text to phone not counted", { notificationId, code: errorCode(counted.error) });
  return true;
}
