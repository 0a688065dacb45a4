/** Whether the message itself has too many parts. */
import { MAX_SMS_PARTS } from "../../../contracts/tables/sms-rate-limit";
import { reducedSmsText } from "../content/sms-text";
import type { Texts } from "../content/texts";
import { type ReducedName, reducedSampleOf, type SampleFor, VISITS } from "./samples";
import { figuresOf } from "./text-figures";

const REDUCED: readonly (readonly [ReducedName, string])[] = [
  ["nameless", ""],
  ["named", " and with a long first name"],
  ["named-not-gsm7", " and with a long first name in letters outside of GSM-7"],
];

/**
 * A text that is too long even without practitioner, place and link: it would be sent without the first name, or in the
 * catalogue's words.
 * @param country ISO 3166-1 alpha-2, of the phone
 */
export function tooLong(of: SampleFor, country: string, texts: Texts): string[] {
  for (const [name, values] of REDUCED) {
    const parts = Math.max(...VISITS.map((visit) => partsOf(name, { ...of, visit }, country, texts)));
    if (parts > MAX_SMS_PARTS)
      return [
        `it has ${parts} parts without practitioner, place and link${values}; a text has at most ${MAX_SMS_PARTS}`,
      ];
  }
  return [];
}

function partsOf(name: ReducedName, of: SampleFor, country: string, texts: Texts): number {
  const { appointment, start, now } = reducedSampleOf(name, of);
  return figuresOf(reducedSmsText(appointment, start, of.clinic, texts, now, country)).parts;
}
