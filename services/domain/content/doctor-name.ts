/** The doctor's name in a reminder. */
import { trimTo } from "../appointment/sanitized-value";
import { isPlaceholder, shown } from "../appointment/shown-value";
import { withoutSpreadsheetMarks } from "../appointment/written-marks";
import { CREDENTIALS, GENERATIONS, SERVICE_ENDING, SERVICES, TITLES } from "./professional-words";

/** The spellings of `Dr.` at the start of a name, possibly repeated. */
const DOCTOR = /^(?:dr\.\s*|(?:dr|doctor)(?:\s+|$))+/i;

/** A word of a name: letters, and marks within it such as the dot of an initial. */
const WORD = /^['’‘ʻʼ]?[\p{L}\p{M}][\p{L}\p{M}\p{Join_Control}'’‘ʻʼ`´.·・\p{Pd}]*$/u;

/**
 * The name with its title, or "" if there is no name. `Dr.` is added only to a plain name: a name with another title, a
 * credential, a comma, a department or a digit is not changed.
 * @param name contract v1
 */
export function doctorName(name: string | undefined): string {
  const { bare, titled } = readName(name);
  return bare !== "" && (titled || isPlainName(bare)) ? `Dr. ${bare}` : bare;
}

/** The name with `Dr.` only if the sender wrote it, or "" if there is no name. */
export function doctorNameAsGiven(name: string | undefined): string {
  const { bare, titled } = readName(name);
  return bare !== "" && titled ? `Dr. ${bare}` : bare;
}

/** @returns the name without `Dr.`, "" if there is none, and whether it had one */
function readName(name: string | undefined): { bare: string; titled: boolean } {
  const given = withoutBlanks(fromHl7(withoutAddress(shown(name))));
  const bare = given.replace(DOCTOR, "");
  // A number alone has a meaning only for the sender, such as a provider's id.
  if (isPlaceholder(bare) || !/[^\p{N}\p{P}\s]/u.test(bare)) return { bare: "", titled: false };
  return { bare, titled: bare !== given };
}

/** An email address as a word, possibly in brackets. */
const ADDRESS = /^[<([]*(?:mailto:)?[^\s@:;,<>()[\]]+@(?:[^\s@:;,<>()[\].]+\.)+[^\s@:;,<>()[\].]+[>)\]]*$/i;

/** The display name of `Rivera <maria@x.example>` or `maria@x.example (Rivera)`, without its quotes. */
export function withoutAddress(name: string): string {
  if (!name.includes("@")) return name;
  const words = name.replace(/[<([]/g, " $&").split(/ +/);
  const kept = words.filter((word) => !ADDRESS.test(word));
  if (kept.length === words.length) return name;
  const rest = kept.join(" ").replace(/^\(([^()]*)\)$/, "$1");
  return withoutSpreadsheetMarks(trimTo(rest, /[^\s,;:<([\p{Pd}]/u, /[^\s,;:<([\p{Pd}]/u));
}

/** Removes placeholders of a missing part, as in `undefined Rivera`. No name is spelled like these words. */
function withoutBlanks(name: string): string {
  const kept = name.split(" ").filter((word) => !/^(?:undefined|null|NaN)$/.test(word));
  return kept.join(" ");
}

function isPlainName(name: string): boolean {
  const [person = "", generation, ...more] = name.split(/,\s*/);
  if (more.length > 0 || (generation !== undefined && !GENERATIONS.has(bareWord(generation)))) return false;
  const words = person.split(" ");
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (TITLES.has(bareWord(first)) || (words.length > 1 && [first, last].some(isCredential))) return false;
  return words.every((word) => WORD.test(word) && !isOfService(bareWord(word)));
}

function bareWord(word: string): string {
  return word.toLowerCase().replace(/\.(?=$|\p{L})/gu, "");
}

/** Words that are spelled like surnames (`Do`, `Ma`, `Pa`) are not credentials. */
function isCredential(word: string): boolean {
  if (/^\p{Lu}\p{Ll}$/u.test(word)) return false;
  const [degree = ""] = bareWord(word).split("-");
  return CREDENTIALS.has(degree);
}

function isOfService(word: string): boolean {
  return SERVICES.has(word) || SERVICE_ENDING.test(word);
}

/**
 * HL7 v2 writes a person as components: family name, given name, further names, suffix, prefix, degree (XPN); XCN has
 * an id before them.
 */
function fromHl7(name: string): string {
  if (!name.includes("^")) return name;
  const parts = name.split("^").map((part) => part.trim());
  const [family = "", given = "", further = "", suffix = "", prefix = "", degree = ""] = /^$|\d/.test(parts[0] ?? "")
    ? parts.slice(1)
    : parts;
  // Of the sub-components of a family name, the first is the name itself.
  const [surname = ""] = family.split("&").map((part) => part.trim());
  return shownPerson({ prefix, given, further, family: surname, suffix, degree });
}

/** The parts of a person's name; a part may be missing or "". */
export interface PersonParts {
  readonly prefix?: string;
  readonly given?: string;
  /** Middle names and initials. */
  readonly further?: string;
  readonly family?: string;
  /** Such as `Jr.`; a degree such as `MD` is shown after a comma. */
  readonly suffix?: string;
  readonly degree?: string;
}

/**
 * A person's name in reading order, as a patient is to read it: `Dr. Maria T. Rivera Jr., MD`. A degree that was written as
 * prefix or suffix is shown where degrees are.
 */
export function shownPerson({ prefix = "", given, further, family, suffix = "", degree = "" }: PersonParts): string {
  const isDegree = (word: string) => isCredential(word) && !TITLES.has(bareWord(word));
  const [before, after] = [prefix, suffix].map((word) => (isDegree(word) ? "" : word));
  const degrees = [prefix, suffix].filter(isDegree);
  const person = [before, given, further, family, after].filter(Boolean).join(" ");
  return [person, ...(degree ? [degree] : degrees)].filter(Boolean).join(", ");
}
