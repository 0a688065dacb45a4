/** The words of all languages, ready to be looked up. */
import { LANGUAGES, type Language } from "../../../../contracts/clinics/languages";
import { plainWord, tokensOf } from "./answer-tokens";
import { addBeginnings, type Phrase, parsePhrase } from "./phrase";
import { ar } from "./words/ar";
import { de } from "./words/de";
import { en } from "./words/en";
import { es } from "./words/es";
import { fr } from "./words/fr";
import { ht } from "./words/ht";
import { it } from "./words/it";
import { ko } from "./words/ko";
import type { LanguageWords, PhraseKind } from "./words/language-words";
import { pt } from "./words/pt";
import { ru } from "./words/ru";
import { tl } from "./words/tl";
import { PICTURES, universal } from "./words/universal";
import { vi } from "./words/vi";
import { zhHans } from "./words/zh-hans";

/** `all`: the keys, pictures and abbreviations that mean the same in every language. */
export type Scope = Language | "all";

const LANGUAGE_WORDS: Readonly<Record<Language, LanguageWords>> = {
  ...{ en, es, fr, de, pt, it, "zh-Hans": zhHans, vi, tl, ar, ko, ru, ht },
};
export const SCOPES: readonly Scope[] = ["all", ...LANGUAGES];

export interface Entry {
  readonly scope: Scope;
  readonly kind: PhraseKind;
  readonly phrase: Phrase;
}

/** The words of one language, or those of all. */
export interface Vocabulary {
  /** By each word with which a phrase can begin. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly words: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  /** Never a name, and never a typing error: the negations, and others. */
  readonly doubts: ReadonlySet<string>;
  readonly beforeName: ReadonlySet<string>;
}

const KINDS: readonly PhraseKind[] = [
  ...([
    "confirm",
    "okay",
    "cancel",
    "absent",
    "reschedule",
    "stop",
    "stopAlone",
    "stopInside",
    "start",
    "help",
  ] as const),
  ...(["courtesy", "filler", "reasons", "strangers", "unclear", "echoes"] as const),
];

export const KNOWN_PICTURES: ReadonlySet<string> = new Set(PICTURES);

/** Where umlauts and `ß` are lost, two letters stand for them as often as one. */
const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue" };

const vocabularies = new Map<Scope, Vocabulary>();

/** Read when an answer first needs it: most answers are in the language of the text, or in English. */
export function vocabularyOf(scope: Scope): Vocabulary {
  let vocabulary = vocabularies.get(scope);
  if (!vocabulary) {
    vocabulary = readVocabulary(scope, scope === "all" ? universal : LANGUAGE_WORDS[scope]);
    vocabularies.set(scope, vocabulary);
  }
  return vocabulary;
}

function readVocabulary(scope: Scope, language: LanguageWords): Vocabulary {
  const entries = new Map<string, Entry[]>();
  const words = new Set<string>();
  const wordsOf = (piece: string) => {
    const found = plainWords(piece);
    for (const word of found) words.add(word);
    return found;
  };
  const groups = new Map<string, Phrase>();
  for (const [name, pattern] of Object.entries(language.groups ?? {})) {
    groups.set(name, parsePhrase(pattern, groups, wordsOf));
  }
  for (const kind of KINDS) {
    for (const pattern of (language[kind] ?? []).flatMap((natural) => spellingsOf(natural, scope))) {
      const phrase = parsePhrase(pattern, groups, wordsOf);
      const begins = new Set<string>();
      if (addBeginnings(phrase, begins)) throw new Error(`a phrase of ${scope} can be empty: ${pattern}`);
      for (const word of begins) {
        const known = entries.get(word);
        if (known) known.push({ scope, kind, phrase });
        else entries.set(word, [{ scope, kind, phrase }]);
      }
    }
  }
  const negations = new Set(language.negations.flatMap(wordsOf));
  const doubts = new Set([...negations, ...language.doubts.flatMap(wordsOf)]);
  return { entries, words, negations, doubts, beforeName: new Set(language.beforeName.flatMap(wordsOf)) };
}

function spellingsOf(pattern: string, scope: Scope): string[] {
  const spelled = scope === "de" ? pattern.replace(/[äöü]/gi, (letter) => UMLAUTS[letter] ?? letter) : pattern;
  return spelled === pattern ? [pattern] : [pattern, spelled];
}

const plain = new Map<string, readonly string[]>();
/** Letters, apostrophes and spaces, and no script whose characters are words. */
const SIMPLE = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Mn}' ]*$/u;

/** The words of a piece as {@link tokensOf} has them, read in a shorter way where that is possible. */
function plainWords(piece: string): readonly string[] {
  let words = plain.get(piece);
  if (!words) {
    words = SIMPLE.test(piece)
      ? piece.replaceAll("'", "").split(" ").filter(Boolean).map(plainWord)
      : tokensOf(piece, KNOWN_PICTURES).tokens.map(({ text }) => text);
    plain.set(piece, words);
  }
  return words;
}
