/** Follows notifications to their outcome. */
import { Option } from "commander";
import { type DeliveryLogItem, isOutcome } from "../../../contracts/delivery-log";
import { systemClock } from "../../adapters/system-clock";
import type { NotificationKey } from "../../domain/notification";
import { duration } from "./command";
import { Counts } from "./counts";
import type { Environment } from "./environment";
import { startProgress } from "./progress";
import { STATUS, type Status } from "./status";
import { note, say, type Terminal } from "./terminal";

export interface Watched {
  readonly key: NotificationKey;
  /** How it stood before the command did anything. */
  readonly before: DeliveryLogItem | undefined;
}

export interface WatchOptions {
  readonly json: boolean;
  /** ms */
  readonly watchFor: number;
}

/** How long a command follows. */
export function watchFor(): Option {
  return new Option("--watch-for <time>", "stop following after this time")
    .argParser(duration)
    .default(duration("15m"), "15m");
}

/** ms between two looks. */
const INTERVAL = 1_000;
/** These do not end a second time. */
const FINAL: readonly string[] = ["SMS_SENT", "EMAIL_SENT", "EXPIRED"];

/** @returns done where every patient was told, or the appointment is over */
export async function watch(
  watched: readonly Watched[],
  environment: Environment,
  terminal: Terminal,
  { json, watchFor }: WatchOptions,
): Promise<Status> {
  const { log } = environment;
  const open = new Map(watched.map((one) => [one.key.notificationId, one]));
  const total = open.size;
  /** By outcome, and its reason where there is one. */
  const ended = new Counts();
  let told = 0;
  const progress = startProgress(terminal, "outcomes");
  const until = Date.now() + watchFor;
  while (open.size > 0 && Date.now() < until && !terminal.interrupted.aborted) {
    for (const item of await log.items([...open.values()].map(({ key }) => key))) {
      if (!isNew(item, open.get(item.notificationId)?.before)) continue;
      open.delete(item.notificationId);
      const how = item.reason ? `${item.status}, ${item.reason}` : item.status;
      ended.raise(how);
      if (FINAL.includes(item.status)) told += 1;
    }
    progress.show(total - open.size, total);
    if (open.size > 0) await systemClock.sleep(INTERVAL);
  }
  progress.end();
  tell(ended, open.size, terminal, json);
  if (terminal.interrupted.aborted) return STATUS.interrupted;
  return told < total ? STATUS.failed : STATUS.done;
}

function isNew(item: DeliveryLogItem, before: DeliveryLogItem | undefined): boolean {
  return isOutcome(item.status) && (FINAL.includes(item.status) || item.history.length > (before?.history.length ?? 0));
}

function tell(ended: Counts, open: number, terminal: Terminal, json: boolean): void {
  if (json) {
    say(terminal, JSON.stringify({ outcomes: ended, open }));
    return;
  }
  for (const line of ended.lines((outcome, count) => `${outcome}: ${count}`)) say(terminal, line);
  if (open > 0) note(terminal, `No outcome yet: ${open}. \`npm run ops -- log day\` tells later.`);
}
