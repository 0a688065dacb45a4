/** The messages that patients read, by language and clinic. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import type { CompiledMessage, CompiledMessages, MessageName } from "../../../contracts/texts/messages";

/** The catalogues of messages. */
export interface Texts {
  /** The catalogue of a language. */
  find(language: Language): CompiledMessages;
}

/**
 * Texts of which all catalogues are in memory.
 * @throws Error if there is no catalogue of a language
 */
export function textsInMemory(
  catalogues: readonly { readonly language: Language; readonly messages: CompiledMessages }[],
): Texts {
  const messages = new Map(catalogues.map((catalogue) => [catalogue.language, catalogue.messages]));
  return {
    find(language) {
      const found = messages.get(language);
      if (!found) throw new Error(`There is no catalogue of ${language}.`);
      return found;
    },
  };
}

/** A message as the clinic words it: its own, or the one of the catalogue. */
export function messageOf(name: MessageName, language: Language, clinic: Clinic, texts: Texts): CompiledMessage {
  return clinic.texts[language]?.[name] ?? texts.find(language)[name];
}
