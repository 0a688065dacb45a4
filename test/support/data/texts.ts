/** The catalogues of messages, as the functions have them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Language } from "../../../contracts/clinics/languages";
import { CATALOGUES_FOLDER, type Catalogue, readCatalogues } from "../../../contracts/texts/catalogues";
import { compiledCatalogues } from "../../../infra/stack/settings/text-catalogues";
import type { Texts } from "../../../services/domain/content/texts";

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

export const TEXTS: Texts = { find: (language) => catalogueOf(language).messages };

/** Writes the catalogues as a function's bundle has them. */
export function writeTexts(bundle: string): void {
  for (const [path, content] of compiledCatalogues()) {
    mkdirSync(dirname(join(bundle, path)), { recursive: true });
    writeFileSync(join(bundle, path), content);
  }
}
