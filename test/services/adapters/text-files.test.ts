import { LANGUAGES } from "../../../contracts/clinics/languages";
import { MESSAGES, TEXTS_FOLDER } from "../../../contracts/texts/messages";
import { textFiles } from "../../../services/adapters/text-files";
import { writeTexts } from "../../support/data/texts";
import { FakeLogger } from "../../support/fakes/fake-reports";
import { TestFolder } from "../../support/test-folder";

const folder = new TestFolder();
afterAll(() => folder.remove());
const logger = new FakeLogger();
beforeAll(() => writeTexts(folder.path));

test.each(LANGUAGES)("a bundle has the messages in %s", (language) => {
  const messages = textFiles(folder.at(TEXTS_FOLDER), logger).find(language);
  expect(Object.keys(messages).sort()).toEqual(Object.keys(MESSAGES).sort());
});

test("a language is read once", () => {
  const texts = textFiles(folder.at(TEXTS_FOLDER), logger);
  expect(texts.find("es")).toBe(texts.find("es"));
});

test("a bundle without a language fails instead of writing in another", () => {
  expect(() => textFiles(folder.at("nothing"), logger).find("es")).toThrow("ENOENT");
});

test("a language whose dates the runtime does not know is reported at its first use", () => {
  const known = jest.spyOn(Intl.DateTimeFormat, "supportedLocalesOf").mockReturnValue([]);
  try {
    const texts = textFiles(folder.at(TEXTS_FOLDER), logger);
    for (const language of ["vi", "vi", "ht"] as const) texts.find(language);
  } finally {
    known.mockRestore();
  }
  expect(logger.lines).toEqual([{ event: "language data missing", code: "NO_LANGUAGE_DATA", language: "vi" }]);
});
