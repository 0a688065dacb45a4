import { LANGUAGES, type Language } from "../../../../contracts/clinics/languages";

/** Whether this runtime knows the dates of a language. Haitian Creole's are our own: CLDR has too few. */
export function hasLanguageData(language: Language): boolean {
  return language === "ht" || Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
}

/** The languages whose dates this runtime does not know: none, if Node.js has all of ICU's data. */
export function languagesWithoutData(): Language[] {
  return LANGUAGES.filter((language) => !hasLanguageData(language));
}
