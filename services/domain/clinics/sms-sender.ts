import type { Clinic } from "../../../contracts/clinics/clinic";
import { textedWith } from "../../../contracts/clinics/texted-countries";
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
 * territories from a number of the US.
 * @param phoneNumber E.164
 */
export function smsSender({ sms }: Pick<Clinic, "sms">, phoneNumber: string): SmsSender {
  const { senderId, originationNumber, originationCountry } = sms;
  if (senderId) return { senderId };
  const country = phoneCountry(phoneNumber);
  if (!originationNumber || !originationCountry || !country) return {};
  return textedWith(originationCountry).includes(country) ? { originationNumber } : {};
}
