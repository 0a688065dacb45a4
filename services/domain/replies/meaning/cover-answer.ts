/** Covers a whole answer with phrases. */
import type { Token } from "./answer-tokens";
import type { Names } from "./names";
import { endsOf } from "./phrase";
import { type Scope, vocabularyOf } from "./vocabulary";
import type { PhraseKind } from "./words/language-words";

/** A phrase that was found, from its first word. */
export interface Found {
  readonly scope: Scope;
  readonly kind: PhraseKind;
  readonly end: number;
}

/** The phrases of some languages that begin at each word. */
export function phrasesIn(words: readonly string[], scopes: readonly Scope[]): readonly (readonly Found[])[] {
  return words.map((word, start) =>
    scopes
      .flatMap((scope) => vocabularyOf(scope).entries.get(word) ?? [])
      .flatMap(({ scope, kind, phrase }) => [...endsOf(phrase, words, start)].map((end) => ({ scope, kind, end }))),
  );
}

/**
 * What an answer consists of. `doubt`: an X after other words, where it may be a kiss; a cancellation that goes on from
 * `I can't` without punctuation; or a wish for another time that goes on from `no`.
 */
export type Part = PhraseKind | "key" | "name" | "signature" | "doubt";
export type Parts = ReadonlySet<Part>;

const X_KEY = "x";

/** Words for no that also negate what follows: `no, I want to reschedule`, but `no need to reschedule`. */
const NO: ReadonlySet<string> = new Set(["no", "nao"]);
/** Words that begin a clause of their own, with punctuation or without. */
const BEGINS_CLAUSE: ReadonlySet<string> = new Set("i we id ill im wed well can could please pls lets".split(" "));

/**
 * The ways to cover all words with the fewest phrases.
 * @returns none if the words cannot be covered
 */
export function coversOf(
  tokens: readonly Token[],
  phrases: readonly (readonly Found[])[],
  names: Names,
  isAllowed: (found: Found) => boolean,
): Parts[] {
  const reached: Map<string, Cover>[] = Array.from({ length: tokens.length + 1 }, () => new Map());
  reached[0]?.set("", { parts: new Set(), last: undefined, pieces: 0 });
  for (let start = 0; start < tokens.length; start += 1) {
    for (const cover of reached[start]?.values() ?? []) {
      const name = names.get(start);
      if (name) keep(reached[start + 1], cover, name);
      for (const found of phrases[start] ?? []) {
        if (isAllowed(found)) keep(reached[found.end], cover, partOf(tokens, phrases, start, found, cover.last));
      }
    }
  }
  const all = [...(reached[tokens.length]?.values() ?? [])];
  const fewest = Math.min(...all.map(({ pieces }) => pieces));
  return all.filter(({ pieces }) => pieces === fewest).map(({ parts }) => parts);
}

interface Cover {
  readonly parts: Parts;
  readonly last: Part | undefined;
  readonly pieces: number;
}

function partOf(
  tokens: readonly Token[],
  phrases: readonly (readonly Found[])[],
  start: number,
  { scope, kind, end }: Found,
  before: Part | undefined,
): Part {
  const first = tokens[start];
  if (end === start + 1 && first?.text === X_KEY) return start === 0 ? "key" : "doubt";
  const next = end > start + 1 ? tokens[start + 1] : undefined;
  const negates =
    next !== undefined && NO.has(first?.text ?? "") && !next.startsClause && !BEGINS_CLAUSE.has(next.text);
  if (kind === "reschedule" && negates) return "doubt";
  if (kind !== "cancel" || before !== "absent" || first?.startsClause) return kind;
  // `I can't make it please cancel` asks for it; `I can't cancel` does not.
  return phrases[start]?.some((other) => other.kind === "filler" && other.scope === scope) ? kind : "doubt";
}

function keep(covers: Map<string, Cover> | undefined, before: Cover, part: Part): void {
  const parts = new Set(before.parts).add(part);
  const name = [...[...parts].sort(), part].join();
  const pieces = before.pieces + 1;
  const known = covers?.get(name);
  if (!known || known.pieces > pieces)
    covers?.set(name, { parts, last: part === "filler" ? before.last : part, pieces });
}
