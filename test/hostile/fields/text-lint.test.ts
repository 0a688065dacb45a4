/** Whatever a clinic writes, lint ends, and names only what is there. */

import { LANGUAGES } from "../../../contracts/clinics/languages";
import { trappedAnswers } from "../../../services/domain/text-lint/answers";
import { conditionWords } from "../../../services/domain/text-lint/condition-words";
import { linkFindings } from "../../../services/domain/text-lint/links";
import { anyCharacter, fc } from "../../support/data/properties";

const PIECES = [
  "Reply ",
  "CANCEL",
  "STOP",
  "END.",
  "appointment",
  "https://",
  "clinic.org",
  "@",
  ":",
  "/",
  "(",
  "«",
  "HIV",
  "é",
  "癌",
  " ",
];
const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join("")),
);
const DOMAINS = ["clinic.org"];

test("an answer that is named stands in the text", () => {
  fc.assert(
    fc.property(text, (given) => trappedAnswers(given).every(({ word }) => given.includes(word.split(" ")[0] ?? ""))),
  );
});

test("a link that is found is at none of the allowed domains, or is not plain https", () => {
  fc.assert(
    fc.property(text, (given) =>
      linkFindings(given, DOMAINS).every(
        ({ host, problem }) => problem !== "other-domain" || !(host === "clinic.org" || host.endsWith(".clinic.org")),
      ),
    ),
  );
});

test("a word that gives a condition away is found again in the text alone", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...LANGUAGES), (given, language) =>
      conditionWords(given, language).every((word) => conditionWords(word, language).includes(word)),
    ),
  );
});

test.each([
  "(".repeat(200_000),
  "Reply ".repeat(40_000),
  "https://a@".repeat(20_000),
  "a.".repeat(100_000),
  "癌".repeat(200_000),
])("a text of two hundred thousand characters is read in one go", (given) => {
  expect(trappedAnswers(given).length).toBeLessThan(100);
  expect(linkFindings(given, DOMAINS).length).toBeGreaterThanOrEqual(0);
  expect(conditionWords(given, "zh-Hans").length).toBeLessThan(10);
});
