/** The English messages. They are part of the bundle in which the simulation runs, away from the catalogues' folder. */
import { compileMessage } from "../../../contracts/texts/compile-message";
import { type CompiledMessages, MESSAGES, type MessageName } from "../../../contracts/texts/messages";
import email from "../../../services/domain/content/catalogues/en/email.json";
import sms from "../../../services/domain/content/catalogues/en/sms.json";
import type { Texts } from "../../../services/domain/content/texts";

const sources: Readonly<Record<string, string>> = { ...sms.messages, ...email.messages };

function compiled(name: MessageName) {
  const result = compileMessage(name, sources[name] ?? "");
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.message;
}

const names = Object.keys(MESSAGES) as MessageName[];
const messages = Object.fromEntries(names.map((name) => [name, compiled(name)])) as CompiledMessages;

/** No patient of the simulation has another language. */
export const ENGLISH_TEXTS: Texts = { find: () => messages };
