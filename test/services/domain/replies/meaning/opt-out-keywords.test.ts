/** The keywords that AWS and the law require. */
import { meaningOf } from "../../../../../services/domain/replies/meaning/meaning";
import { HELP_WORDS, OPT_OUT_WORDS } from "../../../../../services/domain/text-lint/opt-out-words";

const dressings: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toLowerCase(),
  (word) => `${word[0]}${word.slice(1).toLowerCase()}`,
  (word) => ` ${word}. `,
  (word) => `${word}!!!`,
  (word) => `"${word}"`,
  (word) => `“${word.toLowerCase()}”`,
  (word) => `${word}?`,
  (word) => `(${word})\n`,
  (word) => `${word} please`,
  (word) => `Please ${word.toLowerCase()}`,
  (word) => `${word}\n\nSent from my iPhone`,
  (word) =>
    Array.from(word, (letter) =>
      /[A-Z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter,
    ).join(""),
];

test.each(OPT_OUT_WORDS.filter(({ word }) => word !== "CANCEL"))(
  "$word alone is an opt-out in every case and punctuation, in a text of any language",
  ({ word }) => {
    const missed = dressings
      .map((dress) => dress(word))
      .filter((answer) =>
        [undefined, "en", "es", "fr", "ar"].some((language) => meaningOf(answer, language as "en") !== "STOP"),
      );
    expect(missed).toEqual([]);
  },
);

test("CANCEL, which a text asks for in one of its wordings, cancels the appointment where it arrives", () => {
  expect(meaningOf("CANCEL")).toBe("CANCEL");
});

test.each(HELP_WORDS)("$word asks for help", ({ word }) => {
  expect(meaningOf(word)).toBe("HELP");
});
