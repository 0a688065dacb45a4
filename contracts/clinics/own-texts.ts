/** The messages that a profile has instead of those of the catalogues. */
import { compileMessage } from "../texts/compile-message";
import { type CompiledMessage, MESSAGES, type MessageName } from "../texts/messages";
import type { OwnTexts } from "./clinic";
import type { ClinicProfile } from "./profile-schema";

/**
 * Compiles the messages of a profile, which always has a name.
 * @returns also what is wrong with them, one line each, with the language and the name of the message
 */
export function compileOwnTexts({ texts, phone }: Pick<ClinicProfile, "texts" | "phone">): {
  texts: OwnTexts;
  problems: string[];
} {
  const problems: string[] = [];
  const certain = phone === undefined ? ["clinic"] : ["clinic", "clinicPhone"];
  const compiled: Record<string, Record<string, CompiledMessage>> = {};
  for (const [language, messages] of Object.entries(texts ?? {})) {
    for (const [name, source] of Object.entries(messages ?? {})) {
      const place = `texts.${language}.${name}`;
      if (!isMessage(name)) {
        problems.push(`${place}: there is no such message; there are ${Object.keys(MESSAGES).join(", ")}`);
        continue;
      }
      const result = compileMessage(name, source, certain);
      if (result.ok) compiled[language] = { ...compiled[language], [name]: result.message };
      else problems.push(...result.problems.map((problem) => `${place}: the message ${problem}`));
    }
  }
  return { texts: compiled as OwnTexts, problems };
}

function isMessage(name: string): name is MessageName {
  return Object.hasOwn(MESSAGES, name);
}
