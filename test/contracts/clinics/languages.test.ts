import { languageOf } from "../../../contracts/clinics/languages";

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
