/** Reads the messages of a file in FHIR or HL7 v2. */
import type { Readable } from "node:stream";
import { MESSAGE_FORMATS, type MessageFormat } from "../../../../contracts/queue-attributes";
import { formatOf } from "../../../domain/translation/message-format";
import { misuse } from "../../output/status";
import { beginningOf } from "../delimiter";
import { parsed, readJsonLines } from "../json-lines";
import { type OpenedFile, openFile } from "../text/file-text";

export type TranslatedFormat = Exclude<MessageFormat, "json">;

export const TRANSLATED_FORMATS = MESSAGE_FORMATS.filter((format): format is TranslatedFormat => format !== "json");

export interface FileMessage {
  /** The line of a file that has one message on each, from 1. */
  readonly line?: number;
  /** A message as the bookings queue would have it, or a batch file. */
  readonly body: string;
}

export interface MessageFile {
  /** The file's name in messages. */
  readonly name: string;
  readonly format: TranslatedFormat;
  readonly messages: AsyncIterable<FileMessage>;
}

/** The maximum length of a file with one message or batch, in characters: all of it is in memory. */
const MAX_LENGTH = 100_000_000;

/** How a message of another character set becomes UTF-8, which the queue takes. */
const AS_UTF8 = "Convert it, such as by `iconv -f ISO-8859-1 -t UTF-8`.";

/**
 * Opens a file of messages: see {@link openFile}.
 * @param path `-` is standard input
 */
export function openMessages(path: string, input: Readable, stop: AbortSignal): Promise<OpenedFile> {
  return openFile(path, input, stop, AS_UTF8);
}

export function isTranslated(format: string | undefined): format is TranslatedFormat {
  return TRANSLATED_FORMATS.some((one) => one === format);
}

/**
 * Reads messages on demand: a file with one resource of FHIR a line may have any size.
 * @param given the format; detected if absent
 * @throws CommandError if the format cannot be detected; reading the messages throws it too
 */
export async function readMessages(file: OpenedFile, given: TranslatedFormat | undefined): Promise<MessageFile> {
  const { name } = file;
  const { begin, all } = await beginningOf(file.text);
  if (given !== "hl7" && hasResourceLines(begin)) return { name, format: "fhir", messages: onLines(all, name) };
  const body = await wholeText(all, name);
  if (body.trim() === "") throw misuse(`${name} is empty`, "It must have messages of FHIR or HL7 v2.");
  const format = given ?? formatOf(body, undefined);
  if (format === undefined || format === "json") {
    const hint = "Use --format with fhir or hl7. Files of our own JSON are for `validate`.";
    throw misuse(`${name} has no FHIR and no HL7 v2`, hint);
  }
  return { name, format, messages: only({ body }) };
}

/** Whether each line is a resource of FHIR, as its first one is: https://hl7.org/fhir/R4/nd-json.html */
function hasResourceLines(begin: string): boolean {
  const [line = "", next] = begin.trimStart().split("\n", 2);
  return next !== undefined && line.startsWith("{") && isResource(parsed(line));
}

/**
 * The format of a file by its first non-blank line. A resource on several lines is recognised by its first field.
 * @returns undefined if it is another format
 */
export function messagesAt(begin: string): TranslatedFormat | undefined {
  if (formatOf(begin, undefined) === "hl7") return "hl7";
  const [line = ""] = begin.trimStart().split("\n", 1);
  const value = parsed(line);
  const is = value === undefined ? /^\s*\{\s*"resourceType"\s*:/.test(begin) : isResource(value);
  return is ? "fhir" : undefined;
}

/** Whether a value is a resource of FHIR, as the bookings queue recognises it. */
export function isResource(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof Object(value).resourceType === "string";
}

async function* onLines(text: AsyncIterable<string>, name: string): AsyncGenerator<FileMessage> {
  for await (const { position, raw } of readJsonLines(text, name)) {
    yield { ...("line" in position && position), body: String(raw) };
  }
}

async function* only(message: FileMessage): AsyncGenerator<FileMessage> {
  yield message;
}

/** @throws CommandError if it is too long for memory */
export async function wholeText(text: AsyncIterable<string>, name: string): Promise<string> {
  const chunks: string[] = [];
  let length = 0;
  for await (const chunk of text) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_LENGTH) {
      const hint = "Split it, or write FHIR as one resource a line.";
      throw misuse(`${name} is longer than ${MAX_LENGTH.toLocaleString("en-US")} characters`, hint);
    }
  }
  return chunks.join("");
}
