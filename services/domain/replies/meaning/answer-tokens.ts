/** Takes an answer apart into words that can be compared, however they were typed. */

export interface Token {
  /** In small letters, without accents, apostrophes and repeated letters. Han and Hangul: one character each. */
  readonly text: string;
  /** Written as a name is: a capital and small letters. */
  readonly isNameLike: boolean;
  /** Written in capitals, two of them at least. */
  readonly isShouted: boolean;
  /** Whether punctuation or a line break stands before it. */
  readonly startsClause: boolean;
  /** Whether a dash or a line break stands before it, as before a signature. */
  readonly mayStartSignature: boolean;
}

export interface AnswerTokens {
  readonly tokens: readonly Token[];
  /** Whether there is a question mark. */
  readonly isQuestion: boolean;
}

/** One character can become 18 by NFKC. */
const MAX_CHARACTERS = 10_000;

/** Symbols that count as a letter or a key. Compatibility forms such as full-width letters are left to NFKC. */
const LETTERS: Readonly<Record<string, string>> = {
  "©": "c",
  "×": "x",
  "✕": "x",
  "✗": "x",
  "✘": "x",
  "´": "'",
  "`": "'",
};
/** Letters that have no accent to be taken off. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i" },
  // Arabic: final forms that are typed one for the other, and the letters of Persian keyboards.
  ...{ ى: "ي", ة: "ه", ی: "ي", ک: "ك", ؤ: "و", ئ: "ي", ء: "" },
};
/** Letters of Cyrillic and Greek that look like a Latin one: on its own, or among Latin letters. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{
    а: "a",
    в: "b",
    е: "e",
    к: "k",
    м: "m",
    н: "h",
    о: "o",
    р: "p",
    с: "c",
    т: "t",
    у: "y",
    х: "x",
    і: "i",
    χ: "x",
    ο: "o",
  },
};

/** Marks that belong to the letter or the picture before: apostrophes, skin colours, variation selectors, keycaps. */
const IGNORED = /[\p{Cf}\p{Variation_Selector}\p{Emoji_Modifier}'’‘ʼʹ′＇ـ]|\u20e3/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const SYLLABLE = /[\p{Script=Han}\p{Script=Hangul}]/u;
const QUESTION = /[?¿؟]/;
const CLAUSE_END = /[.,;:!?¿¡؟،؛。、…\n\r()[\]{}"“”„«»‹›*_|=/]/;
const LINE_OR_DASH = /[\n\r–—~]/;

/** @param known the pictures that have a meaning; others are left out */
export function tokensOf(text: string, known: ReadonlySet<string>): AnswerTokens {
  const scanner = new Scanner(known);
  for (const character of prepared(text)) scanner.read(character);
  return scanner.end();
}

function prepared(text: string): string {
  const spelled = text.replace(/[©×✕✗✘´`]/g, (symbol) => LETTERS[symbol] ?? symbol);
  return spelled.normalize("NFKC").slice(0, MAX_CHARACTERS);
}

class Scanner {
  private readonly tokens: Token[] = [];
  private word = "";
  private previous = "";
  private isQuestion = false;
  private startsClause = true;
  private mayStartSignature = false;

  constructor(private readonly known: ReadonlySet<string>) {}

  read(character: string): void {
    if (IGNORED.test(character)) return;
    if (LETTER.test(character)) this.readLetter(character);
    else this.readMark(character);
    this.previous = character;
  }

  end(): AnswerTokens {
    this.endWord();
    return { tokens: this.tokens, isQuestion: this.isQuestion };
  }

  private readLetter(character: string): void {
    if (!SYLLABLE.test(character)) {
      this.word += character;
      return;
    }
    this.endWord();
    const isThird = this.tokens.at(-1)?.text === character && this.tokens.at(-2)?.text === character;
    if (!isThird) this.add(character, character);
  }

  private readMark(character: string): void {
    this.endWord();
    if (this.known.has(character)) this.add(character, character);
    else if (PICTURE.test(character)) return;
    if (QUESTION.test(character)) this.isQuestion = true;
    if (CLAUSE_END.test(character)) this.startsClause = true;
    const isDash = character === "-" && (this.previous === " " || this.previous === "-" || this.previous === "\n");
    if (isDash || LINE_OR_DASH.test(character)) {
      this.startsClause = true;
      this.mayStartSignature = true;
    }
  }

  private endWord(): void {
    if (this.word === "") return;
    const written = this.word;
    this.word = "";
    const text = plainWord(written);
    if (text !== "") this.add(text, written);
  }

  private add(text: string, written: string): void {
    const rest = written.slice(1);
    const isCapital = written[0] !== written[0]?.toLowerCase();
    this.tokens.push({
      text,
      isNameLike: isCapital && rest !== "" && rest === rest.toLowerCase(),
      isShouted: isCapital && rest !== "" && rest !== rest.toLowerCase() && rest === rest.toUpperCase(),
      startsClause: this.startsClause,
      mayStartSignature: this.mayStartSignature && this.tokens.length > 0,
    });
    this.startsClause = false;
    this.mayStartSignature = false;
  }
}

/**
 * Words that lose their meaning without an accent: `cancelé` (I cancelled) and `cancele` (cancel it), `annulé` and
 * `annule`, `dừng` (stop), `đừng` (do not) and `đúng` (right), `hủy` (cancel) and the name Huy,
 * `đã` (already) and `dạ` (yes), `cô` (miss) and `có` (yes).
 */
const ACCENTED: ReadonlySet<string> = new Set(
  "cancelé canceló anulé anuló cambié cambió confirmó annulé annulée dừng đừng đúng hủy đã cô tới".split(" "),
);
const SPELLINGS: Readonly<Record<string, string>> = { huỷ: "hủy" };

export function plainWord(written: string): string {
  const accented = SPELLINGS[written.toLowerCase()] ?? written.toLowerCase();
  if (ACCENTED.has(accented)) return accented;
  const isAscii = /^[\x20-\x7e]*$/.test(written);
  return withoutRepeats(isAscii ? accented : latinOf(plainLetters(accented)));
}

function plainLetters(word: string): string {
  const bare = word
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC");
  return Array.from(bare, (letter) => PLAIN[letter] ?? westernDigit(letter)).join("");
}

/** NFKC leaves the digits of other scripts as they are. */
function westernDigit(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  return code >= 0x6f0 && code <= 0x6f9 ? String(code - 0x6f0) : letter;
}

function latinOf(word: string): string {
  if (word.length > 1 && !/[a-z]/.test(word)) return word;
  return Array.from(word, (letter) => LOOKALIKES[letter] ?? letter).join("");
}

/** `yesss` and `yess` are `yes`; a word of two letters, such as `oo` in Tagalog, stays, and so does a number. */
function withoutRepeats(word: string): string {
  if (word.length < 3 || /\d/.test(word)) return word;
  const pairs = word.replace(/(.)\1{2,}/gu, "$1$1");
  return pairs.length < 3 ? pairs : pairs.replace(/(.)\1/gu, "$1");
}
