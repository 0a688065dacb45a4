/** Follows notifications to their outcome. */
import { Option } from "commander";
import { type DeliveryLogItem, isOutcome } from "../../../contracts/delivery-log";
import { systemClock } from "../../adapters/system-clock";
import type { NotificationKey } from "../../domain/notification/notification";
import { jsonText } from "../output/json-text";
import { startProgress } from "../output/progress";
import { STATUS, type Status } from "../output/status";
import { counted } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { duration } from "./command";
import { Counts } from "./counts";
import type { Environment } from "./environment";

export interface Watched {
  readonly key: NotificationKey;
  /** The item before the command. */
  readonly before: DeliveryLogItem | undefined;
}

export interface WatchOptions {
  readonly json: boolean;
  /** ms */
  readonly watchFor: number;
  /** A message was just queued for each notification. */
  readonly justQueued?: boolean;
  /** The fields of the JSON document before the outcomes. */
  readonly document: object;
}

/** The option for how long a command follows notifications. */
export function watchFor(description = "stop following after this time", time = "15m"): Option {
  return new Option("--watch-for <time>", description).argParser(duration).default(duration(time), time);
}

/** ms between two reads of the log. */
const INTERVAL = 1_000;
/** Outcomes that are final. */
const FINAL: readonly string[] = ["SMS_SENT", "EMAIL_SENT", "DECLINED", "EXPIRED", "CANCELLED", "SUPERSEDED"];

/**
 * Prints the outcomes, or the JSON document, also after an error.
 * @returns done if every patient was reminded, or will be when a send window opens, or nothing is to be sent; failed if a message that was just queued
 *   sent nothing, since its patient had already been reminded
 */
export async function watch(
  watched: readonly Watched[],
  environment: Environment,
  terminal: Terminal,
  { json, watchFor, justQueued = false, document }: WatchOptions,
): Promise<Status> {
  const { log } = environment;
  const { interrupted } = terminal;
  const open = new Map(watched.map((one) => [one.key.notificationId, one]));
  const total = open.size;
  /** By outcome, and its reason if there is one. */
  const ended = new Counts();
  let reminded = 0;
  let duplicates = 0;
  /** Texts that wait for their send window, by the ms since 1970 at which it opens: too long to be followed. */
  const waits = new Map<number, number>();
  // A final notification is not changed by a message that was just queued: there is nothing to wait for.
  const former = watched.flatMap(({ before }) =>
    justQueued && before && FINAL.includes(before.status) ? [before] : [],
  );
  for (const item of former) {
    open.delete(item.notificationId);
    ended.raise(duplicateText(item));
    duplicates += 1;
  }
  const progress = startProgress(terminal, "outcomes");
  const until = Date.now() + watchFor;
  try {
    while (open.size > 0 && Date.now() < until && !interrupted.aborted) {
      for (const item of await log.items([...open.values()].map(({ key }) => key))) {
        const before = open.get(item.notificationId)?.before;
        if (justQueued && isDuplicate(item, before)) {
          open.delete(item.notificationId);
          ended.raise(duplicateText(item));
          duplicates += 1;
          continue;
        }
        const wait = waitOf(item);
        if (wait !== undefined) {
          open.delete(item.notificationId);
          waits.set(wait, (waits.get(wait) ?? 0) + 1);
          continue;
        }
        if (!isNew(item, before)) continue;
        open.delete(item.notificationId);
        const how = item.reason && item.reason !== item.status ? `${item.status}, ${item.reason}` : item.status;
        ended.raise(how);
        if (FINAL.includes(item.status)) reminded += 1;
      }
      progress.show(total - open.size, total);
      if (open.size > 0) await systemClock.sleep(INTERVAL);
    }
  } finally {
    progress.end();
    const endedBefore = former.map((item) => ({ status: item.status, endedAt: endOf(item) }));
    const waiting = [...waits].map(([until, count]) => ({ until: new Date(until).toISOString(), count }));
    const result = { interrupted: interrupted.aborted, outcomes: ended, waiting, open: open.size };
    if (json) say(terminal, jsonText({ ...document, ...result, ...(former.length > 0 && { endedBefore }) }));
    else printOutcomes(ended, open.size, terminal);
  }
  for (const [until, count] of waits) {
    const { clinicTimeZone } = await environment.settings();
    const opening = momentText(until, clinicTimeZone);
    note(terminal, `Quiet hours: ${counted(count, "text")} will be sent after the window opens at ${opening}.`);
  }
  for (const item of former) {
    const { clinicTimeZone } = await environment.settings();
    note(terminal, `It ended on ${momentText(Date.parse(endOf(item)), clinicTimeZone)}.`);
  }
  if (duplicates > 0) note(terminal, "To send another reminder of the same appointment, raise its revision.");
  if (interrupted.aborted) return STATUS.interrupted;
  return reminded + sum(waits.values()) < total ? STATUS.failed : STATUS.done;
}

/** Whether the outcome is new: a notification that had failed before must have made another transition. */
function isNew(item: DeliveryLogItem, before: DeliveryLogItem | undefined): boolean {
  const isAnother = (item.transition ?? 0) > (before?.transition ?? 0);
  return isOutcome(item.status) && (FINAL.includes(item.status) || isAnother);
}

/** The ms since 1970 until which a text waits for its send window; undefined if none does, or the window is open. */
function waitOf({ status, waitingUntil = "" }: DeliveryLogItem): number | undefined {
  const until = Date.parse(waitingUntil);
  return status === "SMS_WAITING" && until > Date.now() ? until : undefined;
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}

/** ISO 8601. */
function endOf({ history, updatedAt }: DeliveryLogItem): string {
  return history.at(-1)?.at ?? updatedAt;
}

function duplicateText({ status }: DeliveryLogItem): string {
  const reminded = status === "SMS_SENT" || status === "EMAIL_SENT";
  return `${reminded ? "already reminded" : "it had ended before"}, nothing sent (${status})`;
}

function isDuplicate(item: DeliveryLogItem, before: DeliveryLogItem | undefined): boolean {
  return before !== undefined && (item.duplicates ?? 0) > (before.duplicates ?? 0);
}

function printOutcomes(ended: Counts, open: number, terminal: Terminal): void {
  for (const line of ended.lines((outcome, count) => `${outcome}: ${count}`)) say(terminal, line);
  if (open > 0) note(terminal, `No outcome yet: ${open}. Check later with \`npm run ops -- log day\`.`);
}
