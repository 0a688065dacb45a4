/** Finds names that an answer is signed with, or that it addresses: `Yes - Maria`, `thanks Dr. Lee`, `this is Juan Diaz`. */
import type { Language } from "../../../../contracts/clinics/languages";
import type { Token } from "./answer-tokens";
import { SCOPES, vocabularyOf } from "./vocabulary";

/** By its place: how a name is recognised. */
export type Names = ReadonlyMap<number, "name" | "signature">;

const MAX_NAMES = 3;
/** Shorter words are too often a name in one language and a word in another: Lee, Van, De. */
const MIN_COMMON = 4;

/**
 * The words that can only be a name: with a capital, after a word of address or a dash or on a last line of their own,
 * and unknown as a word.
 */
export function namesIn(tokens: readonly Token[], given: Language | undefined): Names {
  const names = new Map<number, "name" | "signature">();
  for (let at = 0; at < tokens.length; at += 1) {
    const isSignature = tokens[at]?.mayStartSignature === true && tokens.length - at <= MAX_NAMES;
    const isAddressed = at > 0 && isBeforeName(tokens[at - 1]?.text ?? "");
    if (!isSignature && !isAddressed) continue;
    let end = at;
    while (end - at < MAX_NAMES && isName(tokens[end], given)) end += 1;
    if (isSignature && end < tokens.length) continue;
    for (let place = at; place < end; place += 1) names.set(place, isAddressed ? "name" : "signature");
  }
  return names;
}

const isBeforeName = (word: string) => SCOPES.some((scope) => vocabularyOf(scope).beforeName.has(word));

function isName(token: Token | undefined, given: Language | undefined): boolean {
  if (!token?.isNameLike || /\d/.test(token.text)) return false;
  if (SCOPES.some((scope) => vocabularyOf(scope).doubts.has(token.text))) return false;
  const scopes = SCOPES.filter((scope) => vocabularyOf(scope).words.has(token.text));
  if (token.text.length >= MIN_COMMON) return scopes.length === 0;
  return !scopes.some((scope) => scope === "all" || scope === "en" || scope === given);
}
