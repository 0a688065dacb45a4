/** Reads a message in ER7: segments, fields, repetitions, components and sub-components, counted from 1. */
import { type Separators, unescaped } from "./er7-escapes";

export interface Er7Message {
  readonly segments: readonly Er7Segment[];
}

export interface Er7Segment {
  /** In upper case. */
  readonly name: string;
  /** Such as `AIL`, or `AIL[2]` for the second of a message. */
  readonly path: string;
  /** The repetitions of a field; at least one, which may be empty. */
  field(number: number): readonly [Er7Field, ...Er7Field[]];
  /** As it was sent. */
  readonly line: string;
}

/**
 * A repetition of a field. The texts are trimmed; "" if there is nothing, or `""`, by which HL7 asks to delete a value.
 */
export interface Er7Field {
  /** Whether the field was sent, be it as `""`. */
  readonly isSent: boolean;
  /** A component, with the separators of its sub-components. */
  text(component: number): string;
  sub(component: number, subcomponent: number): string;
  /** Such as `PID-13[2].4`; without a component, the path of the field. */
  path(component?: number, subcomponent?: number): string;
}

export type Er7Reading =
  | { readonly ok: true; readonly message: Er7Message }
  | { readonly ok: false; readonly path: string; readonly problem: string };

/** @param lines one a segment, the first of which begins with `MSH` and a separator */
export function readMessage(lines: readonly string[]): Er7Reading {
  const separators = separatorsOf(lines[0] ?? "");
  if (!separators) {
    const problem =
      "must name four or five different signs, such as ^~\\&: a text that was escaped twice, or as HTML, has others";
    return { ok: false, path: "MSH-2", problem };
  }
  const counts = new Map<string, number>();
  const segments = lines.map((line) => {
    const name = line.slice(0, 3).toUpperCase();
    const occurrence = (counts.get(name) ?? 0) + 1;
    counts.set(name, occurrence);
    return segmentOf(line, name, occurrence > 1 ? `${name}[${occurrence}]` : name, separators);
  });
  return { ok: true, message: { segments } };
}

/**
 * HL7 v2.5.1, sections 2.15.9.1 and 2.15.9.2. A message without sub-components or escapes may leave out their
 * characters.
 */
function separatorsOf(header: string): Separators | undefined {
  const field = header.charAt(3);
  const encoding = header.slice(4).split(field, 1)[0]?.trimEnd() ?? "";
  const all = [field, ...encoding];
  const isSigns = all.every((sign) => /^[^\p{L}\p{N}\s"]$/u.test(sign));
  if (!isSigns || encoding.length < 1 || encoding.length > 5 || new Set(all).size < all.length) return undefined;
  const [component = "", repetition = "", third = "", fourth = "", truncation = ""] = encoding;
  // Nobody escapes by `&`: some senders leave the backslash out, or write it after the `&`.
  const [mark, subcomponent] = third === "&" ? [fourth, third] : [third, fourth];
  return { field, component, repetition, escape: mark, subcomponent, truncation };
}

function segmentOf(line: string, name: string, path: string, separators: Separators): Er7Segment {
  const parts = line.split(separators.field);
  // In MSH, the separator itself is the first field.
  const fields = name === "MSH" ? ["MSH", separators.field, ...parts.slice(1)] : parts;
  // Read once: each patient of a message reads its header and its resources.
  const known = new Map<number, [Er7Field, ...Er7Field[]]>();
  const read = (number: number) => {
    const texts = split(fields[number] ?? "", separators.repetition);
    const isOne = texts.length === 1;
    return texts.map((text, index) =>
      fieldOf(text, `${path}-${number}${isOne ? "" : `[${index + 1}]`}`, separators),
    ) as [Er7Field, ...Er7Field[]];
  };
  return {
    name,
    path,
    line,
    field: (number) => {
      const repetitions = known.get(number) ?? read(number);
      known.set(number, repetitions);
      return repetitions;
    },
  };
}

function fieldOf(text: string, path: string, separators: Separators): Er7Field {
  const components = split(text, separators.component);
  const valueIn = (raw: string) => {
    const trimmed = raw.trim();
    return trimmed === '""' ? "" : unescaped(trimmed, separators).trim();
  };
  return {
    isSent: text.trim() !== "",
    text: (component) => valueIn(components[component - 1] ?? ""),
    sub: (component, subcomponent) =>
      valueIn(split(components[component - 1] ?? "", separators.subcomponent)[subcomponent - 1] ?? ""),
    path: (component, subcomponent) => [path, component, subcomponent].filter((part) => part !== undefined).join("."),
  };
}

function split(text: string, separator: string): string[] {
  return separator === "" ? [text] : text.split(separator);
}
