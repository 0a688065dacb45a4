/** Decodes text: UTF-8, or UTF-16 if its beginning shows that. */
import { misuse } from "../../output/status";
import { MAX_SIGNATURE_LENGTH, refuseBinary } from "./binary-file";

/**
 * Decodes a file chunk by chunk.
 * @param count is called for each chunk, with its length in bytes and that of its text in UTF-8
 * @param hint how a file of its kind becomes UTF-8
 * @throws CommandError at the first invalid byte, after the text before it was returned
 */
export async function* decoded(
  source: AsyncIterable<Buffer>,
  name: string,
  count: (bytes: number, textBytes: number) => void,
  hint = IN_A_SPREADSHEET,
): AsyncGenerator<string> {
  let encoding: Encoding | undefined;
  let decoder = new TextDecoder("utf-8", { fatal: true });
  // The first bytes of the file, or an incomplete character.
  let undecoded: Uint8Array = Buffer.alloc(0);
  let line = 1;
  for await (const chunk of source) {
    const bytes = Buffer.concat([undecoded, chunk]);
    if (!encoding && bytes.length < MAX_SIGNATURE_LENGTH) {
      undecoded = bytes;
      continue;
    }
    const read = encoding ? chunk.length : bytes.length;
    encoding ??= begin(bytes);
    const whole = bytes.subarray(0, bytes.length - incompleteLength(bytes, encoding));
    undecoded = bytes.subarray(whole.length);
    yield* textOf(whole, read, false);
  }
  const rest = Buffer.from(undecoded);
  const read = encoding ? 0 : rest.length;
  encoding ??= begin(rest);
  if (rest.length > 0) yield* textOf(rest, read, true);

  function begin(bytes: Buffer): Encoding {
    refuseBinary(bytes, name);
    const found = encodingOf(bytes);
    decoder = new TextDecoder(found, { fatal: true });
    return found;
  }

  function* textOf(bytes: Buffer, read: number, isLast: boolean): Generator<string> {
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: !isLast });
    } catch {
      const valid = validText(bytes, encoding ?? "utf-8");
      if (valid !== "") yield valid;
      throw notText(name, encoding ?? "utf-8", line + lineBreaks(valid), hint);
    }
    count(read, Buffer.byteLength(text));
    line += lineBreaks(text);
    if (text !== "") yield text;
  }
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** Detects the encoding by the byte order mark or, without one, by the zero byte of a letter in UTF-16. */
function encodingOf([first, second]: Buffer): Encoding {
  if (first === undefined || second === undefined) return "utf-8";
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}

/** The text before the first invalid byte. */
function validText(bytes: Buffer, encoding: Encoding): string {
  const textOf = (length: number) => {
    const whole = bytes.subarray(0, length);
    const valid = whole.subarray(0, length - incompleteLength(whole, encoding));
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(valid);
    } catch {
      return undefined;
    }
  };
  let [validLength, invalidLength] = [0, bytes.length];
  while (invalidLength - validLength > 1) {
    const middle = Math.floor((validLength + invalidLength) / 2);
    if (textOf(middle) === undefined) invalidLength = middle;
    else validLength = middle;
  }
  return textOf(validLength) ?? "";
}

function lineBreaks(text: string): number {
  let found = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) found += 1;
  return found;
}

const IN_A_SPREADSHEET = 'In a spreadsheet, save it as "CSV UTF-8".';

function notText(name: string, encoding: Encoding, line: number, hint: string) {
  if (encoding !== "utf-8") return misuse(`${name} is not text in UTF-16: line ${line}`, "Save it as UTF-8.");
  return misuse(`${name} is not UTF-8 text: line ${line}`, hint);
}

/** The number of bytes at the end that belong to an incomplete character. */
function incompleteLength(bytes: Buffer, encoding: Encoding): number {
  if (encoding !== "utf-8") {
    const odd = bytes.length % 2;
    const high = bytes[bytes.length - odd - (encoding === "utf-16le" ? 1 : 2)] ?? 0;
    return odd + (bytes.length >= 2 && high >= 0xd8 && high <= 0xdb ? 2 : 0);
  }
  for (let length = 1; length < 4 && length <= bytes.length; length += 1) {
    const byte = bytes[bytes.length - length] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return whole > length ? length : 0;
  }
  return 0;
}
