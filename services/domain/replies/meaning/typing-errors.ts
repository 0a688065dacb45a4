/** Corrects one typing error in a long word. */
import type { Language } from "../../../../contracts/clinics/languages";
import { SCOPES, type Scope, vocabularyOf } from "./vocabulary";

const MIN_LETTERS = 6;

/** By first and last letter, which a typing error leaves alone: another ending can be another meaning. */
const longWords = new Map<Scope, ReadonlyMap<string, readonly string[]>>();

function longWordsOf(scope: Scope): ReadonlyMap<string, readonly string[]> {
  const read = longWords.get(scope);
  if (read) return read;
  const { words, doubts } = vocabularyOf(scope);
  const byEnds = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < MIN_LETTERS - 1 || doubts.has(word)) continue;
    const known = byEnds.get(ends(word));
    if (known) known.push(word);
    else byEnds.set(ends(word), [word]);
  }
  longWords.set(scope, byEnds);
  return byEnds;
}

/**
 * @param given the language of the text: words of it and of English are meant, and of any language if it is not known
 * @returns the known words that are one letter away: changed, missing, doubled, added, or swapped with the next
 */
export function correctionsOf(word: string, given: Language | undefined): string[] {
  if (word.length < MIN_LETTERS || isKnown(word)) return [];
  const scopes: readonly Scope[] = given ? ["all", "en", given] : SCOPES;
  const near = scopes
    .flatMap((scope) => longWordsOf(scope).get(ends(word)) ?? [])
    .filter((known) => isOneAway(word, known));
  if (near.length > 0) return [...new Set(near)];
  const swapped = lastSwapped(word);
  return scopes.some((scope) => vocabularyOf(scope).words.has(swapped)) ? [swapped] : [];
}

export function isKnown(word: string): boolean {
  return SCOPES.some((scope) => vocabularyOf(scope).words.has(word));
}

function ends(word: string): string {
  return `${word[0]}${word.at(-1)}`;
}

/** `cancle`: the last two letters are swapped. */
function lastSwapped(word: string): string {
  return `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`;
}

function isOneAway(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  const isSwap = short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
  return isSwap || short.slice(at + 1) === long.slice(at + 1);
}
