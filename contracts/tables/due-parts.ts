/** The due lists of a day or a quarter. */
import { dayPartOf } from "./day-parts";

export const PART_DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"] as const;

/** A due list of a day or a quarter: that of the day itself, or one of its sixteen parts, by its digit. */
export const DUE_PARTS = ["undivided", ...PART_DIGITS] as const;

export type DuePart = (typeof DUE_PARTS)[number];

/**
 * The values of `reminderDate` for reminders of a day: the day itself, and `YYYY-MM-DD#h` with one hex digit. The index
 * keeps each of them in a partition of its own, which accepts 1,000 writes and 3,000 reads a second ("Best practices
 * for designing and using partition keys effectively", DynamoDB Developer Guide). A booking system with tens of
 * thousands of reminders a day spreads them over the parts, in any way; one with few reminders writes the day.
 * @param day YYYY-MM-DD, or a quarter
 */
export function duePartsOf(day: string, parts: readonly DuePart[] = DUE_PARTS): string[] {
  return parts.map((part) => (part === "undivided" ? day : dayPartOf(day, part)));
}
