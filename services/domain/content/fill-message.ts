import type { Language } from "../../../contracts/clinics/languages";
import type { CompiledMessage, MessageName, ValuesOf } from "../../../contracts/texts/messages";
import { isLink } from "./link";

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT: readonly Language[] = ["ar"];

export function isRightToLeft(language: Language): boolean {
  return RIGHT_TO_LEFT.includes(language);
}

/** A part of a message that is to be shown: its own text or, with the placeholder's name, a value. */
export interface ShownPart {
  readonly text: string;
  readonly placeholder?: string;
}

/**
 * A message with its values. A value is never read as syntax: it is put into text that was parsed before. Where a value
 * ends a sentence by itself, a stop of the message after it is omitted; after a link, all punctuation is, since phones
 * would include it in the address.
 * @param values one line each, and sanitized; "" if there is none
 */
export function fillMessage<Name extends MessageName>(
  message: CompiledMessage,
  values: ValuesOf<Name>,
  language: Language,
): string {
  const parts = shownParts(message, values, language);
  return parts.map(({ text }) => text).join("");
}

/**
 * The parts of {@link fillMessage}, for what shows some of them differently.
 * @param values also of several lines, each of which has its own direction
 */
export function shownParts<Name extends MessageName>(
  message: CompiledMessage,
  values: ValuesOf<Name>,
  language: Language,
): ShownPart[] {
  const runs = merged([...runsOf(message, values)]);
  if (!isRightToLeft(language)) return joined(runs, ({ text }) => text);
  return fromRight(joined(runs, isolated));
}

function* runsOf(message: CompiledMessage, values: Readonly<Record<string, string>>): Generator<ShownPart> {
  for (const part of message) {
    if (typeof part === "string") yield { text: part };
    else if ("value" in part) yield { text: values[part.value] ?? "", placeholder: part.value };
    else yield* runsOf(chosen(part.options, values[part.select] ?? ""), values);
  }
}

function chosen(options: Readonly<Record<string, CompiledMessage>>, value: string): CompiledMessage {
  const { none, other = [] } = options;
  if (none) return value === "" ? none : other;
  return (Object.hasOwn(options, value) ? options[value] : other) ?? other;
}

/** Neighbouring texts of the message as one, without empty values. */
function merged(runs: readonly ShownPart[]): ShownPart[] {
  const all: ShownPart[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (run.text === "") continue;
    if (last && last.placeholder === undefined && run.placeholder === undefined) {
      all[all.length - 1] = { text: last.text + run.text };
    } else all.push(run);
  }
  return all;
}

/** Punctuation that ends a sentence or a part of one, in the languages of the catalogues. */
const PUNCTUATION = /^[.,;:!?\u2026\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\u060c\u061b\u061f]+/;
/** Ends a sentence. */
const STOP = /^[.\u3002]/;
const ENDED = /[.!?\u2026\u3002\uff01\uff1f\u0964\u061f\u06d4][)\]"'\u201d\u2019\u00bb]*$/;
/** A single mark at the end of a value, in place of which the message has its own. */
const SEPARATOR = /(?<![,;:])[,;:]+$/;

function joined(runs: readonly ShownPart[], show: (run: ShownPart) => string): ShownPart[] {
  const parts: ShownPart[] = [];
  /** The value that is the end of the text so far. */
  let end = "";
  for (const [index, run] of runs.entries()) {
    if (run.placeholder === undefined) {
      const text = textAfter(end, run.text);
      if (text === "") continue;
      parts.push({ text });
      end = "";
    } else {
      const isAfterText = /[^\s([{<"']$/.test(parts.at(-1)?.text ?? "");
      if (isLink(lastWord(end)) || (isLink(firstWord(run.text)) && isAfterText)) parts.push({ text: " " });
      const isSeparated = STOP.test(runs[index + 1]?.text ?? "");
      const value = isSeparated ? { ...run, text: run.text.replace(SEPARATOR, "") } : run;
      parts.push({ ...run, text: show(value) });
      end = run.text;
    }
  }
  return trimmed(parts);
}

/** Without spaces at the start and the end. */
function trimmed(parts: readonly ShownPart[]): ShownPart[] {
  const last = parts.length - 1;
  const shown = parts.map((part, index) => {
    const text = index === 0 ? part.text.trimStart() : part.text;
    return { ...part, text: index === last ? text.trimEnd() : text };
  });
  return shown.filter(({ text }) => text !== "");
}

/** The part of the message's text that is shown after a value. */
function textAfter(value: string, text: string): string {
  if (isLink(lastWord(value))) {
    const rest = text.replace(PUNCTUATION, "");
    return rest === "" || rest.startsWith(" ") ? rest : ` ${rest}`;
  }
  return STOP.test(text) && ENDED.test(value) ? text.slice(1) : text;
}

function firstWord(text: string): string {
  return text.split(" ", 1)[0] ?? "";
}

function lastWord(text: string): string {
  return text.slice(text.lastIndexOf(" ") + 1);
}

/** Dates and times are written in the language of the message. */
const IN_ITS_LANGUAGE = ["date", "time"];

/**
 * A value that keeps its own direction: first strong isolate, "Unicode Bidirectional Algorithm", section 2.5. A link has
 * only letters from left to right, and nothing may be next to it.
 */
function isolated({ text, placeholder = "" }: ShownPart): string {
  if (IN_ITS_LANGUAGE.includes(placeholder)) return text;
  const lines = text.split("\n");
  return lines.map((line) => (isLink(lastWord(line)) ? line : `\u2068${line}\u2069`)).join("\n");
}

/** A text that every phone shows from right to left, also if it begins with a name in Latin letters. */
function fromRight(parts: readonly ShownPart[]): ShownPart[] {
  const text = parts.map((part) => part.text).join("");
  const isFromRight = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
  return isFromRight ? [...parts] : [{ text: "\u200f" }, ...parts];
}
