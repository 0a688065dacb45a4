import { saysHowToOptOut, trappedAnswers } from "../../../../services/domain/text-lint/answers";
import { HELP_WORDS, keywordOf, OPT_OUT_WORDS, SOURCES } from "../../../../services/domain/text-lint/opt-out-words";

const wordsIn = (text: string) => trappedAnswers(text).map(({ word }) => word);

test("the words that opt out are those of AWS and of the FCC, and every word has a source", () => {
  const of = (source: "AWS" | "FCC") =>
    OPT_OUT_WORDS.filter(({ sources }) => sources.includes(source)).map(({ word }) => word);
  expect(of("AWS").sort()).toEqual(
    ["ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "STOP", "TD", "UNSUBSCRIBE"].sort(),
  );
  expect(of("FCC").sort()).toEqual(["CANCEL", "END", "OPT OUT", "QUIT", "REVOKE", "STOP", "UNSUBSCRIBE"].sort());
  for (const { word, sources } of [...OPT_OUT_WORDS, ...HELP_WORDS]) {
    expect(keywordOf(word)).toBe(word);
    expect(sources.map((source) => SOURCES[source].length > 0)).not.toContain(false);
    expect(sources).not.toEqual([]);
  }
});

test.each([
  ["Reply CONFIRM to confirm or CANCEL to cancel.", "CANCEL"],
  ["Reply Cancel if you cannot come.", "Cancel"],
  ["To cancel, reply 'end'.", "end"],
  ["Text QUIT to give up your place.", "QUIT"],
  ["Reply STOP to cancel your appointment.", "STOP"],
  ["Reply HELP to move your appointment.", "HELP"],
  ["Répondez ARRÊT pour annuler votre rendez-vous.", "ARRÊT"],
  ["Responda CANCEL para cancelar.", "CANCEL"],
  ["Antworten Sie END, um abzusagen.", "END"],
  ["Trả lời CANCEL để hủy.", "CANCEL"],
  ["回复CANCEL取消。", "CANCEL"],
  ["أرسل CANCEL للإلغاء.", "CANCEL"],
  ["CANCEL이라고 회신하세요.", "CANCEL"],
])("%s: the answer %s does something else", (text, word) => {
  expect(wordsIn(text)).toEqual([word]);
});

test.each([
  "Reply STOP to opt out.",
  "STOP to opt out",
  "Répondez STOP pour ne plus recevoir de messages.",
  "ARRET pour ne plus recevoir de SMS.",
  "Responda STOP para no recibir más mensajes.",
  "Reply C to confirm or X to cancel.",
  "To change or cancel, please contact the clinic.",
  "Call us to cancel or to end the treatment.",
  "Reply HELP for help.",
  "PLEASE CALL TO CANCEL",
])("%s: every answer does what the text says", (text) => {
  expect(wordsIn(text)).toEqual([]);
});

test("a longer word that begins with a keyword is found where the text asks for it, and said to be longer", () => {
  expect(trappedAnswers("Responda CONFIRMAR o CANCELAR.")).toMatchObject([
    { word: "CANCELAR", keyword: { word: "CANCEL" }, isLonger: true },
  ]);
  expect(wordsIn("Dr. Rivera, ENDOSCOPY unit.")).toEqual([]);
});

test("a text says how to opt out if it has a plain word for it in capitals", () => {
  expect(saysHowToOptOut("North Clinic: tomorrow at 9. STOP to opt out.")).toBe(true);
  expect(saysHowToOptOut("ARRET pour ne plus recevoir de SMS.")).toBe(true);
  expect(saysHowToOptOut("OPT OUT ends all texts.")).toBe(true);
  expect(saysHowToOptOut("Please stop at the desk.")).toBe(false);
  expect(saysHowToOptOut("Reply CANCEL to cancel.")).toBe(false);
  expect(saysHowToOptOut("Reply STOP to cancel your appointment.")).toBe(false);
});
