/** Reads the catalogues of messages: for each language a folder with `sms.json` and `email.json`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { LANGUAGES, type Language } from "../clinics/languages";
import { compileMessage } from "./compile-message";
import {
  CHANNELS,
  type Channel,
  type CompiledMessage,
  type CompiledMessages,
  MESSAGES,
  type MessageName,
} from "./messages";

/** The catalogues, from the root of the project. */
export const CATALOGUES_FOLDER = "services/domain/content/catalogues";

const fileSchema = z.strictObject({
  /** Whether a native speaker has read the messages. */
  reviewed: z.boolean(),
  /** By name, in ICU MessageFormat. */
  messages: z.record(z.string(), z.string()),
});

export interface Catalogue {
  readonly language: Language;
  /** Whether a native speaker has read the messages of a channel. */
  readonly reviewed: Readonly<Record<Channel, boolean>>;
  /** In ICU MessageFormat. */
  readonly sources: Readonly<Record<MessageName, string>>;
  readonly messages: CompiledMessages;
}

export type CataloguesResult =
  | { readonly ok: true; readonly catalogues: readonly Catalogue[] }
  /** One line each, with the language, the message and the reason. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads and compiles the catalogues of all languages.
 * @param folder has a folder for each language
 */
export function readCatalogues(folder: string): CataloguesResult {
  const problems: string[] = [];
  const catalogues = LANGUAGES.map((language) => readCatalogue(folder, language, problems));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, catalogues };
}

function readCatalogue(folder: string, language: Language, problems: string[]): Catalogue {
  const reviewed: Partial<Record<Channel, boolean>> = {};
  const sources: Record<string, string> = {};
  const messages: Record<string, CompiledMessage> = {};
  for (const channel of CHANNELS) {
    const file = readFile(join(folder, language, `${channel}.json`));
    const named = (problem: string) => problems.push(`catalogue ${language}/${channel}.json: ${problem}`);
    if (typeof file === "string") {
      named(file);
      continue;
    }
    reviewed[channel] = file.reviewed;
    const names = namesOf(channel);
    for (const unknown of Object.keys(file.messages).filter((name) => !names.some((known) => known === name))) {
      named(`there is no message ${unknown}`);
    }
    for (const name of names) {
      const source = file.messages[name];
      const result = source === undefined ? undefined : compileMessage(name, source);
      if (source === undefined || !result) named(`the message ${name} is missing`);
      else if (!result.ok) for (const problem of result.problems) named(`the message ${name} ${problem}`);
      else {
        sources[name] = source;
        messages[name] = result.message;
      }
    }
  }
  return { language, reviewed, sources, messages } as Catalogue;
}

function readFile(path: string): z.infer<typeof fileSchema> | string {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === undefined ? "it must be JSON" : `it cannot be read (${code})`;
  }
  const parsed = fileSchema.safeParse(content);
  return parsed.success ? parsed.data : 'it must be { "reviewed": true or false, "messages": { ... } }';
}

function namesOf(channel: Channel): MessageName[] {
  return (Object.keys(MESSAGES) as MessageName[]).filter((name) => MESSAGES[name].channel === channel);
}
