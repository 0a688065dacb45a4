/** Reads the phone number in a field that a person filled in. */
import { trimTo } from "../appointment/sanitized-value";
import { contactField } from "./contact-field";
import { phoneWord } from "./contact-words";
import { xtnPhones } from "./hl7-telecom";
import { type ContactRules, type PhoneProblem, type PhoneReading, readNumber, type UsablePhone } from "./phone-number";

/** A number of the field, with its label. */
interface Written {
  readonly text: string;
  readonly label?: "second choice" | "landline";
  /** An extension follows it. */
  extended: boolean;
}

/** A number that a spreadsheet rounded: its last digits are lost. */
const ROUNDED = /^\d(?:[.,]\d+)?E\+?\d+$/i;
/** A number that a program wrote as a fraction, such as `2065550100.0`. */
const FRACTION = /^(\+?\d{6,})\.0+$/;
/** A number with a spreadsheet's thousands separators: `2,065,550,111`. */
const THOUSANDS = /^\d{1,3}(?:,\d{3}){3,4}$/;
/** `(+1) 206 555 0111` */
const BRACKETED_COUNTRY = /\( ?\+ ?(\d{1,3}) ?\)/g;
const DATE = /^(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)\d\d|\d\d))$/;
/** Pictures of a telephone. */
const PICTURES = /[\u260e\u260f\u2706\u{1f4de}\u{1f4f1}]/gu;
/** Characters in and between numbers: the marks that libphonenumber knows, and separators. */
const MARKS = /^[\p{Nd}\s+\-\u2010-\u2015\u2212\u30fc.()[\]~/,;|&:="'#]*$/u;
const SEPARATORS = /[,;|&\n:="']/;
/** The maximum length of the field in contract v1, in characters. */
const MAX_FIELD_LENGTH = 64;
/** The maximum number of digits of an area code or an extension; a number has more. */
const FEW_DIGITS = 6;

/**
 * Reads the number to text in a field; if there are several, the first, with fixed lines and shared numbers last. Every
 * word next to a number must be known: an unknown word may mean that the number is not for texts.
 * @param field as a person typed it
 */
export function readPhone(field: string, rules: ContactRules): PhoneReading {
  if (field.length > MAX_FIELD_LENGTH) return { problem: "NOT_A_NUMBER" };
  const text = xtnPhones(contactField(field)).replace(PICTURES, " ").replace(/[·•]/g, ".").trim();
  if (ROUNDED.test(text)) return { problem: "SPREADSHEET_NUMBER" };
  // RFC 3966: parameters may say the country.
  if (/^tel:[^,]*;phone-context=/i.test(text)) return readNumber(text, rules);
  const number = THOUSANDS.test(text) ? text.replaceAll(",", "") : text.replace(FRACTION, "$1");
  const written = readWritten(number.replace(BRACKETED_COUNTRY, "+$1 "), rules);
  if ("problem" in written) return written;
  const readings = written.numbers.map((one) => readOne(one, rules));
  const usable = readings.flatMap(({ reading, rank }) => ("problem" in reading ? [] : [{ reading, rank }]));
  const best = usable.sort((a, b) => a.rank - b.rank)[0];
  return best?.reading ?? readings[0]?.reading ?? { problem: "NOT_A_NUMBER" };
}

function readOne({ text, label, extended }: Written, rules: ContactRules) {
  const read = readNumber(text, rules);
  if ("problem" in read) return { reading: read, rank: 0 };
  if (extended) return { reading: { problem: "EXTENSION" } as const, rank: 0 };
  const reading: UsablePhone = label === "landline" ? { ...read, fixedLine: true } : read;
  return { reading, rank: reading.fixedLine ? 2 : label ? 1 : 0 };
}

type Numbers = { readonly numbers: readonly Written[] } | { readonly problem: PhoneProblem };

/** Splits a field into its numbers, in their order. */
function readWritten(text: string, rules: ContactRules): Numbers {
  const tokens = text.match(/[\p{L}\p{M}]+|[^\p{L}\p{M}]+/gu) ?? [];
  const labelsFirst = /^\P{Nd}*\p{L}/u.test(text);
  const numbers: Written[] = [];
  let label: Written["label"];
  let extension = false;
  for (const [index, token] of tokens.entries()) {
    const word = /^\p{L}/u.test(token) ? phoneWord(token) : undefined;
    if (word === "extension") {
      extension = true;
    } else if (word) {
      if (touchesDigits(tokens, index)) return { problem: "NOT_A_NUMBER" };
      const said = word === "label" ? undefined : word;
      const last = numbers.at(-1);
      if (labelsFirst) label = said;
      else if (said && last) numbers[numbers.length - 1] = { ...last, label: said };
    } else if (!MARKS.test(token)) {
      return { problem: /\p{L}/u.test(token) && hasNumber(tokens, rules) ? "UNKNOWN_WORDS" : "NOT_A_NUMBER" };
    } else {
      for (const [at, piece] of token.split("#").entries()) {
        extension ||= at > 0 && numbers.length > 0;
        for (const number of splitNumbers(piece, rules)) {
          const last = numbers.at(-1);
          const isNumber = digitsOf(number) > FEW_DIGITS || !("problem" in readNumber(number, rules));
          if (isNumber && !extension) numbers.push({ text: number, label, extended: false });
          else if (last) last.extended = true;
          else return { problem: "NOT_A_NUMBER" };
          extension = false;
        }
      }
    }
  }
  const last = numbers.at(-1);
  if (extension && last) last.extended = true;
  return { numbers };
}

/** Whether there is a number next to the words, unlike in `none` and `n/a`. */
function hasNumber(tokens: readonly string[], rules: ContactRules): boolean {
  const numbers = tokens.filter((token) => MARKS.test(token)).flatMap((token) => splitNumbers(token, rules));
  return numbers.some((number) => {
    const reading = readNumber(number, rules);
    return !("problem" in reading) || reading.problem !== "NOT_A_NUMBER";
  });
}

/** Letters that adjoin digits, such as an O for a zero, are not a separate word. */
function touchesDigits(tokens: readonly string[], index: number): boolean {
  return /\p{Nd}$/u.test(tokens[index - 1] ?? "") || /^\p{Nd}/u.test(tokens[index + 1] ?? "");
}

/** The numbers of a text without words. */
function splitNumbers(text: string, rules: ContactRules): string[] {
  const pieces = text.split(SEPARATORS).flatMap((piece) => {
    const number = trimMarks(piece);
    if (DATE.test(number)) return [];
    return isOneWithSlash(number, rules) ? [number] : number.split("/").map(trimMarks);
  });
  return pieces.filter((piece) => digitsOf(piece) > 0);
}

/** In some countries a slash follows the area code; elsewhere another number, or another ending, follows it. */
function isOneWithSlash(text: string, rules: ContactRules): boolean {
  const [area = "", ...rest] = text.split("/");
  const isShape = digitsOf(area) <= FEW_DIGITS && digitsOf(rest.at(-1) ?? "") >= 4;
  return isShape && !("problem" in readNumber(text, rules));
}

/** Without the characters around a number: a dash, or the bracket of a remark. */
function trimMarks(text: string): string {
  return trimTo(text, /[\p{Nd}+([]/u, /\p{Nd}/u);
}

function digitsOf(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}
