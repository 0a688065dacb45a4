import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../contracts/clinics/languages";
import type { CompiledMessages } from "../../contracts/texts/messages";
import { hasLanguageData } from "../domain/content/dates/language-data";
import type { Texts } from "../domain/content/texts";
import type { Logger } from "../domain/ports";

/**
 * The catalogues of a bundle. A language is read when a patient first needs it, so that a function's start does not grow
 * with the number of languages. A language whose dates this runtime does not know is reported then.
 * @param folder has a JSON file for each language
 */
export function textFiles(folder: string, logger: Logger): Texts {
  const found = new Map<Language, CompiledMessages>();
  return {
    find(language) {
      let messages = found.get(language);
      if (!messages) {
        messages = JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8")) as CompiledMessages;
        found.set(language, messages);
        if (!hasLanguageData(language)) logger.error("language data missing", { code: "NO_LANGUAGE_DATA", language });
      }
      return messages;
    },
  };
}
