import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LANGUAGES } from "../../../contracts/clinics/languages";
import { MESSAGES, TEXTS_FOLDER } from "../../../contracts/texts/messages";
import { compiledCatalogues } from "../../../infra/stack/settings/text-catalogues";
import { textFiles } from "../../../services/adapters/text-files";
import { TestFolder } from "../../support/test-folder";

const folder = new TestFolder();
afterAll(() => folder.remove());
beforeAll(() => {
  for (const [path, content] of compiledCatalogues()) {
    mkdirSync(dirname(folder.at(path)), { recursive: true });
    writeFileSync(folder.at(path), content);
  }
});

test.each(LANGUAGES)("a bundle has the messages in %s", (language) => {
  const messages = textFiles(folder.at(TEXTS_FOLDER)).find(language);
  expect(Object.keys(messages).sort()).toEqual(Object.keys(MESSAGES).sort());
});

test("a language is read once", () => {
  const texts = textFiles(folder.at(TEXTS_FOLDER));
  expect(texts.find("es")).toBe(texts.find("es"));
});

test("a bundle without a language fails instead of writing in another", () => {
  expect(() => textFiles(join(folder.at("nothing"))).find("es")).toThrow("ENOENT");
});
