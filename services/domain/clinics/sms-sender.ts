import type { Clinic } from "../../../contracts/clinics/clinic";
import { textedWith, WITHOUT_SENDER_IDS } from "../../../contracts/clinics/texted-countries";
import { phoneCountry } from "../contact/phone-number";

/** Who a text comes from, as the phone shows it: at most one of the two. Without either the carrier chooses. */
export interface SmsSender {
  /** Letters and digits instead of a number. */
  readonly senderId?: string;
  /** E.164, or a short code. */
  readonly originationNumber?: string;
}

/**
 * The sender of a clinic's texts to a phone. An origination number must be one "that's configured in your AWS account for
 * the destination country" (Amazon SNS Developer Guide), so only phones of its country get texts from it, those of US
 * territories from a number of the US. Where phones show no sender IDs, none is named: End User Messaging refuses it
 * (`SENDER_ID_NOT_SUPPORTED`), and SNS replaces it.
 * @param phoneNumber E.164
 */
export function smsSender({ sms }: Pick<Clinic, "sms">, phoneNumber: string): SmsSender {
  const { senderId, originationNumber, originationCountry } = sms;
  const country = phoneCountry(phoneNumber);
  if (senderId) return country && WITHOUT_SENDER_IDS.includes(country) ? {} : { senderId };
  if (!originationNumber || !originationCountry || !country) return {};
  return textedWith(originationCountry).includes(country) ? { originationNumber } : {};
}
