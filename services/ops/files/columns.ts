/** Which column of a CSV header each field is read from. */
import { sanitized } from "../../domain/appointment/sanitized-value";
import { misuse } from "../output/status";
import { fieldName } from "./field-name";
import { likelyMeaning, synonymOf } from "./likely-meaning";

export interface ColumnChoice {
  /** Names of fields to read. A column is named so whatever its case, spaces, hyphens and underscores. */
  readonly fields: readonly string[];
  /** Fields that must have a column. */
  readonly required: readonly string[];
  /** Columns of `--map`, by their fields. */
  readonly map?: ReadonlyMap<string, string>;
  /** Names of `--ignore`: of columns, or several separated by commas. */
  readonly ignore?: readonly string[];
  /** Is a header refused where a column that would be ignored looks like a field? */
  readonly strict?: boolean;
}

/** A column that would be ignored, and the field that it looks like. */
export interface Lookalike {
  readonly name: string;
  readonly field: string;
}

export interface Columns {
  /** The names of all columns, on one line each. */
  readonly header: readonly string[];
  readonly line: number;
  readonly read: readonly { readonly field: string; readonly column: number }[];
  /** Columns that are not read, as a terminal may show them. */
  readonly ignored: readonly string[];
  readonly doubtful: readonly Lookalike[];
  /** Columns that are neither read, nor doubtful, nor named in `--ignore`. */
  readonly others: readonly { readonly name: string; readonly column: number }[];
}

/** Do both name the same column? */
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
 * @param line that it begins in
 * @param name of the file
 * @throws CommandError with everything that is wrong with it
 */
export function readHeader(cells: readonly string[], line: number, name: string, choice: ColumnChoice): Columns {
  const { fields, required, map, strict = false } = choice;
  const header = cells.map(sanitized);
  const { read, known, left, problems } = assigned(header, choice);
  const missing = required.filter((field) => !map?.has(field) && !read.some((column) => column.field === field));
  if (missing.length > 0) problems.unshift(`the header names no column ${missing.join(" and no column ")}`);
  const unread = header.map((column, at) => ({ name: column, column: at })).filter(({ column }) => !known.has(column));
  const asked = unread.filter(({ column }) => !left.has(column));
  const doubtful = asked.flatMap(({ name }) => lookalikeOf(name, fields));
  // Without its columns it may be no header at all, whose cells are values.
  const stops = strict && missing.length === 0 ? doubtful : [];
  if (stops.length > 0) problems.push(`columns that look like fields would be ignored: ${stops.map(shown).join(", ")}`);
  if (problems.length > 0) {
    const hints = missing.length > 0 ? missingHint(header, fields, missing) : doubtfulHint(stops);
    throw misuse(`${name}, line ${line}: ${problems.join("; ")}`, hints.join(" ").trim() || undefined);
  }
  const ignored = [...new Set(unread.map((column) => fieldName(column.name)))];
  const others = asked.filter((column) => lookalikeOf(column.name, fields).length === 0);
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

/** Finds the column of each field: the one of `--map` or else, of those that are not left out, the one of its name. */
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

/** Columns of a name: those that are called exactly so or, where there are none, in another spelling. */
function matches(header: readonly string[], name: string): number[] {
  const exact = where(header, (column) => column === sanitized(name));
  return exact.length > 0 ? exact : where(header, (column) => isSameName(column, name));
}

function ambiguous(header: readonly string[], found: readonly number[], field: string): string {
  const names = [...new Set(found.map((at) => fieldName(header[at] ?? "")))];
  return names.length > 1
    ? `the columns ${names.join(" and ")} are both read as ${field}`
    : `the header names the column ${names[0]} twice`;
}

function lookalikeOf(name: string, fields: readonly string[]): Lookalike[] {
  const meaning = likelyMeaning(name, fields);
  return meaning && "field" in meaning ? [{ name, field: meaning.field }] : [];
}

/** What to do about a column, or a field of JSON, that would be ignored. */
export function doubtfulText({ name, field }: Lookalike): string {
  return `looks like ${field} and would be ignored: say ${options({ name, field })}`;
}

function options({ name, field }: Lookalike): string {
  const column = fieldName(name);
  return `--map ${field}="${column}" or --ignore "${column}"`;
}

function shown({ name, field }: Lookalike): string {
  return `${fieldName(name)} (${field}?)`;
}

function doubtfulHint([first]: readonly Lookalike[]): string[] {
  return first ? [`Say of each what it is, such as ${options(first)}.`] : [];
}

/** Columns that are probably meant as the missing fields. */
function missingHint(header: readonly string[], fields: readonly string[], missing: readonly string[]): string[] {
  const likely = missing.flatMap((field) =>
    header.filter((column) => synonymOf(column) === field).map((column) => ({ field, name: fieldName(column) })),
  );
  const questions = likely.slice(0, 3).map(({ field, name }) => `Is ${name} meant as ${field}?`);
  const [first] = likely;
  const option = first ? [`Say --map ${first.field}="${first.name}".`] : [];
  return [`Columns are called ${fields.join(", ")}.`, ...questions, ...option];
}
