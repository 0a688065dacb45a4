/** The catalogues of messages, as the functions have them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Language } from "../../../contracts/clinics/languages";
import { CATALOGUES_FOLDER, type Catalogue, readCatalogues } from "../../../contracts/texts/catalogues";
import { compileMessage } from "../../../contracts/texts/compile-message";
import type { CompiledMessage, CompiledMessages, MessageName } from "../../../contracts/texts/messages";
import { compiledCatalogues } from "../../../infra/stack/files/text-catalogues";
import type { Texts } from "../../../services/domain/content/texts";
import { ORIGINAL_EMAIL } from "./original-email";

function read(): ReadonlyMap<Language, Catalogue> {
  const result = readCatalogues(join(import.meta.dirname, "../../..", CATALOGUES_FOLDER));
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return new Map(result.catalogues.map((one) => [one.language, one]));
}

let catalogues: ReadonlyMap<Language, Catalogue> | undefined;

export function catalogueOf(language: Language): Catalogue {
  catalogues ??= read();
  const catalogue = catalogues.get(language);
  if (!catalogue) throw new Error(`there is no catalogue in ${language}`);
  return catalogue;
}

/** The catalogues. */
export const TEXTS: Texts = { find: (language) => catalogueOf(language).messages };

const ORIGINAL_REMINDER =
  "Reminder: Your appointment{practitioner, select, none {} other { with {practitioner}}} is scheduled for {date} at {time}." +
  "{place, select, none {} other { Location: {place}.}} " +
  "{wording, select, keys {Reply C to confirm or X to cancel.} reply {Reply CONFIRM to confirm or CANCEL to cancel.} " +
  "other {To change or cancel, please contact the clinic.}}";

const ORIGINAL_MESSAGES = Object.fromEntries(
  Object.entries({ reminder: ORIGINAL_REMINDER, ...ORIGINAL_EMAIL }).map(([name, source]) => [
    name,
    compiled(name as MessageName, source),
  ]),
) as CompiledMessages;

/**
 * In every language the text and the email of the original system, with the wording `keys` besides its own, whatever the
 * catalogues say: only tests of the catalogues fail when a wording changes.
 */
export const ORIGINAL_TEXTS: Texts = {
  find: () => ORIGINAL_MESSAGES,
};

export function compiled(name: MessageName, source: string): CompiledMessage {
  const result = compileMessage(name, source);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.message;
}

/** Writes the catalogues as a function's bundle has them. */
export function writeTexts(bundle: string): void {
  for (const [path, content] of compiledCatalogues()) {
    mkdirSync(dirname(join(bundle, path)), { recursive: true });
    writeFileSync(join(bundle, path), content);
  }
}
