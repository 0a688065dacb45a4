/** The languages that patients are written to. */

/** BCP 47 tags; each has a catalogue of messages in `services/domain/content/catalogues/`. */
export const LANGUAGES = ["en", "es", "fr", "de", "pt", "it", "zh-Hans", "vi", "tl", "ar", "ko", "ru", "ht"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Tags of which the first subtag does not name the language of a catalogue. */
const OTHER_TAGS: ReadonlyMap<string, Language> = new Map([
  ["fil", "tl"],
  ["cmn", "zh-Hans"],
]);

/** Chinese that is written in traditional characters: RFC 5646 and CLDR's likely subtags. */
const TRADITIONAL = /^(?:zh(?:-[a-z]{3})?|cmn)-(?:hant|tw|hk|mo)(?:-|$)/i;

/**
 * The language of a tag, such as `es-US` or `zh-CN`: RFC 4647, section 3.4 (lookup).
 * @param tag BCP 47, with hyphens or underscores, in any case; a code of ISO 639-2 such as `spa` or `chi` is read, too
 * @returns undefined if there is no catalogue for it
 */
export function languageOf(tag: string): Language | undefined {
  const [given = "", ...rest] = tag.trim().replaceAll("_", "-").toLowerCase().split("-");
  const first = shortCode(given);
  if (TRADITIONAL.test([first, ...rest].join("-"))) return undefined;
  return OTHER_TAGS.get(first) ?? LANGUAGES.find((language) => language.split("-")[0] === first);
}

/**
 * The code of BCP 47 for a code of three letters, which BCP 47 does not allow where there is one of two: `es` for `spa`.
 * CLDR's aliases, by which ECMA-402 makes tags canonical, also have the bibliographic codes of ISO 639-2, such as `chi`.
 */
function shortCode(subtag: string): string {
  return /^[a-z]{3}$/.test(subtag) ? (Intl.getCanonicalLocales(subtag)[0] ?? subtag) : subtag;
}
