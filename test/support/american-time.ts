import { type DateStyle, writtenTime } from "../../services/domain/content/dates/written-time";

/** A time as texts in the US have it, such as `Tue, Dec 1 at 2:30 PM`. */
export function formatTime(start: number, zone: string, style: DateStyle, named: boolean): string {
  const { date, time } = writtenTime(start, zone, { language: "en", country: "US" }, style, named);
  return `${date} at ${time}`;
}
