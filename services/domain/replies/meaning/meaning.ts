/** What an answer to a text means. */
import { LANGUAGES, type Language } from "../../../../contracts/clinics/languages";
import type { Meaning } from "../../../../contracts/replies/meanings";
import { type Token, tokensOf } from "./answer-tokens";
import { coversOf, type Found, phrasesIn } from "./cover-answer";
import { type Names, namesIn } from "./names";
import { asksToStop } from "./opt-outs";
import { reactionIn, withoutQuotations } from "./quoted-text";
import { type Resolved, resolveMeaning } from "./resolve-meaning";
import { correctionsOf, isKnown } from "./typing-errors";
import { KNOWN_PICTURES, SCOPES, type Scope } from "./vocabulary";

/** More than any text message has: 10 parts of 160 characters, and as many again. */
const MAX_CHARACTERS = 3_200;
/** An answer of more words says more than one thing. */
const MAX_WORDS = 40;
const MAX_CORRECTIONS = 5;

/**
 * The meaning of an answer: never a cancellation that nobody asked for, never a missed opt-out, and otherwise unclear
 * unless phrases of one meaning cover all of it.
 * @param text as the patient wrote it, of any length
 * @param language of the text that it answers: it decides where a word means different things in different languages
 */
export function meaningOf(text: string, language?: Language): Meaning {
  // 1. Take off what is not the patient's own words.
  const written = text.slice(0, MAX_CHARACTERS);
  const reaction = reactionIn(written);
  if (reaction) return reaction;
  // 2. Make the words comparable.
  const { tokens, isQuestion } = tokensOf(withoutQuotations(written), KNOWN_PICTURES);
  // 3. Try the language of the text and English, and then all of them.
  return (language && inNearLanguages(tokens, isQuestion, language)) ?? inAllLanguages(tokens, isQuestion, language);
}

/** @returns undefined if the answer is not certain in the given language: it may be in another */
function inNearLanguages(read: readonly Token[], isQuestion: boolean, given: Language): Meaning | undefined {
  const { tokens, phrases } = withoutEchoes(read, [...new Set<Scope>(["all", given, "en"])]);
  if (tokens.length > MAX_WORDS) return undefined;
  const meaning = resolve(tokens, phrases, NO_NAMES, isQuestion, ({ scope }) => scope === given || scope === "all");
  return meaning === undefined || meaning === "REFUSED" || meaning === "UNCLEAR" ? undefined : meaning;
}

function inAllLanguages(read: readonly Token[], isQuestion: boolean, given: Language | undefined): Meaning {
  const { tokens, phrases } = withoutEchoes(read, SCOPES);
  if (tokens.length === 0) return "UNCLEAR";
  // An opt-out counts wherever it stands.
  if (asksToStop(tokens, phrases, isQuestion)) return "STOP";
  if (tokens.length > MAX_WORDS) return "UNCLEAR";
  // Anything else must be all that is said, with one typing error at most.
  const names = namesIn(tokens, given);
  const exact = inAnyLanguage(tokens, phrases, names, isQuestion, given);
  return exact ?? withCorrection(tokens, names, isQuestion, given) ?? "UNCLEAR";
}

const NO_NAMES: Names = new Map();

interface Read {
  readonly tokens: readonly Token[];
  readonly phrases: readonly (readonly Found[])[];
}

function withoutEchoes(tokens: readonly Token[], scopes: readonly Scope[]): Read {
  const phrases = phrasesIn(
    tokens.map(({ text }) => text),
    scopes,
  );
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = Math.max(0, ...(phrases[at] ?? []).filter(({ kind }) => kind === "echoes").map((found) => found.end));
    const token = tokens[at];
    if (end === 0 && token) kept.push(token);
    at = Math.max(end, at + 1);
  }
  if (kept.length === tokens.length) return { tokens, phrases };
  const again = kept.map(({ text }) => text);
  return { tokens: kept, phrases: phrasesIn(again, scopes) };
}

/** @returns undefined if no language has phrases for all words */
function inAnyLanguage(
  tokens: readonly Token[],
  phrases: readonly (readonly Found[])[],
  names: Names,
  isQuestion: boolean,
  given: Language | undefined,
): Meaning | undefined {
  const own = (language: Language) =>
    resolve(tokens, phrases, names, isQuestion, ({ scope }) => scope === language || scope === "all");
  const mixed = (language: Language) =>
    resolve(
      tokens,
      phrases,
      names,
      isQuestion,
      ({ scope, kind }) => scope === language || scope === "all" || scope === "en" || SHARED.has(kind),
    );
  return agreed(own, given) ?? agreed(mixed, given);
}

function resolve(
  tokens: readonly Token[],
  phrases: readonly (readonly Found[])[],
  names: Names,
  isQuestion: boolean,
  isAllowed: (found: Found) => boolean,
): Resolved | undefined {
  const all = new Set(coversOf(tokens, phrases, names, isAllowed).map((parts) => resolveMeaning(parts, isQuestion)));
  // Thanks may also count as a word that says nothing.
  if (all.has("COURTESY")) all.delete("UNCLEAR");
  const [first, ...others] = all;
  return others.length === 0 ? first : "UNCLEAR";
}

/** Thanks and greetings are often of another language than the rest. */
const SHARED: ReadonlySet<string> = new Set(["courtesy"]);

/** What the languages agree on; otherwise what the given one says, or English. */
function agreed(
  inLanguage: (language: Language) => Resolved | undefined,
  given: Language | undefined,
): Meaning | undefined {
  const own = given && inLanguage(given);
  if (own) return own === "REFUSED" ? "UNCLEAR" : own;
  const found = LANGUAGES.map(inLanguage);
  const meanings = new Set(found.filter((one) => one !== undefined && one !== "REFUSED" && one !== "UNCLEAR"));
  const [first, ...others] = meanings;
  if (first !== undefined && others.length === 0) return first as Meaning;
  if (first !== undefined) {
    const english = found[LANGUAGES.indexOf("en")];
    return english !== undefined && english !== "REFUSED" ? english : "UNCLEAR";
  }
  return found.some((one) => one !== undefined) ? "UNCLEAR" : undefined;
}

function withCorrection(
  tokens: readonly Token[],
  names: Names,
  isQuestion: boolean,
  given: Language | undefined,
): Meaning | undefined {
  const unknown = tokens.flatMap(({ text }, at) => (isKnown(text) || names.has(at) ? [] : [at]));
  const [place, ...others] = unknown;
  if (place === undefined || others.length > 0) return undefined;
  const token = tokens[place] as Token;
  const meanings = new Set<Meaning | undefined>();
  for (const known of correctionsOf(token.text, given).slice(0, MAX_CORRECTIONS)) {
    const corrected = tokens.with(place, { ...token, text: known });
    const words = corrected.map(({ text }) => text);
    const phrases = phrasesIn(words, SCOPES);
    const isStop = asksToStop(corrected, phrases, isQuestion);
    meanings.add(isStop ? "STOP" : inAnyLanguage(corrected, phrases, names, isQuestion, given));
  }
  meanings.delete(undefined);
  const [first, ...more] = meanings;
  return more.length === 0 ? first : "UNCLEAR";
}
