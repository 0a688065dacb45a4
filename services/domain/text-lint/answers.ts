/** Finds the answers that a text asks for, or offers. */
import { HELP_WORDS, type Keyword, keywordOf, OPT_OUT_WORDS } from "./opt-out-words";

/** An answer that does something else than the text says. */
export interface TrappedAnswer {
  /** As the text has it. */
  readonly word: string;
  readonly keyword: Keyword;
  readonly effect: "opt-out" | "help";
  /** Whether the word only begins with the keyword: AWS says `a message that begins with a keyword`. */
  readonly isLonger: boolean;
}

/** The beginnings of verbs that ask for an answer, in the languages of the catalogues, without accents. */
const ASKING: readonly RegExp[] = [
  /(?<!\p{L})(?:reply|respond|answer|text|send|type|contest|envi|escrib|mand|repond|envoy|tapez|texte|antwort|schick)/iu,
  /(?<!\p{L})(?:schreib|inv|scriv|rispond|digit|tra loi|nhan|gui|soan|sumagot|tumugon|i-reply|i-text|magreply)/iu,
  /(?<!\p{L})(?:mag-reply|magtext|ответ|отправ|пришл|reponn|voye|ekri|أرسل|أجب|رد)/iu,
  // Written without spaces.
  /回复|发送|回覆|회신|답장|보내/u,
];
const asksForAnswer = (text: string) => ASKING.some((pattern) => pattern.test(text));

/** The beginnings of words for an appointment, in the same languages. */
const APPOINTMENT =
  /appointment|(?<!\p{L})(?:visit|cita|consult|rendez-vous|rdv|termin|agendament|appuntament|randevou|tipanan|appoint)|预约|就诊|lich hen|cuoc hen|موعد|예약|진료|(?<!\p{L})(?:прием|запис|визит)/iu;

/** A word; Latin letters are a word of their own, also where another script follows without a space. */
const WORD = /[\p{sc=Latin}\p{M}]+(?:-[\p{sc=Latin}\p{M}]+)*|(?:(?!\p{sc=Latin})[\p{L}\p{M}])+/gu;
const QUOTES = /["'“”„«»‘’「」『』]/;

/**
 * The words of a text that answer something else than a reader would assume: `Reply CANCEL to cancel` opts the phone out.
 * A line such as `STOP to opt out` says what it does, unless it speaks of the appointment.
 */
export function trappedAnswers(text: string): TrappedAnswer[] {
  const found = text.split(/(?<=[.!?。！？؟])\s*/u).flatMap(inSentence);
  return found.filter(({ word }, index) => found.findIndex((other) => other.word === word) === index);
}

/** Whether a text says how to opt out: a plain word of {@link OPT_OUT_WORDS} in capitals. */
export function saysHowToOptOut(text: string): boolean {
  const trapped = new Set(trappedAnswers(text).map(({ word }) => word));
  return answersIn(text).some(
    ({ word, isMarked }) =>
      isMarked && !trapped.has(word) && OPT_OUT_WORDS.some((one) => one.isPlain && one.word === keywordOf(word)),
  );
}

function inSentence(sentence: string): TrappedAnswer[] {
  const plain = withoutAccents(sentence);
  const asks = asksForAnswer(plain);
  const speaksOfVisit = APPOINTMENT.test(plain);
  return answersIn(sentence).flatMap(({ word, isMarked, isAskedFor }): TrappedAnswer[] => {
    if (!isMarked && !isAskedFor) return [];
    const wanted = keywordOf(word);
    const optOut = OPT_OUT_WORDS.find((one) => one.word === wanted);
    if (optOut) {
      return optOut.isPlain && !speaksOfVisit ? [] : [{ word, keyword: optOut, effect: "opt-out", isLonger: false }];
    }
    const help = HELP_WORDS.find((one) => one.word === wanted);
    if (help) return speaksOfVisit ? [{ word, keyword: help, effect: "help", isLonger: false }] : [];
    const begins = asks
      ? OPT_OUT_WORDS.find((one) => wanted.startsWith(one.word) && !one.word.includes(" "))
      : undefined;
    return begins ? [{ word, keyword: begins, effect: "opt-out", isLonger: true }] : [];
  });
}

interface AnswerWord {
  readonly word: string;
  /** In capitals or quotation marks. */
  readonly isMarked: boolean;
  /** Right after a verb such as `Reply`. */
  readonly isAskedFor: boolean;
}

function answersIn(text: string): AnswerWord[] {
  const words = [...text.matchAll(WORD)];
  const cased = words.filter(([word]) => word.toUpperCase() !== word.toLowerCase());
  const isAllCapitals = cased.length > 2 && text === text.toUpperCase();
  return words.flatMap(({ 0: word, index }, at) => {
    const before = words[at - 1];
    const gap = before ? text.slice(before.index + before[0].length, index) : "";
    const isQuoted = QUOTES.test(text[index - 1] ?? "") && QUOTES.test(text[index + word.length] ?? "");
    const isCapital = !isAllCapitals && word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
    const isAskedFor = before !== undefined && /^[\s:"'«„“‘]*$/.test(gap) && asksForAnswer(withoutAccents(before[0]));
    const answer = { word, isMarked: isCapital || isQuoted, isAskedFor };
    const next = words[at + 1];
    const isPair = next && keywordOf(`${word} ${next[0]}`) === "OPT OUT" && isCapital;
    return isPair ? [answer, { ...answer, word: `${word} ${next[0]}` }] : [answer];
  });
}

function withoutAccents(text: string): string {
  // Composed again: the syllables of Korean would be taken apart.
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}
