/**
 * How well answers are understood, by those of `answers.<language>.json`. They were written before the tables of words;
 * every second one was kept back while the words were tuned, and is measured here.
 */
import { LANGUAGES, type Language } from "../../../../../contracts/clinics/languages";
import { MEANINGS } from "../../../../../contracts/replies/meanings";
import { meaningOf } from "../../../../../services/domain/replies/meaning/meaning";
import { answersOf } from "./stored-answers";

function judged(language: Language, half: 0 | 1) {
  return MEANINGS.flatMap((wanted) =>
    answersOf(language)
      [wanted].filter((_, index) => index % 2 === half)
      .map((answer) => ({ answer, wanted, found: meaningOf(answer, language) })),
  );
}

describe.each(LANGUAGES.filter((language) => answersOf(language).CONFIRM.length > 0))("Answers in %s", (language) => {
  test("nine in ten of the clear ones that were kept back are understood", () => {
    const clear = judged(language, 1).filter(({ wanted }) => wanted !== "UNCLEAR");
    const understood = clear.filter(({ wanted, found }) => found === wanted);
    expect(clear.length).toBeGreaterThanOrEqual(20);
    expect(understood.length / clear.length).toBeGreaterThanOrEqual(0.9);
  });

  test("none is taken for something that it does not mean", () => {
    const all = [...judged(language, 0), ...judged(language, 1)];
    expect(all.filter(({ wanted, found }) => found !== wanted && found !== "UNCLEAR")).toEqual([]);
  });
});
