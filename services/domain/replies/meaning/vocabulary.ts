/** The words of all languages, ready to be looked up. */
import { LANGUAGES, type Language } from "../../../../contracts/clinics/languages";
import { tokensOf } from "./answer-tokens";
import { beginningsOf, type Phrase, parsePhrase, wordsIn } from "./phrase";
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
const WORDS: readonly (readonly [Scope, LanguageWords])[] = [
  ["all", universal],
  ...LANGUAGES.map((language) => [language, LANGUAGE_WORDS[language]] as const),
];

export interface Entry {
  readonly scope: Scope;
  readonly kind: PhraseKind;
  readonly phrase: Phrase;
}

export interface Vocabulary {
  /** By each word with which a phrase can begin. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** The languages that have each word. */
  readonly words: ReadonlyMap<string, ReadonlySet<Scope>>;
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

function readVocabulary(): Vocabulary {
  const entries = new Map<string, Entry[]>();
  const words = new Map<string, Set<Scope>>();
  const addWord = (word: string, scope: Scope) => words.set(word, (words.get(word) ?? new Set()).add(scope));
  const [negations, doubts, beforeName] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const [scope, language] of WORDS) {
    const groups = new Map<string, Phrase>();
    for (const [name, pattern] of Object.entries(language.groups ?? {})) {
      groups.set(name, parsePhrase(pattern, groups, plainWords));
    }
    const add = (kind: PhraseKind, pattern: string) => {
      const phrase = parsePhrase(pattern, groups, plainWords);
      const begins = beginningsOf(phrase);
      if (begins.canBeEmpty) throw new Error(`a phrase of ${scope} can be empty: ${pattern}`);
      for (const word of begins.words) {
        const known = entries.get(word);
        if (known) known.push({ scope, kind, phrase });
        else entries.set(word, [{ scope, kind, phrase }]);
      }
      for (const word of wordsIn(phrase)) addWord(word, scope);
    };
    for (const kind of KINDS) {
      for (const pattern of language[kind] ?? []) {
        add(kind, pattern);
        if (scope === "de" && /[äöü]/i.test(pattern))
          add(
            kind,
            pattern.replace(/[äöü]/gi, (one) => UMLAUTS[one] ?? one),
          );
      }
    }
    const addAll = (to: Set<string>, natural: readonly string[]) => {
      for (const word of natural.flatMap(plainWords)) {
        to.add(word);
        addWord(word, scope);
      }
    };
    addAll(negations, language.negations);
    addAll(doubts, [...language.negations, ...language.doubts]);
    addAll(beforeName, language.beforeName);
  }
  return { entries, words, negations, doubts, beforeName };
}

const plain = new Map<string, readonly string[]>();

/** Pieces of phrases are often the same. */
function plainWords(piece: string): readonly string[] {
  const known = plain.get(piece) ?? tokensOf(piece, KNOWN_PICTURES).tokens.map(({ text }) => text);
  plain.set(piece, known);
  return known;
}

export const VOCABULARY: Vocabulary = readVocabulary();
