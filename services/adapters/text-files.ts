import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../contracts/clinics/languages";
import type { CompiledMessages } from "../../contracts/texts/messages";
import type { Texts } from "../domain/content/texts";

/**
 * The catalogues of a bundle. A language is read when a patient first needs it, so that a function's start does not grow
 * with the number of languages.
 * @param folder has a JSON file for each language
 */
export function textFiles(folder: string): Texts {
  const found = new Map<Language, CompiledMessages>();
  return {
    find(language) {
      let messages = found.get(language);
      if (!messages) {
        messages = JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8")) as CompiledMessages;
        found.set(language, messages);
      }
      return messages;
    },
  };
}
