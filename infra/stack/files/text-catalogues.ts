import { resolve } from "node:path";
import { CATALOGUES_FOLDER, type Catalogue, readCatalogues } from "../../../contracts/texts/catalogues";
import { TEXTS_FOLDER } from "../../../contracts/texts/messages";
import { projectFolder } from "./project-folder";

/**
 * The catalogues of all languages.
 * @throws Error with a line for each problem of a catalogue
 */
export function catalogues(): readonly Catalogue[] {
  const result = readCatalogues(resolve(projectFolder(), CATALOGUES_FOLDER));
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.catalogues;
}

/** The compiled messages of every language, as the bundles of the consumers have them: content by path in the bundle. */
export function compiledCatalogues(): ReadonlyMap<string, string> {
  return new Map(
    catalogues().map(({ language, messages }) => [`${TEXTS_FOLDER}/${language}.json`, JSON.stringify(messages)]),
  );
}
