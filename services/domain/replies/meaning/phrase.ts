/** Patterns of phrases, and where they match. See {@link ./words/language-words} for how they are written. */

interface Sequence {
  readonly type: "sequence";
  readonly parts: readonly Phrase[];
}

interface Choice {
  readonly type: "choice";
  readonly options: readonly Phrase[];
  readonly isOptional: boolean;
}

/** A word, or what consists of phrases. */
export type Phrase = string | Sequence | Choice;

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
        parts.push(...wordsOf(pattern.slice(start, at)));
      }
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { type: "sequence", parts };
  };
  const options: Phrase[] = [];
  do {
    options.push(sequence());
    at += 1;
  } while (pattern[at - 1] === "|");
  return options.length === 1 && options[0] !== undefined ? options[0] : { type: "choice", options, isOptional: false };
}

/**
 * Adds the words with which a phrase can begin.
 * @returns whether it can be nothing at all
 */
export function addBeginnings(phrase: Phrase, to: Set<string>): boolean {
  if (typeof phrase === "string") {
    to.add(phrase);
    return false;
  }
  if (phrase.type === "sequence") return phrase.parts.every((part) => addBeginnings(part, to));
  let canBeEmpty = phrase.isOptional;
  for (const option of phrase.options) canBeEmpty = addBeginnings(option, to) || canBeEmpty;
  return canBeEmpty;
}

interface Options {
  readonly byWord: ReadonlyMap<string, readonly Phrase[]>;
  readonly canBeEmpty: boolean;
}

/** Read when an answer first needs them: most choices never are. */
const optionsOf = new WeakMap<Choice, Options>();

function readOptions(choice: Choice): Options {
  const known = optionsOf.get(choice);
  if (known) return known;
  const byWord = new Map<string, Phrase[]>();
  let canBeEmpty = choice.isOptional;
  for (const option of choice.options) {
    const words = new Set<string>();
    canBeEmpty = addBeginnings(option, words) || canBeEmpty;
    for (const word of words) {
      const others = byWord.get(word);
      if (others) others.push(option);
      else byWord.set(word, [option]);
    }
  }
  const options = { byWord, canBeEmpty };
  optionsOf.set(choice, options);
  return options;
}

/**
 * Where the phrase can end if it begins at a word.
 * The work is bounded by the size of the phrase times its length, whatever the answer is: ends are sets, not paths.
 */
export function endsOf(phrase: Phrase, words: readonly string[], start: number): ReadonlySet<number> {
  const word = words[start];
  if (typeof phrase === "string") return word === phrase ? new Set([start + 1]) : NOWHERE;
  const ends = new Set<number>();
  if (phrase.type === "choice") {
    const { byWord, canBeEmpty } = readOptions(phrase);
    if (canBeEmpty) ends.add(start);
    for (const option of (word !== undefined && byWord.get(word)) || []) {
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
