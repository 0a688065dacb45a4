/** The carriers as the domain needs them. */
import type { SmsSender } from "../clinics/sms-sender";
import type { EmailContent } from "../content/email/email";
import type { HeldReminder, Reminder } from "./reminder";

/** USD: the maximum price of one SMS, for all its parts. */
export const MAX_SMS_PRICE = "0.50";

/** What a send belongs to. A carrier that reports what became of it repeats this. */
export interface SendReference {
  /** 32 hex digits. */
  readonly notificationId: string;
  /** When the appointment starts, in ms since 1970: the other part of the notification's key. */
  readonly timestamp: number;
  /** The attempt that sends. */
  readonly claimId: string;
  /** Whether the reminder can go out as an email if this text does not arrive. */
  readonly fallback: boolean;
}

export interface SmsCarrier {
  /**
   * Absent if `send` itself refuses numbers that have opted out, with the code `OptedOut`.
   * @throws ProviderError
   */
  isOptedOut?(phoneNumber: string): Promise<boolean>;
  /**
   * @param phoneNumber E.164
   * @param reference absent for a text of no notification, such as an acknowledgement
   * @returns the provider's message id
   * @throws ProviderError
   */
  send(phoneNumber: string, text: string, sender: SmsSender, reference?: SendReference): Promise<string>;
}

export interface EmailCarrier {
  /** The address that emails come from. */
  readonly sender: string;
  /**
   * @returns the provider's message id
   * @throws ProviderError
   */
  send(address: string, content: EmailContent, reference: SendReference): Promise<string>;
}

/** @param fallback see {@link SendReference} */
export function referenceOf({ key, claimId }: Reminder | HeldReminder, fallback: boolean): SendReference {
  return { notificationId: key.notificationId, timestamp: key.timestamp, claimId, fallback };
}
