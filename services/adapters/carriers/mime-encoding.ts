/** The encodings of Internet mail: every output line is ASCII and at most 76 characters long. */

const CRLF = "\r\n";
const MAX_LINE_LENGTH = 76;
/**
 * Bytes in an encoded word. Its line has at most 76 characters (RFC 2047, section 2), including the name of a header such
 * as `Subject: `.
 */
const ENCODED_WORD_BYTES = 39;
/** Printable ASCII and spaces, without what a reader could take for an encoded word. */
const PLAIN = /^(?!.*=\?)[ -~]*$/;

/** ASCII without what ends an address or begins another one. */
const PLAIN_ADDRESS = /^(?:(?![,;:<>()[\]"\\])[!-~])+$/;

/** A body as a MIME part has it. */
export interface EncodedBody {
  readonly encoding: "quoted-printable" | "base64";
  readonly body: string;
}

/** A file, byte by byte: RFC 2045, section 6.8. */
export function encodedFile(bytes: Buffer): EncodedBody {
  return { encoding: "base64", body: inLines(bytes.toString("base64")) };
}

/**
 * A text in UTF-8 with CRLF as its line ends, in the shorter of the two encodings: quoted-printable leaves ASCII as it is
 * (RFC 2045, section 6.7), base64 is shorter for other scripts.
 */
export function encodedText(text: string): EncodedBody {
  const bytes = Buffer.from(text.replace(/\r\n|\r|\n/g, CRLF), "utf8");
  const quoted = quotedPrintable(bytes);
  const file = encodedFile(bytes);
  return quoted.length <= file.body.length ? { encoding: "quoted-printable", body: quoted } : file;
}

/** A header's text on one line: as it is, or as encoded words (RFC 2047) where it is long or not ASCII. */
export function headerText(text: string): string {
  const line = withoutControls(text);
  return isPlain(line) ? line : encodedWords(line);
}

/**
 * An address with the name that mail programs show for it: RFC 5322, section 3.4.
 * @param address ASCII
 * @throws RangeError if the address has characters that could be read as another address or header
 */
export function mailbox(address: string, name = ""): string {
  if (!PLAIN_ADDRESS.test(address)) throw new RangeError("not a plain email address");
  const line = withoutControls(name);
  if (line === "") return address;
  const shown = isPlain(line) ? `"${line.replace(/["\\]/g, "\\$&")}"` : encodedWords(line);
  return shown.length + address.length > 60 ? `${shown}${CRLF} <${address}>` : `${shown} <${address}>`;
}

/** Short enough for a line of its own, quoted and with its header's name. */
function isPlain(line: string): boolean {
  return line.length <= 60 && PLAIN.test(line);
}

function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

function encodedWords(line: string): string {
  const words: string[] = [];
  let word = "";
  for (const character of line) {
    if (Buffer.byteLength(word + character) > ENCODED_WORD_BYTES) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  return [...words, word].map((one) => `=?UTF-8?B?${Buffer.from(one).toString("base64")}?=`).join(`${CRLF} `);
}

function inLines(base64: string): string {
  return base64.match(/.{1,76}/g)?.join(CRLF) ?? "";
}

function quotedPrintable(bytes: Buffer): string {
  const lines = bytes.toString("latin1").split(CRLF);
  return lines.map(quotedLine).join(CRLF);
}

/** @param line a byte a character */
function quotedLine(line: string): string {
  const escaped = line.replace(/[^\t -<>-~]|[\t ]$/g, (byte) => {
    return `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
  if (escaped.length <= MAX_LINE_LENGTH) return escaped;
  // A soft line break takes one character, and none divides an escape.
  return (escaped.match(/.{1,75}(?<!=|=.)/g) ?? []).join(`=${CRLF}`);
}
