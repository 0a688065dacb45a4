/** Patterns of phrases, and where they match. See {@link ./words/language-words} for how they are written. */

export type Phrase =
  | { readonly type: "word"; readonly text: string }
  | { readonly type: "sequence"; readonly parts: readonly Phrase[] }
  | { readonly type: "choice"; readonly options: readonly Phrase[]; readonly isOptional: boolean };

/** @param wordsOf takes a piece of a phrase without brackets apart into words, as an answer is taken apart */
export function parsePhrase(
  pattern: string,
  groups: ReadonlyMap<string, Phrase>,
  wordsOf: (piece: string) => readonly string[],
): Phrase {
  let at = 0;
  const choice = (end: string): Phrase[] => {
    const options: Phrase[] = [];
    for (;;) {
      options.push(sequence());
      const mark = pattern[at];
      at += 1;
      if (mark === end) return options;
      if (mark !== "|") throw new Error(`unbalanced phrase: ${pattern}`);
    }
  };
  const sequence = (): Phrase => {
    const parts: Phrase[] = [];
    while (at < pattern.length && !"|)]".includes(pattern[at] as string)) {
      const mark = pattern[at];
      if (mark === "(" || mark === "[") {
        at += 1;
        parts.push({ type: "choice", options: choice(mark === "(" ? ")" : "]"), isOptional: mark === "[" });
      } else if (mark === "<") {
        const end = pattern.indexOf(">", at);
        const group = groups.get(pattern.slice(at + 1, end));
        if (!group) throw new Error(`unknown group: ${pattern}`);
        parts.push(group);
        at = end + 1;
      } else {
        const start = at;
        while (at < pattern.length && !"|()[]<".includes(pattern[at] as string)) at += 1;
        for (const text of wordsOf(pattern.slice(start, at))) parts.push({ type: "word", text });
      }
    }
    return parts.length === 1 && parts[0] ? parts[0] : { type: "sequence", parts };
  };
  const options: Phrase[] = [];
  do {
    options.push(sequence());
    at += 1;
  } while (pattern[at - 1] === "|");
  return options.length === 1 && options[0] ? options[0] : { type: "choice", options, isOptional: false };
}

interface Beginnings {
  readonly words: ReadonlySet<string>;
  readonly canBeEmpty: boolean;
}

/** Groups are part of many phrases, and options of choices are looked up by the first word: both are kept. */
const beginnings = new WeakMap<Phrase, Beginnings>();
const optionsByWord = new WeakMap<Phrase, ReadonlyMap<string, readonly Phrase[]>>();

/** The words with which a phrase can begin; whether it can be nothing at all. */
export function beginningsOf(phrase: Phrase): Beginnings {
  let known = beginnings.get(phrase);
  if (!known) {
    known = readBeginnings(phrase);
    beginnings.set(phrase, known);
  }
  return known;
}

function readBeginnings(phrase: Phrase): Beginnings {
  if (phrase.type === "word") return { words: new Set([phrase.text]), canBeEmpty: false };
  const words = new Set<string>();
  if (phrase.type === "choice") {
    const options = phrase.options.map(beginningsOf);
    for (const option of options) for (const word of option.words) words.add(word);
    return { words, canBeEmpty: phrase.isOptional || options.some(({ canBeEmpty }) => canBeEmpty) };
  }
  for (const part of phrase.parts) {
    const begins = beginningsOf(part);
    for (const word of begins.words) words.add(word);
    if (!begins.canBeEmpty) return { words, canBeEmpty: false };
  }
  return { words, canBeEmpty: true };
}

function optionsWith(phrase: Phrase & { readonly type: "choice" }, word: string): readonly Phrase[] {
  let options = optionsByWord.get(phrase);
  if (!options) {
    const found = new Map<string, Phrase[]>();
    for (const option of phrase.options) {
      for (const first of beginningsOf(option).words) found.set(first, [...(found.get(first) ?? []), option]);
    }
    options = found;
    optionsByWord.set(phrase, options);
  }
  return options.get(word) ?? [];
}

export function wordsIn(phrase: Phrase): string[] {
  if (phrase.type === "word") return [phrase.text];
  return (phrase.type === "choice" ? phrase.options : phrase.parts).flatMap(wordsIn);
}

/**
 * Where the phrase can end if it begins at a word.
 * The work is bounded by the size of the phrase times its length, whatever the answer is: ends are sets, not paths.
 */
export function endsOf(phrase: Phrase, words: readonly string[], start: number): ReadonlySet<number> {
  if (phrase.type === "word") return words[start] === phrase.text ? new Set([start + 1]) : NOWHERE;
  const ends = new Set<number>();
  if (phrase.type === "choice") {
    if (beginningsOf(phrase).canBeEmpty) ends.add(start);
    const word = words[start];
    for (const option of word === undefined ? [] : optionsWith(phrase, word)) {
      for (const end of endsOf(option, words, start)) ends.add(end);
    }
    return ends;
  }
  let reached: ReadonlySet<number> = ends.add(start);
  for (const part of phrase.parts) {
    const next = new Set<number>();
    for (const from of reached) for (const end of endsOf(part, words, from)) next.add(end);
    if (next.size === 0) return NOWHERE;
    reached = next;
  }
  return reached;
}

const NOWHERE: ReadonlySet<number> = new Set();
