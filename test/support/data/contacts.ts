/** Parses contact details, one by one. */
import { usableContact } from "../../../services/domain/contact/contact";
import type { ContactRules } from "../../../services/domain/contact/phone-number";

/** The default settings: a clinic in the United States. */
export const US_RULES: ContactRules = { defaultCountry: "US", countries: "all" };

/** The number that texts go to, including fixed lines. */
export function toE164(text: string, defaultCountry: string): string | undefined {
  return usableContact({ phoneNumber: text }, { ...US_RULES, defaultCountry }).phoneNumber;
}

/** The address that emails go to. */
export function toEmailAddress(text: string): string | undefined {
  return usableContact({ email: text }, US_RULES).email;
}
