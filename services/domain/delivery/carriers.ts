/** The carriers as the domain needs them. */
import type { SmsSender } from "../clinics/sms-sender";
import type { EmailContent } from "../content/email/email";

export interface SmsCarrier {
  /** @throws ProviderError */
  isOptedOut(phoneNumber: string): Promise<boolean>;
  /**
   * @returns the provider's message id
   * @throws ProviderError
   */
  send(phoneNumber: string, text: string, sender?: SmsSender): Promise<string>;
}

export interface EmailCarrier {
  /** The address that emails come from. */
  readonly sender: string;
  /**
   * @returns the provider's message id
   * @throws ProviderError
   */
  send(address: string, content: EmailContent): Promise<string>;
}
