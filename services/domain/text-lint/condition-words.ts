/**
 * Words that give a condition away: whoever sees the phone learns what the patient is treated for.
 *
 * How they were chosen: the services for which US law asks for more secrecy than HIPAA (substance use: 42 CFR Part 2;
 * mental health, HIV and sexually transmitted infections, reproduction, gender, violence: California Civil Code 56.05,
 * "sensitive services", and the laws of other states), and the specialties that name a diagnosis (cancer, dementia, organ
 * failure, hepatitis, tuberculosis, the end of life). HHS advises to leave no more than name, number and what is needed to
 * confirm the appointment: https://www.hhs.gov/hipaa/for-professionals/faq/198. No native speaker has read the lists.
 */
import type { Language } from "../../../contracts/clinics/languages";
import { CONDITION_WORDS } from "./condition-word-lists";

/** Chinese and Arabic join words, so that an entry is found within another word. */
const JOINED: ReadonlySet<Language> = new Set(["zh-Hans", "ar", "ko"]);
/** Without its marks, a Vietnamese word is another word. */
const MARKED: ReadonlySet<Language> = new Set(["vi", "zh-Hans", "ar", "ko", "ru"]);

/**
 * The words of a text that give a condition away, in its language and in English.
 * @returns as the lists have them
 */
export function conditionWords(text: string, language: Language): string[] {
  const found = new Set([...inLanguage(text, language), ...(language === "en" ? [] : inLanguage(text, "en"))]);
  return [...found];
}

function inLanguage(text: string, language: Language): string[] {
  const comparable = comparableText(text, language);
  const { any, each } = patternsOf(language);
  if (!any.test(comparable)) return [];
  return each.flatMap(({ word, pattern }) => (pattern.test(comparable) ? [word] : []));
}

interface Patterns {
  /** Matches where one of the words does. */
  readonly any: RegExp;
  readonly each: readonly { readonly word: string; readonly pattern: RegExp }[];
}

const patterns = new Map<Language, Patterns>();

function patternsOf(language: Language): Patterns {
  let known = patterns.get(language);
  if (!known) {
    const sources = CONDITION_WORDS[language].map((entry) => {
      const word = entry.replace(/\*$/, "");
      const exact = comparableText(word, language);
      const after = entry.endsWith("*") ? "" : "(?![\\p{L}\\p{N}])";
      return { word, source: JOINED.has(language) ? exact : `(?<![\\p{L}\\p{N}])${exact}${after}` };
    });
    known = {
      any: new RegExp(sources.map(({ source }) => source).join("|"), "u"),
      each: sources.map(({ word, source }) => ({ word, pattern: new RegExp(source, "u") })),
    };
    patterns.set(language, known);
  }
  return known;
}

function comparableText(text: string, language: Language): string {
  const lower = text.normalize("NFC").toLowerCase();
  return MARKED.has(language) ? lower : lower.normalize("NFD").replace(/\p{Mn}/gu, "");
}
