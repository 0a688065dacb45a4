/** Corrects one typing error in a long word. */
import type { Language } from "../../../../contracts/clinics/languages";
import { VOCABULARY } from "./vocabulary";

const MIN_LETTERS = 6;

/** By first and last letter, which a typing error leaves alone: another ending can be another meaning. */
const longWords = new Map<string, string[]>();
for (const word of VOCABULARY.words.keys()) {
  if (word.length >= MIN_LETTERS - 1 && !VOCABULARY.doubts.has(word)) {
    const key = ends(word);
    const known = longWords.get(key);
    if (known) known.push(word);
    else longWords.set(key, [word]);
  }
}

/**
 * @param given the language of the text: words of it and of English are meant, and of any language if it is not known
 * @returns the known words that are one letter away: changed, missing, doubled, added, or swapped with the next
 */
export function correctionsOf(word: string, given: Language | undefined): string[] {
  if (word.length < MIN_LETTERS || VOCABULARY.words.has(word)) return [];
  const swapped = (longWords.get(ends(word)) ?? []).filter((known) => isOneAway(word, known));
  return (swapped.length > 0 ? swapped : lastSwapped(word)).filter((known) => isOf(known, given));
}

function isOf(word: string, given: Language | undefined): boolean {
  const scopes = VOCABULARY.words.get(word);
  return given === undefined || ([given, "en", "all"] as const).some((scope) => scopes?.has(scope));
}

function ends(word: string): string {
  return `${word[0]}${word.at(-1)}`;
}

/** `cancle`: the last two letters are swapped. */
function lastSwapped(word: string): string[] {
  const other = `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`;
  return VOCABULARY.words.has(other) && other !== word ? [other] : [];
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
