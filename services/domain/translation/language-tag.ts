/** The languages of patients, as senders of other formats write them. */

/** Names of languages that senders write in place of a code, in lower case and without accents. */
const LANGUAGE_NAMES: ReadonlyMap<string, string> = new Map([
  ["english", "en"],
  ["spanish", "es"],
  ["espanol", "es"],
  ["castellano", "es"],
  ["french", "fr"],
  ["francais", "fr"],
  ["german", "de"],
  ["deutsch", "de"],
  ["portuguese", "pt"],
  ["portugues", "pt"],
  ["italian", "it"],
  ["italiano", "it"],
  ["chinese", "zh"],
  ["mandarin", "zh"],
  ["vietnamese", "vi"],
  ["tagalog", "tl"],
  ["filipino", "tl"],
  ["arabic", "ar"],
  ["korean", "ko"],
  ["russian", "ru"],
  ["haitian creole", "ht"],
  ["haitian", "ht"],
  ["creole", "ht"],
]);

/** A code of ISO 639 that is a language, with a script and a country or without. */
const TAG = /^(?!(?:und|unk|oth|mis|mul|zxx)\b)[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/;

/**
 * The language that a code or a name means: a tag of BCP 47, or a code of ISO 639 with two or three letters, in any
 * case, or the name of a language that patients are written to, in English or its own.
 * @returns the canonical tag of BCP 47, such as `es` for `spa`; undefined if it is none
 */
export function languageTag(text: string): string | undefined {
  const word = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();
  const known = LANGUAGE_NAMES.get(word) ?? LANGUAGE_NAMES.get(/^\p{L}+/u.exec(word)?.[0] ?? "");
  if (known) return known;
  const tag = word.replaceAll("_", "-");
  return TAG.test(tag) ? Intl.getCanonicalLocales(tag)[0] : undefined;
}
