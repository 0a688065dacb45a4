/** What the text of a message must not look like, although it is ICU MessageFormat. */
import { type CompiledMessage, MESSAGES, type MessageName, type Placeholder } from "./messages";

/** Something that a patient can read. */
const READABLE = /[\p{L}\p{N}]/u;

/** Values by placeholder, as a `select` sees them. */
type Case = ReadonlyMap<string, string>;

/**
 * Whether a message has no letter and no digit for some values.
 * @param certain optional placeholders that have a value in every case
 * @returns what is wrong, to complete "the message"; undefined if nothing is
 */
export function blankProblem(
  name: MessageName,
  message: CompiledMessage,
  certain: readonly string[],
): string | undefined {
  // The message shows their values in every case.
  if (MESSAGES[name].needs.length > 0) return undefined;
  for (const one of casesOf(message, MESSAGES[name].placeholders, certain)) {
    if (isReadable(message, one)) continue;
    const values = [...one].map(([placeholder, value]) => `{${placeholder}} is ${value === "none" ? "absent" : value}`);
    return `has no letter and no digit${values.length > 0 ? ` if ${values.join(" and ")}` : ""}`;
  }
  return undefined;
}

/** Every combination of the values that the message selects by. */
function casesOf(
  message: CompiledMessage,
  placeholders: Readonly<Record<string, Placeholder>>,
  certain: readonly string[],
): Case[] {
  let cases: Map<string, string>[] = [new Map()];
  for (const placeholder of new Set(selectedBy(message))) {
    const kind = placeholders[placeholder];
    const optional = certain.includes(placeholder) ? ["present"] : ["none", "present"];
    const values = typeof kind === "object" ? [...kind, "other"] : optional;
    cases = cases.flatMap((one) => values.map((value) => new Map([...one, [placeholder, value]])));
  }
  return cases;
}

function selectedBy(message: CompiledMessage): string[] {
  return message.flatMap((part) => {
    if (typeof part === "string" || "value" in part) return [];
    return [part.select, ...Object.values(part.options).flatMap(selectedBy)];
  });
}

function isReadable(message: CompiledMessage, values: Case): boolean {
  return message.some((part) => {
    if (typeof part === "string") return READABLE.test(part);
    if ("value" in part) return true;
    const { options } = part;
    return isReadable(options[values.get(part.select) ?? "other"] ?? options.other ?? [], values);
  });
}

const NAMES = new Set(
  Object.values(MESSAGES)
    .flatMap(({ placeholders }) => Object.keys(placeholders))
    .map((name) => name.toLowerCase()),
);

/** A placeholder in ICU syntax, which an apostrophe before its brace makes text, or with full-width braces. */
const QUOTED = /[{｛]\s*[\p{L}_][\p{L}\p{N}_.-]*\s*[,}｝]/u;
/** A placeholder as other template languages write it. */
const FOREIGN = /\[ ?(\w+) ?\]|< ?(\w+) ?>|%(\w+)|\$(\w+)|\(\( ?(\w+) ?\)\)/g;

/**
 * Whether text of a message is meant to be a placeholder: the patient would read `{clinic}`.
 * @param isBeforePlaceholder whether a placeholder follows immediately
 * @returns what is wrong, to complete "the message"; undefined if nothing is
 */
export function literalProblem(text: string, isBeforePlaceholder: boolean): string | undefined {
  const quoted = QUOTED.exec(text)?.[0];
  if (quoted) return `has ${quoted} as text: an apostrophe before a brace quotes what follows, and '' is an apostrophe`;
  const foreign = [...text.matchAll(FOREIGN)].find(([, ...names]) => NAMES.has(names.join("").toLowerCase()))?.[0];
  if (foreign) return `has ${foreign} as text: a placeholder is written in braces, such as {clinic}`;
  const sign = isBeforePlaceholder ? /[$%]$/.exec(text)?.[0] : undefined;
  return sign && `has ${sign} directly before a placeholder, as other template languages write it`;
}
