import { LANGUAGES, type Language } from "../../../../contracts/clinics/languages";
import { CONDITION_WORDS } from "../../../../services/domain/text-lint/condition-word-lists";
import { conditionWords } from "../../../../services/domain/text-lint/condition-words";

test.each(LANGUAGES)("every word of the list of %s is found in a sentence, in capitals too", (language) => {
  const missed = CONDITION_WORDS[language].filter((entry) => {
    const word = entry.replace("*", "");
    const found = (text: string) => conditionWords(text, language).includes(word);
    return !found(`North Clinic, ${word}.`) || !found(`${word.toUpperCase()} 3`);
  });
  expect(missed).toEqual([]);
});

test.each([
  ["en", "Seattle Cancer Center: your appointment is tomorrow.", ["cancer"]],
  ["en", "Your visit to the Department of Psychiatry", ["psychiatr"]],
  ["es", "Clínica de Oncología Norte", ["oncolog"]],
  ["fr", "Service de santé mentale", ["santé mentale"]],
  ["de", "Ihr Termin in der Suchtberatung", ["suchtberatung"]],
  ["pt", "Consulta pré-natal amanhã", ["pré-natal"]],
  ["it", "Reparto di psichiatria", ["psichiatr"]],
  ["zh-Hans", "您在肿瘤科的预约", ["肿瘤"]],
  ["vi", "Khoa Ung bướu", ["ung bướu"]],
  ["tl", "Ang inyong prenatal na pagbisita", ["prenatal"]],
  ["ar", "موعدك في مركز الأورام", ["أورام"]],
  ["ko", "정신건강의학과 예약", ["정신건강"]],
  ["ru", "Приём у онколога", ["онколог"]],
  ["ht", "Randevou nan sante mantal", ["sante mantal"]],
  ["vi", "North Clinic, HIV care", ["HIV"]],
] as [Language, string, string[]][])("in %s, %j gives a condition away", (language, text, words) => {
  expect(conditionWords(text, language)).toEqual(words);
});

test.each([
  ["en", "Still at North Clinic, stimulus room. Kidney and heart care; physical rehabilitation."],
  ["de", "Ihr Besuchstermin: gesucht wird Raum 3."],
  ["ar", "مع السلامة، موعدك يوم الاثنين"],
  ["ru", "Кабинет ракурс, 3"],
  ["vi", "Phòng khám gia đình, tầng 3"],
  ["fr", "Fondamental, assistance à l'accueil"],
] as [Language, string][])("in %s, %j gives nothing away", (language, text) => {
  expect(conditionWords(text, language)).toEqual([]);
});
