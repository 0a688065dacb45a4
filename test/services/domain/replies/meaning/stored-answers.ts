/** Answers as patients write them, with what they mean: half to tune the words by, half to measure them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../../../../contracts/clinics/languages";
import { MEANINGS, type Meaning } from "../../../../../contracts/replies/meanings";

export type Answers = Readonly<Record<Meaning, readonly string[]>>;

export function answersOf(language: Language): Answers {
  const file = join(__dirname, `answers.${language}.json`);
  const stored: Partial<Answers> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return Object.fromEntries(MEANINGS.map((meaning) => [meaning, stored[meaning] ?? []])) as unknown as Answers;
}
