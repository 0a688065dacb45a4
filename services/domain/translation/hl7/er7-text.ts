/**
 * Splits a text into HL7 v2 messages in ER7, the encoding of pipes and carets (HL7 v2.5.1, section 2.6), with or
 * without the headers of a batch file (section 2.10.3).
 */

export type Er7Text =
  /** The lines of each message, one a segment. */
  | { readonly kind: "messages"; readonly messages: readonly (readonly string[])[] }
  /** A batch that has no message. */
  | { readonly kind: "empty" }
  | { readonly kind: "unreadable"; readonly problem: string };

/**
 * What ends a line beside carriage returns and line feeds: the marks around a message of MLLP ("Transport
 * Specification: MLLP", release 2). Segments end with a carriage return; files and engines also have line feeds.
 */
const MLLP_MARKS = ["\v", "\x1c"];
/**
 * Before a segment: spaces, the byte order mark, and U+FFFD, by which SQS replaces the marks of MLLP: "it replaces
 * those invalid characters with U+FFFD before storing the message" (API reference of SQS, SendMessage).
 */
const BEFORE = /^[\s\ufeff\ufffd]+/;
/** What SQS does not accept in a message: a part of a file must be fit for the queue. */
const REFUSED = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const MESSAGE = /^MSH[^\p{L}\p{N}\s]/iu;
const BATCH = /^(?:FHS|BHS|BTS|FTS)(?![\p{L}\p{N}])/iu;
/** How often-used wrappings of a message begin; the bytes of `MSH`, `FHS`, `BHS` and of 0x0B and `MSH` in base64. */
const WRAPPED: readonly (readonly [RegExp, string])[] = [
  [/^"/, "is a JSON string: send the text itself"],
  [/^[[{]/, "is JSON, not ER7: it must begin with MSH"],
  [/^</, "is XML: only ER7, which begins with MSH, is read"],
  [/^(?:TVNI|C01TS|RkhT|QkhT)[\w+/=\s-]+$/, "is base64: send the text itself"],
];

/** @param body the text of a queue message, or of a file */
export function splitMessages(body: string): Er7Text {
  const text = MLLP_MARKS.reduce((before, mark) => before.replaceAll(mark, "\r"), body);
  const lines = text
    .replace(REFUSED, "\ufffd")
    .split(/[\r\n]+/)
    .map((line) => line.replace(BEFORE, ""))
    .filter((line) => line !== "");
  const [first = ""] = lines;
  if (!MESSAGE.test(first) && !BATCH.test(first)) return { kind: "unreadable", problem: problemOf(body, first) };
  const messages: string[][] = [];
  let current: string[] | undefined;
  for (const line of lines) {
    if (MESSAGE.test(line)) {
      current = [line];
      messages.push(current);
    } else if (BATCH.test(line)) current = undefined;
    else if (current) addLine(current, line);
  }
  if (messages.length === 0) return { kind: "empty" };
  return { kind: "messages", messages: messages.map(withoutEnd) };
}

/** A line that does not begin with the name of a segment goes on with the line before: its text has line ends. */
function addLine(message: string[], line: string): void {
  const separator = message[0]?.charAt(3);
  const isSegment = /^[A-Za-z][A-Za-z\d]{2}/.test(line) && (line.length === 3 || line.charAt(3) === separator);
  if (isSegment) message.push(line);
  else message.push(`${message.pop()}\n${line}`);
}

function withoutEnd(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? trimEnd(line) : line));
}

/** Without spaces and U+FFFD; a pattern would take quadratic time. */
function trimEnd(line: string): string {
  let end = line.trimEnd();
  while (end.endsWith("\ufffd")) end = end.slice(0, -1).trimEnd();
  return end;
}

function problemOf(body: string, first: string): string {
  if (first === "") return "is empty: it must begin with MSH";
  const text = body.replace(BEFORE, "");
  return WRAPPED.find(([shape]) => shape.test(text))?.[1] ?? "must begin with MSH, or with the FHS or BHS of a batch";
}
