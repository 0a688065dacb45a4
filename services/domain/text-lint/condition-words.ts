/**
 * Words that reveal a medical condition: anyone who sees the phone learns what the patient is treated for.
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
  const isJoined = JOINED.has(language);
  return wordsOf(language).flatMap(({ word, exact, hasEndings }) =>
    occursIn(comparable, exact, isJoined, hasEndings) ? [word] : [],
  );
}

/** Whether a word occurs, and not only as a part of another word. */
function occursIn(text: string, word: string, isJoined: boolean, hasEndings: boolean): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [at === 0 ? "" : text[at - 1], text[at + word.length]];
    if (isJoined || !(isOfWord(before) || (isOfWord(after) && !hasEndings))) return true;
  }
  return false;
}

function isOfWord(character = ""): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

interface ConditionWord {
  readonly word: string;
  readonly exact: string;
  readonly hasEndings: boolean;
}

const words = new Map<Language, readonly ConditionWord[]>();

function wordsOf(language: Language): readonly ConditionWord[] {
  let known = words.get(language);
  if (!known) {
    known = CONDITION_WORDS[language].map((entry) => {
      const hasEndings = entry.endsWith("*");
      const word = hasEndings ? entry.slice(0, -1) : entry;
      return { word, exact: comparableText(word, language), hasEndings };
    });
    words.set(language, known);
  }
  return known;
}

function comparableText(text: string, language: Language): string {
  const lower = text.normalize("NFC").toLowerCase();
  return MARKED.has(language) ? lower : lower.normalize("NFD").replace(/\p{Mn}/gu, "");
}
