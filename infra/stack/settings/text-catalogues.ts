import { resolve } from "node:path";
import { CATALOGUES_FOLDER, readCatalogues } from "../../../contracts/texts/catalogues";
import { TEXTS_FOLDER } from "../../../contracts/texts/messages";

/**
 * The compiled messages of every language, as the bundles of the consumers have them: content by path in the bundle.
 * @throws Error with a line for each problem of a catalogue
 */
export function compiledCatalogues(): ReadonlyMap<string, string> {
  const result = readCatalogues(resolve(import.meta.dirname, "../../..", CATALOGUES_FOLDER));
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return new Map(
    result.catalogues.map(({ language, messages }) => [`${TEXTS_FOLDER}/${language}.json`, JSON.stringify(messages)]),
  );
}
