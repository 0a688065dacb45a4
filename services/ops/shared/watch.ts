/** Follows notifications to their outcome. */
import { Option } from "commander";
import { type DeliveryLogItem, hasEnded } from "../../../contracts/delivery-log";
import { systemClock } from "../../adapters/system-clock";
import type { NotificationKey } from "../../domain/notification/notification";
import { startProgress } from "../output/progress";
import { STATUS, type Status } from "../output/status";
import type { Terminal } from "../output/terminal";
import { duration } from "./command";
import type { Environment } from "./environment";
import { awaitsReceipt, noteAccepted, noteFallback, noteNoReceipt, noteReceipt } from "./receipt-wait";
import { isUnchanging, WatchResults } from "./watch-results";

export interface Watched {
  readonly key: NotificationKey;
  /** The item before the command. */
  readonly before: DeliveryLogItem | undefined;
}

export interface WatchOptions {
  readonly json: boolean;
  /** ms */
  readonly watchFor: number;
  /** ms for which the receipt of an accepted text or email is waited for; 0 or absent: an accepted one has ended. */
  readonly receiptFor?: number;
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
const INTERVAL = 500;

interface Open extends Watched {
  /** ms since 1970: until when it is followed. */
  until: number;
  /** The item as its carrier had accepted it, while its receipt is waited for. */
  accepted?: DeliveryLogItem;
  /** It was reported that an email follows. */
  fellBack?: boolean;
}

/**
 * Prints the outcomes, or the JSON document, also after an error.
 * @returns done if every patient was reminded, or will be when a send window opens, or nothing is to be sent; failed if a
 *   message that was just queued sent nothing, since its patient had already been reminded, or was not delivered
 */
export async function watch(
  watched: readonly Watched[],
  environment: Environment,
  terminal: Terminal,
  options: WatchOptions,
): Promise<Status> {
  const { watchFor, receiptFor = 0, justQueued = false } = options;
  const { interrupted } = terminal;
  const until = Date.now() + watchFor;
  const open = new Map(watched.map((one): [string, Open] => [one.key.notificationId, { ...one, until }]));
  const total = open.size;
  const results = new WatchResults();
  // A final notification is not changed by a message that was just queued: there is nothing to wait for.
  for (const { key, before } of justQueued ? watched : []) {
    if (!before || !isUnchanging(before)) continue;
    open.delete(key.notificationId);
    results.addFormer(before);
  }
  const progress = startProgress(terminal, "outcomes");
  try {
    while (open.size > 0 && !interrupted.aborted) {
      for (const item of await environment.log.items([...open.values()].map(({ key }) => key))) {
        const one = open.get(item.notificationId);
        if (one && (await isSettled(item, one))) open.delete(item.notificationId);
      }
      for (const [id, { until, accepted }] of open) {
        if (Date.now() < until) continue;
        open.delete(id);
        results.addOpen(accepted);
        if (accepted) noteNoReceipt(accepted, receiptFor, terminal);
      }
      progress.show(total - open.size, total);
      if (open.size > 0) await systemClock.sleep(INTERVAL);
    }
  } finally {
    progress.end();
    for (const { accepted } of open.values()) results.addOpen(accepted);
    results.print(options, terminal);
  }
  await results.printNotes(environment, terminal);
  if (interrupted.aborted) return STATUS.interrupted;
  return results.reminded < total ? STATUS.failed : STATUS.done;

  async function isSettled(item: DeliveryLogItem, one: Open): Promise<boolean> {
    if (justQueued && isDuplicate(item, one.before)) return results.addDuplicate(item);
    const wait = waitOf(item);
    if (wait !== undefined) return results.addWait(wait);
    if (receiptFor > 0) await followReceipt(item, one);
    if (!isNew(item, one.before) || one.accepted) return false;
    if (receiptFor > 0) noteReceipt(item, terminal);
    return results.addOutcome(item);
  }

  /** Begins to wait for a receipt, or for the email that follows a text which was not delivered. */
  async function followReceipt(item: DeliveryLogItem, one: Open): Promise<void> {
    const { accepted } = one;
    const isSame = accepted?.status === item.status && accepted.messageId === item.messageId;
    if (accepted && isSame) return;
    if (accepted?.status === "SMS_SENT" && !one.fellBack && item.status.startsWith("EMAIL_")) {
      one.fellBack = true;
      noteFallback(item, terminal);
    }
    one.accepted = undefined;
    if (accepted) one.until = Date.now() + watchFor;
    if (!isNew(item, one.before) || !(await awaitsReceipt(item, environment, terminal))) return;
    one.accepted = item;
    one.until = Date.now() + receiptFor;
    noteAccepted(item, receiptFor, terminal);
  }
}

/** Whether the outcome is new: a notification that had failed before must have made another transition. */
function isNew(item: DeliveryLogItem, before: DeliveryLogItem | undefined): boolean {
  const isAnother = (item.transition ?? 0) > (before?.transition ?? 0);
  return hasEnded(item.status) && (isUnchanging(item) || isAnother);
}

/** The ms since 1970 until which a text waits for its send window; undefined if none does, or the window is open. */
function waitOf({ status, waitingUntil = "" }: DeliveryLogItem): number | undefined {
  const until = Date.parse(waitingUntil);
  return status === "SMS_WAITING" && until > Date.now() ? until : undefined;
}

function isDuplicate(item: DeliveryLogItem, before: DeliveryLogItem | undefined): boolean {
  return before !== undefined && (item.duplicates ?? 0) > (before.duplicates ?? 0);
}
