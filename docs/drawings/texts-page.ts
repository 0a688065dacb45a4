/**
 * The texts of docs/clinics.md, as the patients of an example clinic get them: the reminder in each language, and what
 * acknowledges an answer in English.
 */
import { resolve } from "node:path";
import escapeHtml from "escape-html";
import { type Clinic, onlyClinic } from "../../contracts/clinics/clinic";
import { DEFAULT_SMS_WORDING } from "../../contracts/sms-wording";
import { CATALOGUES_FOLDER, type Catalogue, readCatalogues } from "../../contracts/texts/catalogues";
import { REPLY_MESSAGES } from "../../contracts/texts/messages";
import { isRightToLeft } from "../../services/domain/content/fill-message";
import { type Texts, textsInMemory } from "../../services/domain/content/texts";
import { sampleReply } from "../../services/domain/text-lint/lint-other-texts";
import { sampleText } from "../../services/domain/text-lint/lint-text";
import { figuresOf } from "../../services/domain/text-lint/text-figures";

const PROJECT = resolve(import.meta.dirname, "../..");
const BEGIN = "<!-- Written by `npm run texts`. -->";
const BEGIN_REPLIES = "<!-- Written by `npm run texts`: answers. -->";
const END = "<!-- The end of what `npm run texts` writes. -->";

const SETTINGS = {
  timeZone: "America/Los_Angeles",
  defaultCountry: "US",
  countries: ["US"],
  smsWording: DEFAULT_SMS_WORDING,
  sendWindow: "always",
} as const;
const CLINIC: Clinic = { ...onlyClinic(SETTINGS), id: "north", name: "North Clinic", phone: "(206) 555-0100" };

/** @returns the page with today's texts between its marks */
export function withTexts(page: string): string {
  const read = readCatalogues(resolve(PROJECT, CATALOGUES_FOLDER));
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const texts = textsInMemory(read.catalogues);
  return filled(filled(page, BEGIN, remindersOf(read.catalogues, texts)), BEGIN_REPLIES, repliesOf(texts));
}

function filled(page: string, begin: string, content: string): string {
  const [before, rest = ""] = page.split(begin);
  const end = rest.indexOf(END);
  if (before === undefined || end < 0) throw new Error(`docs/clinics.md has no place for the texts: ${begin}`);
  return `${before}${begin}\n\n${content}\n${rest.slice(end)}`;
}

function repliesOf(texts: Texts): string {
  const rows = REPLY_MESSAGES.map((name) => {
    const text = sampleReply(name, { clinic: CLINIC, language: "en" }, texts);
    return `| \`${name}\` | ${escapeHtml(text)} |\n`;
  });
  return `| message | text |\n| --- | --- |\n${rows.join("")}`;
}

function remindersOf(catalogues: readonly Catalogue[], texts: Texts): string {
  const names = new Intl.DisplayNames("en", { type: "language" });
  const blocks = catalogues.map(({ language, reviewed }) => {
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
