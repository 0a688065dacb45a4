/** What a clinic's sender of texts and the countries of its patients' phones contradict. */
import { originationCountry } from "./clinic-numbers";
import type { ClinicProfile } from "./profile-schema";
import { textedWith, WITHOUT_SENDER_IDS } from "./texted-countries";

/**
 * @param defaultCountry ISO 3166-1 alpha-2; undefined if it is not known
 * @returns the ends of lines, from the field on
 */
export function senderConflicts(
  { countries, sms = {} }: Pick<ClinicProfile, "countries" | "sms">,
  defaultCountry: string | undefined,
): string[] {
  const { senderId, originationNumber } = sms;
  const texted = countries ?? (defaultCountry ? textedWith(defaultCountry) : "all");
  const problems = senderId && originationNumber ? [": it takes either senderId or originationNumber, not both"] : [];
  if (senderId && texted !== "all" && texted.every((one) => WITHOUT_SENDER_IDS.includes(one))) {
    problems.push(`.senderId: phones in ${texted.join(", ")} show no sender IDs; give an originationNumber instead`);
  }
  if (!originationNumber) return problems;
  const own = [...(defaultCountry ? [defaultCountry] : []), ...(texted === "all" ? [] : texted)];
  const country = originationCountry(originationNumber, own);
  if (!country) {
    if (!defaultCountry) return problems;
    problems.push(".originationNumber: its range belongs to several countries, none of which is the clinic's");
  } else if (texted !== "all" && !textedWith(country).some((one) => texted.includes(one))) {
    problems.push(`.originationNumber: it is a number of ${country}, which is not one of the clinic's countries`);
  }
  return problems;
}
