/** Ignored fields of a file, which the contract does not have. */
import type { Columns, Lookalike } from "../files/columns";
import type { Entry } from "../files/entry";
import { fieldName } from "../files/field-name";
import { likelyMeaning } from "../files/likely-meaning";
import type { Warning } from "./warning";

/** The maximum number of names that are kept: every object of a file may have other ones. */
const MAX_NAMES = 50;

/** A field: its name and its value. */
export type UnknownField = readonly [name: string, value: unknown];

/**
 * The fields of an entry that are not in the contract, and not empty.
 * @param columns of CSV
 * @param fields the known names
 */
export function unknownFields(
  entry: Omit<Entry, "end">,
  columns: Columns | undefined,
  fields: readonly string[],
): UnknownField[] {
  const { value, raw } = entry;
  const all: UnknownField[] = columns
    ? columns.others.map(({ name, column }) => [name, (raw as readonly string[])[column]])
    : typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [];
  return all.filter(([name, given]) => !fields.includes(name) && !isEmpty(given));
}

/** Ignored fields of an entry that look like a field of the contract that the entry does not have. */
export function lookalikes(entry: Readonly<Record<string, unknown>>, fields: readonly string[]): Lookalike[] {
  return Object.entries(entry).flatMap(([name, value]) => {
    if (fields.includes(name) || isEmpty(value) || typeof value === "object") return [];
    const meaning = likelyMeaning(name, fields);
    return meaning && "field" in meaning && isEmpty(entry[meaning.field]) ? [{ name, field: meaning.field }] : [];
  });
}

/** Values that mean no, in a field such as `cancelled`. */
const NO = /^(?:false|no|n|0)$/i;

/**
 * @param known the known fields of the entry: an unknown field with the same meaning is no loss if the known one is set
 */
export function unknownFieldWarnings(
  unknown: readonly UnknownField[],
  known: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Warning[] {
  return unknown.flatMap(([name, value]): Warning[] => {
    if (isList(value) && !isAppointment(known)) return [warning(name, `is ignored: ${LIST}`, LIST)];
    const meaning = likelyMeaning(name, fields);
    if (!meaning) return [];
    if ("consequence" in meaning) {
      if (NO.test(String(value))) return [];
      return [warning(name, `is ignored: ${meaning.consequence}`, meaning.consequence)];
    }
    if (!isEmpty(known[meaning.field])) return [];
    if (typeof value === "object") return [warning(name, `is ignored: ${NESTED}`, fieldName(name))];
    return [
      warning(name, `is not a field of the contract and is ignored: did you mean ${meaning.field}?`, meaning.field),
    ];
  });
}

const LIST = "it holds a list: the file itself must be the list of appointments";
const NESTED = "it holds an object: the fields of an appointment belong in the entry itself";

/** Whether a value is a list of objects, as in `{"appointments": [{...}]}`. */
function isList(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "object" && value[0] !== null;
}

function isAppointment({ patientId, appointmentTime }: Readonly<Record<string, unknown>>): boolean {
  return !isEmpty(patientId) || !isEmpty(appointmentTime);
}

function warning(name: string, problem: string, kind: string): Warning {
  return { code: "UNKNOWN_FIELD", field: fieldName(name), problem, kind: `UNKNOWN_FIELD ${kind}` };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** The names of the ignored fields of a file, up to a maximum. */
export class IgnoredNames {
  readonly #names = new Set<string>();
  #more = false;

  add(fields: readonly UnknownField[]): void {
    for (const [name] of fields) {
      if (this.#names.size < MAX_NAMES) this.#names.add(fieldName(name));
      else if (!this.#names.has(fieldName(name))) this.#more = true;
    }
  }

  get names(): readonly string[] {
    return [...this.#names];
  }

  /** Whether there were others, whose names were not kept. */
  get more(): boolean {
    return this.#more;
  }
}
