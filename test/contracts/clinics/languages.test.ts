import { LANGUAGES, languageOf } from "../../../contracts/clinics/languages";

/** The codes of ISO 639-2 for the languages of the catalogues, as HL7 v2 sends them: the bibliographic ones, too. */
const ISO_639_2 = {
  en: ["eng"],
  es: ["spa"],
  fr: ["fra", "fre"],
  de: ["deu", "ger"],
  pt: ["por"],
  it: ["ita"],
  "zh-Hans": ["zho", "chi"],
  vi: ["vie"],
  tl: ["tgl", "fil"],
  ar: ["ara"],
  ko: ["kor"],
  ru: ["rus"],
  ht: ["hat"],
} as const;

test.each(LANGUAGES)("the codes of ISO 639-2 for %s are read, in any case and with a region", (language) => {
  for (const code of ISO_639_2[language]) {
    expect([code, code.toUpperCase(), `${code}-US`].map(languageOf)).toEqual([language, language, language]);
  }
});

test.each(["zho-TW", "chi-Hant", "CHI_HK", "und", "mul", "zxx", "jpn", "tlh"])("%s has no catalogue", (tag) => {
  expect(languageOf(tag)).toBeUndefined();
});

test.each([
  ["en", "en"],
  ["es-US", "es"],
  ["es_MX", "es"],
  ["ES", "es"],
  [" pt-BR ", "pt"],
  ["zh", "zh-Hans"],
  ["zh-CN", "zh-Hans"],
  ["zh-Hans-SG", "zh-Hans"],
  ["cmn", "zh-Hans"],
  ["fil", "tl"],
  ["tl-PH", "tl"],
  ["ht", "ht"],
])("%j is written to in %s", (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test.each([
  "",
  "zh-TW",
  "zh-Hant",
  "zh-hant-HK",
  "zh-HK",
  "cmn-TW",
  "cmn-Hant-TW",
  "yue",
  "xx",
  "english",
  "e",
  "*",
  "constructor",
])("%j has no catalogue: it is no other language's", (tag) => {
  expect(languageOf(tag)).toBeUndefined();
});
