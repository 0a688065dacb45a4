/** Maps the columns of a CSV header to fields. */
import { sanitized } from "../../domain/appointment/sanitized-value";
import { misuse } from "../output/status";
import { fieldName } from "./field-name";
import { likelyMeaning, synonymOf } from "./likely-meaning";

export interface ColumnChoice {
  /** Names of the fields to read. Case, spaces, hyphens and underscores in a column's name are ignored. */
  readonly fields: readonly string[];
  /** Fields that must have a column. */
  readonly required: readonly string[];
  /** The columns of `--map`, by field. */
  readonly map?: ReadonlyMap<string, string>;
  /** The column names of `--ignore`, each possibly several separated by commas. */
  readonly ignore?: readonly string[];
  /** Whether a header is refused if an ignored column looks like a field. */
  readonly strict?: boolean;
}

/** An ignored column, and the field that it looks like. */
export interface Lookalike {
  readonly name: string;
  readonly field: string;
}

export interface Columns {
  /** The names of all columns, on one line each. */
  readonly header: readonly string[];
  readonly line: number;
  readonly read: readonly { readonly field: string; readonly column: number }[];
  /** Columns that are not read, safe to print in a terminal. */
  readonly ignored: readonly string[];
  readonly doubtful: readonly Lookalike[];
  /** Columns that are neither read, nor doubtful, nor named in `--ignore`. */
  readonly others: readonly { readonly name: string; readonly column: number }[];
}

/** Whether both name the same column. */
export function isSameName(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(name: string): string {
  return sanitized(name)
    .toLowerCase()
    .replace(/[\s\p{Pd}_]/gu, "");
}

/**
 * Reads a header.
 * @param line in which it begins
 * @param name of the file
 * @throws CommandError with all problems
 */
export function readHeader(cells: readonly string[], line: number, name: string, choice: ColumnChoice): Columns {
  const { fields, required, map, strict = false } = choice;
  const header = cells.map(sanitized);
  const { read, known, left, problems } = assigned(header, choice);
  const missing = required.filter((field) => !map?.has(field) && !read.some((column) => column.field === field));
  if (missing.length > 0) problems.unshift(`the header has no column ${missing.join(" and no column ")}`);
  const unread = header.map((column, at) => ({ name: column, column: at })).filter(({ column }) => !known.has(column));
  const remaining = unread.filter(({ column }) => !left.has(column));
  const doubtful = remaining.flatMap(({ name }) => lookalikeOf(name, fields));
  // Without its required columns, the line may not be a header but values, which must not be printed.
  const stops = strict && missing.length === 0 ? doubtful : [];
  if (stops.length > 0) problems.push(`columns that look like fields would be ignored: ${stops.map(shown).join(", ")}`);
  if (problems.length > 0) {
    const hints = missing.length > 0 ? missingHint(header, fields, missing) : doubtfulHint(stops);
    throw misuse(`${name}, line ${line}: ${problems.join("; ")}`, hints.join(" ").trim() || undefined);
  }
  const ignored = [...new Set(unread.map((column) => fieldName(column.name)))];
  const others = remaining.filter((column) => lookalikeOf(column.name, fields).length === 0);
  return { header, line, read, ignored, doubtful, others };
}

interface Assigned {
  readonly read: Columns["read"];
  /** Columns that are a field's. */
  readonly known: ReadonlySet<number>;
  /** Columns that `--ignore` names. */
  readonly left: ReadonlySet<number>;
  readonly problems: string[];
}

/** Finds the column of each field: that of `--map`, or else the one with its name that is not ignored. */
function assigned(header: readonly string[], { fields, map = new Map(), ignore = [] }: ColumnChoice): Assigned {
  const names = ignore.flatMap((given) => (matches(header, given).length > 0 ? [given] : given.split(",")));
  const left = new Set(names.flatMap((name) => matches(header, name)));
  const mapped = new Set([...map.values()].flatMap((column) => matches(header, column)));
  const known = new Set<number>();
  const problems: string[] = [];
  const read = fields.flatMap((field) => {
    const given = map.get(field);
    const found =
      given === undefined
        ? where(header, (column, at) => isSameName(column, field) && !left.has(at) && !mapped.has(at))
        : matches(header, given);
    for (const at of found) known.add(at);
    if (found.length > 1) problems.push(ambiguous(header, found, field));
    if (given !== undefined && found.length === 0) {
      problems.push(`the header has no column "${fieldName(given)}", which --map names for ${field}`);
    }
    return found.slice(0, 1).map((column) => ({ field, column }));
  });
  return { read, known, left, problems };
}

function where(header: readonly string[], is: (column: string, at: number) => boolean): number[] {
  return header.flatMap((column, at) => (is(column, at) ? [at] : []));
}

/** The columns of a name: exact matches or, if there are none, other spellings. */
function matches(header: readonly string[], name: string): number[] {
  const exact = where(header, (column) => column === sanitized(name));
  return exact.length > 0 ? exact : where(header, (column) => isSameName(column, name));
}

function ambiguous(header: readonly string[], found: readonly number[], field: string): string {
  const names = [...new Set(found.map((at) => fieldName(header[at] ?? "")))];
  return names.length > 1
    ? `the columns ${names.join(" and ")} are both read as ${field}`
    : `the header has the column ${names[0]} twice`;
}

function lookalikeOf(name: string, fields: readonly string[]): Lookalike[] {
  const meaning = likelyMeaning(name, fields);
  return meaning && "field" in meaning ? [{ name, field: meaning.field }] : [];
}

/** The problem with a column, or a field of JSON, that would be ignored, and the remedy. */
export function doubtfulText({ name, field }: Lookalike): string {
  return `looks like ${field} and would be ignored: use ${options({ name, field })}`;
}

function options({ name, field }: Lookalike): string {
  const column = fieldName(name);
  return `--map ${field}="${column}" or --ignore "${column}"`;
}

function shown({ name, field }: Lookalike): string {
  return `${fieldName(name)} (${field}?)`;
}

function doubtfulHint([first]: readonly Lookalike[]): string[] {
  return first ? [`Use an option for each of them, such as ${options(first)}.`] : [];
}

/** A hint about the columns that are probably meant as the missing fields. */
function missingHint(header: readonly string[], fields: readonly string[], missing: readonly string[]): string[] {
  const likely = missing.flatMap((field) =>
    header.filter((column) => synonymOf(column) === field).map((column) => ({ field, name: fieldName(column) })),
  );
  const questions = likely.slice(0, 3).map(({ field, name }) => `Is ${name} meant as ${field}?`);
  const [first] = likely;
  const option = first ? [`Use --map ${first.field}="${first.name}".`] : [];
  return [`Column names are ${fields.join(", ")}.`, ...questions, ...option];
}
