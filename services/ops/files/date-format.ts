/** Dates and times in the format of `--date-format`. Formats are not guessed. */
import { InvalidArgumentError } from "commander";
import { trimTo } from "../../domain/appointment/sanitized-value";
import type { Entry, EntryFault } from "./entry";

export interface DateFormat {
  /** The format, as given. */
  readonly text: string;
  /** @returns contract v1's local time; undefined if the text does not match the format, or the time does not exist */
  time(text: string): string | undefined;
  /** Reads the date part of the format. @returns YYYY-MM-DD */
  day(text: string): string | undefined;
}

type Part = "year" | "month" | "day" | "hour" | "minute" | "second" | "half";

/** Tokens of a format, with the part and the pattern of each. */
const TOKENS: Readonly<Record<string, readonly [Part, RegExp]>> = {
  YYYY: ["year", /^\d{4}/],
  YY: ["year", /^\d{2}/],
  MMM: ["month", /^[A-Za-z]{3}/],
  MM: ["month", /^\d{2}/],
  M: ["month", /^\d{1,2}/],
  DD: ["day", /^\d{2}/],
  D: ["day", /^\d{1,2}/],
  HH: ["hour", /^\d{2}/],
  H: ["hour", /^\d{1,2}/],
  hh: ["hour", /^\d{2}/],
  h: ["hour", /^\d{1,2}/],
  mm: ["minute", /^\d{2}/],
  ss: ["second", /^\d{2}/],
  A: ["half", /^[AaPp]\.?\s?[Mm]\.?/],
};
/** Splits a format into tokens and the spaces between them. */
const PIECES = /([Yy]{4}|[Yy]{2}|MMM|MM|M|[Dd]{2}|[Dd]|HH|H|hh|h|mm|ss|[Aa]|\s+)/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const TAKES =
  "Must be a date and time format, such as DD/MM/YYYY HH:mm or M/D/YYYY h:mm A, of YYYY, YY, MMM (Jan), MM, M, DD, " +
  "D, HH, H, hh, h, mm, ss and A (AM or PM).";

/** Parses an option's value: a date and time format. */
export function dateFormat(text: string): DateFormat {
  const whole = compiled(text);
  const { parts } = whole;
  const has12 = whole.tokens.some((token) => token === "h" || token === "hh");
  const complete = (["year", "month", "day", "hour"] as const).every((part) => parts.includes(part));
  if (!complete || new Set(parts).size < parts.length || has12 !== parts.includes("half")) throw misused();
  // The date ends where the hour begins, or begins where the time ends.
  const day = compiled(dateOf(text));
  return {
    text,
    time(value) {
      const found = read(whole, value);
      if (!found) return undefined;
      const seconds = parts.includes("second") ? `:${two(found.second)}` : "";
      return `${found.date}T${two(found.hour)}:${two(found.minute)}${seconds}`;
    },
    day: (value) => read(day, value)?.date,
  };
}

/** Reads the times of entries in a format. A time that does not match it is a fault of its entry. */
export async function* withTimes(entries: AsyncIterable<Entry>, format: DateFormat): AsyncGenerator<Entry> {
  const fields = {
    appointmentTime: { read: format.time, problem: `is not an existing date and time in the format ${format.text}` },
    reminderDate: { read: format.day, problem: `is not an existing date in the format ${dateOf(format.text)}` },
  };
  for await (const entry of entries) {
    const { value } = entry;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      yield entry;
      continue;
    }
    const changed: Record<string, unknown> = { ...value };
    const faults: EntryFault[] = [...(entry.faults ?? [])];
    for (const [field, { read, problem }] of Object.entries(fields)) {
      const given = changed[field];
      if (given === undefined || given === null || (typeof given === "string" && given.trim() === "")) continue;
      const iso = typeof given === "string" ? read(given) : undefined;
      if (iso === undefined) faults.push({ field, problem });
      else changed[field] = iso;
    }
    yield { ...entry, value: changed, ...(faults.length > 0 && { faults }) };
  }
}

/** The date part of a format: without the time, and the characters between both. */
function dateOf(text: string): string {
  const from = text.search(/[Hh]/);
  const before = text.slice(0, from).trim();
  return before === "" ? text.slice(from).replace(/^(?:[HhmsAa:.]|\s)+/, "") : trimTo(before, /\S/, /[^T,\s]/);
}

interface Compiled {
  /** The sequence that a text must match: a part, spaces, or exactly these characters. */
  readonly pieces: readonly (readonly [Part, RegExp] | "spaces" | { readonly text: string })[];
  readonly tokens: readonly string[];
  readonly parts: readonly Part[];
}

function compiled(text: string): Compiled {
  const tokens: string[] = [];
  const pieces: Compiled["pieces"][number][] = [];
  for (const piece of text.trim().split(PIECES)) {
    const token = /^[YyDd]+$/.test(piece) || piece === "a" ? piece.toUpperCase() : piece;
    const known = TOKENS[token];
    if (known) {
      tokens.push(token);
      pieces.push(known);
    } else if (/^\s+$/.test(piece)) pieces.push("spaces");
    else if (piece === "T" || !/[\p{L}\p{N}]/u.test(piece)) pieces.push({ text: piece });
    else throw misused();
  }
  return { pieces, tokens, parts: pieces.flatMap((piece) => (Array.isArray(piece) ? [piece[0]] : [])) };
}

/** @returns the text of each part; undefined if the value does not match the format */
function partsOf({ pieces }: Compiled, value: string): ReadonlyMap<Part, string> | undefined {
  const found = new Map<Part, string>();
  let rest = value.trim();
  for (const piece of pieces) {
    const had = rest;
    if (piece === "spaces") rest = rest.trimStart();
    else if ("text" in piece) {
      if (!rest.startsWith(piece.text)) return undefined;
      rest = rest.slice(piece.text.length);
      continue;
    } else {
      const [part, pattern] = piece;
      const [text = ""] = pattern.exec(rest) ?? [];
      found.set(part, text);
      rest = rest.slice(text.length);
    }
    if (rest === had) return undefined;
  }
  return rest === "" ? found : undefined;
}

interface Found {
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function read(form: Compiled, value: string): Found | undefined {
  const given = partsOf(form, value);
  if (!given) return undefined;
  const number = (part: Part) => Number(given.get(part) ?? 0);
  const year = number("year") + (given.get("year")?.length === 2 ? 2000 : 0);
  const name = given.get("month") ?? "";
  const month = /\d/.test(name) ? Number(name) : MONTHS.indexOf(name.toLowerCase()) + 1;
  const half = given.get("half")?.[0]?.toLowerCase();
  const [hour, minute, second] = [number("hour"), number("minute"), number("second")];
  const date = new Date(Date.UTC(year, month - 1, number("day")));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== number("day")) return undefined;
  if (minute > 59 || second > 59 || hour > (half ? 12 : 23) || (half && hour === 0)) return undefined;
  const of24 = half === undefined ? hour : (hour % 12) + (half === "p" ? 12 : 0);
  return { date: `${String(year).padStart(4, "0")}-${two(month)}-${two(number("day"))}`, hour: of24, minute, second };
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function misused(): InvalidArgumentError {
  return new InvalidArgumentError(TAKES);
}
