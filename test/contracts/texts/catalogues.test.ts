import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES } from "../../../contracts/clinics/languages";
import { CATALOGUES_FOLDER, type Catalogue, readCatalogues } from "../../../contracts/texts/catalogues";
import { CHANNELS, MESSAGES, REPLY_MESSAGES } from "../../../contracts/texts/messages";
import { TestFolder } from "../../support/test-folder";

const FOLDER = join(import.meta.dirname, "../../..", CATALOGUES_FOLDER);
const folder = new TestFolder();
afterAll(() => folder.remove());

function catalogues(): readonly Catalogue[] {
  const result = readCatalogues(FOLDER);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.catalogues;
}

test("every language has every message", () => {
  expect(catalogues().map(({ language }) => language)).toEqual([...LANGUAGES]);
  for (const { messages } of catalogues()) expect(Object.keys(messages).sort()).toEqual(Object.keys(MESSAGES).sort());
});

test("the catalogue of the original texts counts as reviewed", () => {
  const reviewed = catalogues().filter((one) => CHANNELS.every((channel) => one.reviewed[channel]));
  expect(reviewed.map(({ language }) => language)).toContain("en");
});

test("a message that is missing, unknown or wrong, and a file that is missing or none, each have a line", () => {
  const copy = folder.at("catalogues");
  for (const language of LANGUAGES) {
    mkdirSync(join(copy, language), { recursive: true });
    for (const channel of CHANNELS) {
      const name = `${language}/${channel}.json`;
      if (name !== "ko/sms.json") writeFileSync(join(copy, name), readFileSync(join(FOLDER, name)));
    }
  }
  writeFileSync(join(copy, "es/sms.json"), '{ "reviewed": true, "messages": { "remainder": "x" } }');
  writeFileSync(join(copy, "fr/sms.json"), '{ "reviewed": true, "messages": { "reminder": "{date}" } }');
  writeFileSync(join(copy, "de/sms.json"), '{ "messages": {} }');
  writeFileSync(join(copy, "pt/sms.json"), "{");
  const texts = ["reminder", "moved", "cancelled", ...REPLY_MESSAGES];
  const result = readCatalogues(copy);
  expect(result.ok ? [] : result.problems).toEqual([
    "catalogue es/sms.json: there is no message remainder",
    ...texts.map((name) => `catalogue es/sms.json: the message ${name} is missing`),
    "catalogue fr/sms.json: the message reminder must show {time} in every case",
    ...texts.slice(1).map((name) => `catalogue fr/sms.json: the message ${name} is missing`),
    'catalogue de/sms.json: it must be { "reviewed": true or false, "messages": { ... } }',
    "catalogue pt/sms.json: it must be JSON",
    "catalogue ko/sms.json: it cannot be read (ENOENT)",
  ]);
});
