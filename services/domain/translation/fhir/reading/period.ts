import { child, type Element, textOf } from "./element";

/**
 * Whether the period of an element includes the day of a moment. Only as much is compared as a bound has, which may be
 * a year: the end includes all of it (FHIR R4, datatypes, Period.end).
 * @param moment ISO 8601 with a day at least
 */
export function includes(parent: Element, moment: string): boolean {
  const period = child(parent, "period");
  const day = moment.slice(0, 10);
  const from = textOf(period, "start")?.slice(0, 10) ?? "";
  const to = textOf(period, "end")?.slice(0, 10) ?? day;
  return from <= day && to >= day.slice(0, to.length);
}
