/**
 * The words that a phone can answer to opt out of texts, or to get help.
 *
 * AWS documents its opt-out keywords in English and French only, the same for every country and language. A message that
 * begins with one opts the phone out of all texts of the account, unless the number's opt-outs are self-managed; on a US
 * toll-free number only STOP does. Case does not matter.
 */

/** Who treats a word as a keyword. */
export type Authority = "AWS" | "FCC" | "CWTA";

export const SOURCES: Readonly<Record<Authority, string>> = {
  AWS:
    '"Required opt-out keywords" and "Keywords", AWS End User Messaging SMS User Guide, read in November 2026: ' +
    "https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html",
  FCC:
    "47 CFR 64.1200(a)(10), in force since 11 April 2025: these words revoke consent, and so does any other that a " +
    "reasonable person would understand so: https://www.law.cornell.edu/cfr/text/47/64.1200",
  CWTA:
    "Canadian Common Short Code Application Guidelines 3.9, mandatory keywords, as quoted by Infobip: " +
    "https://support.infobip.com/docs/essentials/usa-and-canada-compliance/canadian-mandatory-keyword-responses",
};

export interface Keyword {
  /** In capitals, without accents. */
  readonly word: string;
  readonly language: "en" | "fr";
  readonly sources: readonly Authority[];
  /** Whether it can only mean the texts: a patient who is asked for CANCEL means the appointment. */
  readonly isPlain: boolean;
}

export const OPT_OUT_WORDS: readonly Keyword[] = [
  { word: "STOP", language: "en", sources: ["AWS", "FCC", "CWTA"], isPlain: true },
  { word: "UNSUBSCRIBE", language: "en", sources: ["AWS", "FCC"], isPlain: true },
  { word: "OPT-OUT", language: "en", sources: ["AWS"], isPlain: true },
  { word: "OPTOUT", language: "en", sources: ["AWS"], isPlain: true },
  { word: "OPT OUT", language: "en", sources: ["FCC"], isPlain: true },
  { word: "REVOKE", language: "en", sources: ["FCC"], isPlain: true },
  { word: "CANCEL", language: "en", sources: ["AWS", "FCC"], isPlain: false },
  { word: "END", language: "en", sources: ["AWS", "FCC"], isPlain: false },
  { word: "QUIT", language: "en", sources: ["AWS", "FCC"], isPlain: false },
  { word: "REMOVE", language: "en", sources: ["AWS"], isPlain: false },
  { word: "TD", language: "en", sources: ["AWS"], isPlain: false },
  { word: "ARRET", language: "fr", sources: ["AWS", "CWTA"], isPlain: true },
];

/** Answered by the number itself, so that the answer never reaches the clinic. */
export const HELP_WORDS: readonly Keyword[] = [
  { word: "HELP", language: "en", sources: ["AWS", "CWTA"], isPlain: true },
  { word: "INFO", language: "en", sources: ["CWTA"], isPlain: true },
  { word: "AIDE", language: "fr", sources: ["CWTA"], isPlain: true },
];

/** A word as carriers compare it. */
export function keywordOf(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toUpperCase();
}
