/** The texts of docs/clinics.md: one in each language, as the patients of an example clinic get it. */
import { resolve } from "node:path";
import escapeHtml from "escape-html";
import { type Clinic, onlyClinic } from "../../contracts/clinics/clinic";
import { CATALOGUES_FOLDER, readCatalogues } from "../../contracts/texts/catalogues";
import { isRightToLeft } from "../../services/domain/content/fill-message";
import { sampleText } from "../../services/domain/text-lint/lint-text";
import { figuresOf } from "../../services/domain/text-lint/text-figures";

const PROJECT = resolve(import.meta.dirname, "../..");
const BEGIN = "<!-- Written by `npm run texts`. -->";
const END = "<!-- The end of what `npm run texts` writes. -->";

const SETTINGS = {
  timeZone: "America/Los_Angeles",
  defaultCountry: "US",
  countries: ["US"],
  smsWording: "no-reply",
  sendWindow: "always",
} as const;
const CLINIC: Clinic = { ...onlyClinic(SETTINGS), id: "north", name: "North Clinic", phone: "(206) 555-0100" };

/** @returns the page with today's texts between its two marks */
export function withTexts(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const [, after] = (rest ?? "").split(END);
  if (before === undefined || after === undefined) throw new Error("docs/clinics.md has no place for the texts.");
  return `${before}${BEGIN}\n\n${textsOfAll()}\n${END}${after}`;
}

function textsOfAll(): string {
  const read = readCatalogues(resolve(PROJECT, CATALOGUES_FOLDER));
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const messages = new Map(read.catalogues.map((catalogue) => [catalogue.language, catalogue.messages]));
  const texts = { find: (language: Clinic["language"]) => messages.get(language) ?? missing(language) };
  const names = new Intl.DisplayNames("en", { type: "language" });
  const blocks = read.catalogues.map(({ language, reviewed }) => {
    const { text, parts, characters } = figuresOf(sampleText("typical", { clinic: CLINIC, language }, texts));
    const review = reviewed.sms ? "" : ", not reviewed by a native speaker";
    const figures = `${parts} ${parts === 1 ? "part" : "parts"}, ${characters} characters${review}`;
    const direction = isRightToLeft(language) ? "rtl" : "ltr";
    return [
      `**${names.of(language)}** (\`${language}\`; ${figures})`,
      "",
      `<blockquote lang="${language}" dir="${direction}">${escapeHtml(text)}</blockquote>`,
      "",
    ].join("\n");
  });
  return blocks.join("\n");
}

function missing(language: string): never {
  throw new Error(`There is no catalogue of ${language}.`);
}
