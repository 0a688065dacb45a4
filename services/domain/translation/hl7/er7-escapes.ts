/** The escape sequences of ER7: HL7 v2.5.1, section 2.7. */

/**
 * The characters that a message uses to separate its parts, as MSH-1 and MSH-2 name them; "" for one that it does not
 * have.
 */
export interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
  /** Since version 2.7. */
  readonly truncation: string;
}

const SEPARATORS: Readonly<Record<string, keyof Separators>> = {
  F: "field",
  S: "component",
  T: "subcomponent",
  R: "repetition",
  E: "escape",
  P: "truncation",
};
/** The sequences, without the escape characters around them. Others are text in which a backslash was not escaped. */
const SEQUENCE = /^(?:[FSTREPHN]|\.[a-z]{2}[+-]?\d*|X(?:[\dA-Fa-f]{2})+|[CM][\dA-Fa-f]{4,6}|Z[\dA-Za-z]*)$/;

/**
 * The text of a component. Line ends become `\n`; highlighting, indents, switches of the character set and sequences of
 * the sender's own are removed.
 */
export function unescaped(text: string, separators: Separators): string {
  const mark = separators.escape;
  if (mark === "" || !text.includes(mark)) return text;
  const [first = "", ...parts] = text.split(mark);
  let result = first;
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    const next = parts[index + 1];
    if (next !== undefined && SEQUENCE.test(part)) {
      result += meaning(part, separators) + next;
      index += 1;
    } else result += mark + part;
  }
  return result;
}

function meaning(sequence: string, separators: Separators): string {
  const separator = SEPARATORS[sequence];
  if (separator) return separators[separator];
  if (sequence.startsWith("X")) return bytes(sequence.slice(1)).replace(/\r\n?/g, "\n");
  if (/^\.(?:br|sp|ce)/.test(sequence)) return "\n";
  return sequence.startsWith(".sk") ? " " : "";
}

/** What bytes mean is left to the two sides: UTF-8 if they are, or else ISO 8859-1. */
function bytes(hex: string): string {
  const values = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(values);
  } catch {
    return Array.from(values, (value) => String.fromCharCode(value)).join("");
  }
}
