/**
 * Dates and times of HL7 v2, data types TS and DTM: `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]` (HL7 v2.5.1,
 * section 2.A.22).
 */

/** A time to the minute, or finer. */
export interface Hl7Time {
  /** ISO 8601 without an offset, to the precision of the message. */
  readonly local: string;
  /** Such as `+01:00` or `Z`; "" for a local time. */
  readonly offset: string;
  readonly hasFraction: boolean;
}

/** Some senders write the fraction without its point, and some write ISO 8601. */
const DATE_TIME = /^(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:\.?(\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?$/;
const NO_TIME_OF_DAY = /^\d{4}(?:-?\d\d){0,2}(?:\d\d)?(?:[+-]\d{4})?$/;

/** @returns undefined if it is not a date with a time to the minute; whether the day exists is not checked */
export function readTime(text: string): Hl7Time | undefined {
  const [, year, month, day, hour, minute, second, fraction, offset = ""] = DATE_TIME.exec(text) ?? [];
  if (year === undefined) return undefined;
  const seconds = second === undefined ? "" : `:${second}${fraction === undefined ? "" : `.${fraction}`}`;
  return {
    local: `${year}-${month}-${day}T${hour}:${minute}${seconds}`,
    offset: /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset,
    hasFraction: fraction !== undefined,
  };
}

/** Why {@link readTime} does not read a text, without the text. */
export function timeProblem(text: string): string {
  return NO_TIME_OF_DAY.test(text)
    ? "must have the time of day, to the minute at least"
    : "must be a date and time, such as 202703011430 or 20270301143000-0500";
}

/** The day of a date or a time; "" if it is not known. @returns YYYYMMDD */
export function dayOf(text: string): string {
  return /^\d{4}-?\d\d-?\d\d/.exec(text)?.[0].replaceAll("-", "") ?? "";
}
