/** What became of every reminder that a run put in, and what of it cannot be right. */
import { type DeliveryLogItem, isOutcome, type Outcome } from "../../../contracts/delivery-log";
import { INVALID_MESSAGE_REASONS } from "../../../contracts/queue-attributes";
import type { PutIn } from "../day/ledger";
import { contactProblems } from "./account-contacts";
import type { DeadLetter, Problem, Results } from "./account-types";
import { groupBy } from "./group-by";

export interface Summary {
  /** Appointments and messages that the run put in: the sum of the next seven and `unaccounted`. */
  readonly queued: number;
  readonly bySms: number;
  readonly byEmail: number;
  readonly noContact: number;
  readonly expired: number;
  /** By SMS and by email; they lie in the DLQ. */
  readonly failed: number;
  /** Copies of a reminder that was put in already. */
  readonly duplicates: number;
  /** Messages that break the contract. */
  readonly rejected: number;
  readonly unaccounted: number;
  readonly inDeadLetterQueue: number;
  /** Reminders of which a send had no answer: the patient may have been told once more than the outcome says. */
  readonly possibleDuplicate: number;
}

export interface Account {
  readonly summary: Summary;
  readonly problems: readonly Problem[];
}

/** Draws up the account; everything is accounted for where it tells of no problems. */
export function drawUpAccount(putIn: PutIn, results: Results): Account {
  const items = groupBy(results.log, (item) => item.notificationId);
  const buried = new Set(results.deadLetters.map((letter) => letter.notificationId));
  const problems: Problem[] = [];

  // 1. Every notification has one outcome, or lies in the DLQ.
  for (const { notificationId } of putIn.notifications.values()) {
    const problem = fateProblem(items.get(notificationId) ?? [], buried.has(notificationId));
    if (problem) problems.push({ of: notificationId, problem });
  }
  // 2. Every message that breaks the contract lies in the DLQ, with the reason.
  const lost = lostBroken(putIn, results.deadLetters);
  problems.push(...lost.map((of) => ({ of, problem: "the message is not in the DLQ with its reason" })));
  // 3. Nothing is there that was not put in.
  for (const notificationId of items.keys()) {
    if (!putIn.notifications.has(notificationId)) {
      problems.push({ of: notificationId, problem: "is in the delivery log, but this run did not put it in" });
    }
  }
  // 4. What the log says was sent is what the carriers took.
  problems.push(...contactProblems(results));

  return { summary: summarize(putIn, results.deadLetters.length, items, buried, lost.length), problems };
}

function fateProblem(items: readonly DeliveryLogItem[], isBuried: boolean): string | undefined {
  const [item, second] = items;
  if (!item) return isBuried ? undefined : "has no outcome and is not in the DLQ";
  if (second) return `has ${items.length} items in the delivery log`;
  if (!isOutcome(item.status) && !isBuried) return `stopped at ${item.status} and is not in the DLQ`;
  if (item.status === "ALL_FAILED" && !isBuried) return "failed, but is not in the DLQ";
  const sent = item.history.filter(({ status }) => status === "SMS_SENT" || status === "EMAIL_SENT").length;
  if (sent > 1 && !item.possibleDuplicate) return `was sent ${sent} times`;
  return undefined;
}

/** What is wrong with each of the broken messages that the DLQ lacks. One that lies there twice is no loss. */
function lostBroken({ broken }: PutIn, deadLetters: readonly DeadLetter[]): string[] {
  const found = new Map<string, number>();
  for (const { reason, bodyDigest } of deadLetters) {
    if (!(INVALID_MESSAGE_REASONS as readonly string[]).includes(reason)) continue;
    found.set(bodyDigest, (found.get(bodyDigest) ?? 0) + 1);
  }
  return broken
    .filter(({ bodyDigest }) => {
      const left = found.get(bodyDigest) ?? 0;
      found.set(bodyDigest, left - 1);
      return left <= 0;
    })
    .map(({ fault }) => fault);
}

function summarize(
  putIn: PutIn,
  inDeadLetterQueue: number,
  items: ReadonlyMap<string, readonly DeliveryLogItem[]>,
  buried: ReadonlySet<string | undefined>,
  lostBroken: number,
): Summary {
  const own = [...putIn.notifications.keys()].map((id) => ({ item: items.get(id)?.[0], isBuried: buried.has(id) }));
  const ended = (outcome: Outcome) => own.filter(({ item }) => item?.status === outcome).length;
  const buriedUnended = own.filter(({ item, isBuried }) => isBuried && !(item && isOutcome(item.status))).length;
  const accounted = {
    bySms: ended("SMS_SENT"),
    byEmail: ended("EMAIL_SENT"),
    noContact: ended("NO_CONTACT"),
    expired: ended("EXPIRED"),
    failed: ended("ALL_FAILED") + buriedUnended,
    duplicates: putIn.appointments - putIn.notifications.size,
    rejected: putIn.broken.length - lostBroken,
  };
  const queued = putIn.appointments + putIn.broken.length;
  return {
    queued,
    ...accounted,
    unaccounted: queued - Object.values(accounted).reduce((sum, count) => sum + count, 0),
    inDeadLetterQueue,
    possibleDuplicate: own.filter(({ item }) => item?.possibleDuplicate || item?.sendInDoubt).length,
  };
}
