/** Dates and times as each language writes them. */
import type { Language } from "../../../../contracts/clinics/languages";
import { wallClock } from "../../appointment/local-hour";
import { haitianDay } from "./haitian-day";
import { hasLanguageData } from "./language-data";

/** `short` has no year. `long` has the whole names of day and month, for emails. */
export type DateStyle = "short" | "short-with-year" | "long";

export interface WrittenTime {
  /** Such as `Wed, Dec 2`. */
  readonly date: string;
  /** Such as `2:30 PM`, with the zone's name if it is asked for. */
  readonly time: string;
}

/** Where a text is read: its language, and the ISO 3166-1 country whose habits it follows, such as a clock of 12 hours. */
export interface Locale {
  readonly language: Language;
  readonly country: string;
}

/**
 * A moment as the patients of a clinic write it, with plain spaces and Latin digits. Without data of the language in the
 * runtime, it is written as in ISO 8601, which no language reads wrongly.
 * @param start ms since 1970
 * @param timeZone IANA zone in which it is shown
 * @param named whether the zone is named after the time
 */
export function writtenTime(
  start: number,
  timeZone: string,
  locale: Locale,
  style: DateStyle,
  named: boolean,
): WrittenTime {
  const clock = wallClock(start, timeZone);
  const { day, hour } = formatters(locale, style);
  return {
    date: plain(day(clock)),
    time: plain(named ? `${hour(clock)} ${zoneName(start, timeZone, locale)}` : hour(clock)),
  };
}

/** Plain spaces and minus signs, without marks of direction: others would double the price of a text. */
function plain(text: string): string {
  return text
    .replace(/\p{Z}/gu, " ")
    .replace(/\u2212/g, "-")
    .replace(/\p{Cf}/gu, "");
}

type Format = (clock: number) => string;
interface Formatters {
  readonly day: Format;
  readonly hour: Format;
}

const DAYS: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  short: { weekday: "short", month: "short", day: "numeric" },
  "short-with-year": { weekday: "short", month: "short", day: "numeric", year: "numeric" },
  long: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
};

/** Korean data of CLDR 48 has `PM 2:30`; with the period of the day it is `오후 2:30`. */
const HOURS: Readonly<Partial<Record<Language, Intl.DateTimeFormatOptions>>> = { ko: { dayPeriod: "short" } };

const cache = new Map<string, Formatters>();

/**
 * They take a moment whose clock in UTC shows the local time, so that there are no more of them than languages, countries
 * and styles: one takes longer to create than to use, and its memory is not small.
 */
function formatters(locale: Locale, style: DateStyle): Formatters {
  const key = `${tagOf(locale)} ${style}`;
  let made = cache.get(key);
  if (!made) {
    made = create(locale, style);
    cache.set(key, made);
  }
  return made;
}

function create(locale: Locale, style: DateStyle): Formatters {
  if (locale.language === "ht") {
    return { day: (clock) => haitianDay(new Date(clock), DAYS[style]), hour: intl("en-US", hourOptions()) };
  }
  if (!hasLanguageData(locale.language)) {
    return { day: (clock) => iso(clock).slice(0, 10), hour: (clock) => iso(clock).slice(11, 16) };
  }
  return { day: intl(tagOf(locale), DAYS[style]), hour: intl(tagOf(locale), hourOptions(locale.language)) };
}

function hourOptions(language?: Language): Intl.DateTimeFormatOptions {
  return { hour: "numeric", minute: "2-digit", ...(language && HOURS[language]) };
}

function iso(clock: number): string {
  return new Date(clock).toISOString();
}

function intl(tag: string, options: Intl.DateTimeFormatOptions): Format {
  const formatter = new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" });
  return (clock) => formatter.format(clock);
}

/**
 * The Gregorian calendar and Latin digits in every country: Arabic is written with either digits, depending on the
 * country ("Text layout requirements for the Arabic script", W3C), and all its readers know those of phone numbers.
 */
function tagOf({ language, country }: Locale): string {
  return `${language}-${country}-u-ca-gregory-nu-latn`;
}

/** A name of a zone that is an offset. */
const OFFSET = /^(?:GMT|UTC)[+\u2212-]/;

/** A name as it is used where the clinic is, such as `EST`, or else the offset, such as `GMT-5`. */
function zoneName(start: number, timeZone: string, locale: Locale): string {
  // No data has names for Haitian Creole, and Arabic ones mix directions.
  const own = ["ht", "ar"].includes(locale.language) ? "en" : locale.language;
  const names = [...new Set([own, "en"])].map((language) =>
    shortName(start, timeZone, `${language}-${locale.country}`),
  );
  return names.find((name) => !OFFSET.test(name)) ?? names[0] ?? "";
}

const zones = new Map<string, Intl.DateTimeFormat>();
/** There are thousands of zones and locales, and few are named. */
const MAX_ZONES = 100;

function shortName(start: number, timeZone: string, tag: string): string {
  const key = `${tag} ${timeZone.toLowerCase()}`;
  let formatter = zones.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(tag, { timeZoneName: "short", timeZone });
    if (zones.size >= MAX_ZONES) zones.clear();
    zones.set(key, formatter);
  }
  return formatter.formatToParts(start).find(({ type }) => type === "timeZoneName")?.value ?? "";
}
