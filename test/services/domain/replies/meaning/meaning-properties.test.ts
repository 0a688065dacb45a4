/** What holds for every answer. */

import { LANGUAGES } from "../../../../../contracts/clinics/languages";
import { MEANINGS } from "../../../../../contracts/replies/meanings";
import { tokensOf } from "../../../../../services/domain/replies/meaning/answer-tokens";
import { phrasesIn } from "../../../../../services/domain/replies/meaning/cover-answer";
import { meaningOf } from "../../../../../services/domain/replies/meaning/meaning";
import { KNOWN_PICTURES, SCOPES } from "../../../../../services/domain/replies/meaning/vocabulary";
import { anyCharacter, fc, runs } from "../../../../support/data/properties";
import { answersOf } from "./stored-answers";

const language = fc.constantFrom(undefined, ...LANGUAGES);
const stored = LANGUAGES.flatMap((one) => Object.values(answersOf(one)).flat());
const cancellations = LANGUAGES.flatMap((one) => answersOf(one).CANCEL.map((answer) => ({ answer, language: one })));

test("every text has a meaning", () => {
  const word = fc.constantFrom(...stored, "x", "c", "stop", "“", "”", ">", "\n", "?", "-", "❌", "ﷺ", "ẞ", "İ");
  const text = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 60 }),
    fc.array(word, { maxLength: 8 }).map((all) => all.join(" ")),
  );
  fc.assert(
    fc.property(text, language, (answer, of) => MEANINGS.includes(meaningOf(answer, of))),
    runs(150),
  );
});

test("no word of negation, doubt or question leaves a cancellation one", () => {
  const doubts = ["don't ", "do not ", "not ", "never ", "I didn't ", "who said ", "why ", "if I ", "cannot "];
  const doubt = fc.oneof(
    fc.constantFrom(...doubts).map((words) => (answer: string) => words + answer),
    fc
      .constantFrom("?", " ?", " or not", " maybe", " if it rains", " the gym", " but not today")
      .map((words) => (answer: string) => answer + words),
  );
  fc.assert(
    fc.property(
      doubt,
      fc.constantFrom(...cancellations),
      (doubted, one) => meaningOf(doubted(one.answer), one.language) !== "CANCEL",
    ),
    runs(400),
  );
});

test("a cancellation is never read out of an answer with another meaning, whatever language the text had", () => {
  const others = LANGUAGES.flatMap((one) => {
    const { CANCEL: _, ...answers } = answersOf(one);
    return Object.values(answers).flatMap((all) => all.map((answer) => ({ answer, of: one })));
  });
  const taken = others.filter(({ answer, of }, index) =>
    [undefined, of, LANGUAGES[index % LANGUAGES.length]].some((given) => meaningOf(answer, given) === "CANCEL"),
  );
  expect(taken).toEqual([]);
});

/** Reads of words while phrases are looked for. */
function readsFor(text: string): number {
  let reads = 0;
  const words = tokensOf(text, KNOWN_PICTURES).tokens.map((token) => token.text);
  const counted = new Proxy(words, {
    get(target, name, receiver) {
      if (typeof name === "string" && /^\d+$/.test(name)) reads += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  phrasesIn(counted, SCOPES);
  return reads;
}

test.each([
  "i am not going to be able to ",
  "stop sending me all of the ",
  "no no ",
  "x ",
  "取消",
  "可以改时间",
  "can we please ",
])("twice as many words take twice the work: %s", (piece) => {
  const once = readsFor(piece.repeat(60));
  expect(readsFor(piece.repeat(120))).toBeLessThanOrEqual(2 * once + 100);
});

test("a long answer of one piece, over and over, ends", () => {
  const pieces = ["a", "“", "«", "\n>", "x ", "cancel ", "no puedo ", "ﷺ", "取消", "👍", "- M ", "aab", "\u0301", "'"];
  expect(pieces.map((piece) => meaningOf(piece.repeat(100_000))).filter((one) => !MEANINGS.includes(one))).toEqual([]);
});
