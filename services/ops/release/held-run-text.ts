import type { HeldRun } from "../../../contracts/tables/daily-runs";
import { printable } from "../output/printable";
import { counted } from "../output/table";
import { durationText, momentText } from "../output/time-text";

/** Such as `held since ..., 3 h ago: at least 4,012 reminders are due on 2026-12-01; 1,004 were the most of ...`. */
export function heldText({ since, day, due, usual, limit }: HeldRun, timeZone: string, now: number): string {
  const at = Date.parse(since);
  const when = Number.isNaN(at) ? "" : ` since ${momentText(at, timeZone)}, ${durationText(now - at)} ago`;
  return (
    `held${when}: at least ${counted(due, "reminder")} ${due === 1 ? "is" : "are"} due on ${printable(day)}; the most of the ` +
    `28 days before were ${usual.toLocaleString("en-US")}, and up to ${limit.toLocaleString("en-US")} are not held`
  );
}

export function heldRunText(held: HeldRun, environment: string, timeZone: string, now: number): string {
  return `The daily run of ${environment} is ${heldText(held, timeZone, now)}.`;
}
