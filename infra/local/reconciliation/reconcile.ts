/** Reconciles the input of a run with its results: the outcome of every reminder, and everything that is wrong. */
import { type DeliveryLogItem, hasEnded, type Outcome } from "../../../contracts/delivery-log";
import { INVALID_MESSAGE_REASONS } from "../../../contracts/queue-attributes";
import type { Clinics } from "../../../services/domain/clinics/clinics";
import type { RunInput } from "../day/run-input";
import { groupBy } from "./group-by";
import { clinicProblems } from "./reconcile-clinics";
import { contactProblems } from "./reconcile-contacts";
import { receiptProblems } from "./reconcile-receipts";
import { type AnswerSummary, countAnswers, replyProblems } from "./reconcile-replies";
import type { DeadLetter, Problem, Results } from "./results";

export interface Summary {
  /** Appointments and messages that the run enqueued: the sum of the next 13 and `unaccounted`. */
  readonly queued: number;
  readonly deliveredBySms: number;
  readonly deliveredByEmail: number;
  /** Accepted by a carrier that gave no receipt; also `byEmail`. */
  readonly bySms: number;
  readonly byEmail: number;
  /** Accepted by a carrier, but not delivered, and nothing else could be sent. */
  readonly undelivered: number;
  readonly noContact: number;
  /** The patient wants no reminders. */
  readonly declined: number;
  readonly expired: number;
  /** The appointment was cancelled or changed first. */
  readonly cancelled: number;
  /** The text waits for its clinic's send window; the sweep sends it. */
  readonly waiting: number;
  /** Both by SMS and by email; in the DLQ. */
  readonly failed: number;
  /** Copies of a reminder that was enqueued already. */
  readonly duplicates: number;
  /** Messages that break the contract. */
  readonly rejected: number;
  readonly unaccounted: number;
  readonly inDeadLetterQueue: number;
  /** Appointments that were cancelled before a reminder of them was queued. */
  readonly cancelledInTime: number;
  /** Reminders for which a response was lost: the patient may have been reminded once more than the outcome says. */
  readonly possibleDuplicate: number;
  readonly answers: AnswerSummary;
}

export interface Reconciliation {
  readonly summary: Summary;
  readonly problems: readonly Problem[];
}

/**
 * Everything is accounted for if there are no problems.
 * @param clinics if given, each text must come from its clinic
 */
export function reconcile(input: RunInput, results: Results, clinics?: Clinics): Reconciliation {
  const items = groupBy(results.log, (item) => item.notificationId);
  const inDlq = new Set(results.deadLetters.map(({ notificationId }) => notificationId));
  const problems: Problem[] = [];

  // 1. Every notification has one outcome, or is in the DLQ.
  for (const { notificationId } of input.notifications.values()) {
    const problem = outcomeProblem(items.get(notificationId) ?? [], inDlq.has(notificationId));
    if (problem) problems.push({ of: notificationId, problem });
  }
  // 2. Every message that breaks the contract is in the DLQ, with the reason.
  const lost = lostBroken(input, results.deadLetters);
  problems.push(...lost.map((of) => ({ of, problem: "the message is not in the DLQ with its reason" })));
  // 3. The delivery log has nothing that the run did not enqueue.
  for (const notificationId of items.keys()) {
    if (!input.notifications.has(notificationId)) {
      problems.push({ of: notificationId, problem: "is in the delivery log, but this run did not enqueue it" });
    }
  }
  // 4. What the log says was sent is what the carriers accepted.
  problems.push(...contactProblems(results));
  // 5. What the log says became of it is what the carriers reported.
  problems.push(...receiptProblems(results));
  // 6. Every notification is its clinic's, and so is the sender of its text.
  problems.push(...clinicProblems(input, results, clinics));

  // 7. Every answer of a patient is an event or waits for staff.
  problems.push(...replyProblems(results));

  const summary = summarize(input, results.deadLetters.length, items, inDlq, lost.length);
  return { summary: { ...summary, answers: countAnswers(results) }, problems };
}

function outcomeProblem(items: readonly DeliveryLogItem[], isInDlq: boolean): string | undefined {
  const [item, second] = items;
  if (!item) return isInDlq ? undefined : "has no outcome and is not in the DLQ";
  if (second) return `has ${items.length} items in the delivery log`;
  // It ends in the morning, after this run.
  if (item.status === "SMS_WAITING") return undefined;
  if (!hasEnded(item.status) && !isInDlq) return `stopped at ${item.status} and is not in the DLQ`;
  if (item.status === "ALL_FAILED" && !isInDlq) return "failed, but is not in the DLQ";
  return undefined;
}

/** The mistakes in the broken messages that are missing from the DLQ. Two copies in the DLQ are no problem. */
function lostBroken({ broken }: RunInput, deadLetters: readonly DeadLetter[]): string[] {
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
  input: RunInput,
  inDeadLetterQueue: number,
  items: ReadonlyMap<string, readonly DeliveryLogItem[]>,
  inDlq: ReadonlySet<string | undefined>,
  lostBroken: number,
): Omit<Summary, "answers"> {
  const own = [...input.notifications.keys()].map((id) => ({ item: items.get(id)?.[0], isInDlq: inDlq.has(id) }));
  const ended = (outcome: Outcome) => own.filter(({ item }) => item?.status === outcome).length;
  const inDlqWithoutOutcome = own.filter(({ item, isInDlq }) => isInDlq && !(item && hasEnded(item.status))).length;
  const accounted = {
    deliveredBySms: ended("SMS_DELIVERED"),
    deliveredByEmail: ended("EMAIL_DELIVERED"),
    bySms: ended("SMS_SENT"),
    byEmail: ended("EMAIL_SENT"),
    undelivered: ended("UNDELIVERED"),
    noContact: ended("NO_CONTACT"),
    declined: ended("DECLINED"),
    expired: ended("EXPIRED"),
    cancelled: ended("CANCELLED") + ended("SUPERSEDED"),
    waiting: own.filter(({ item }) => item?.status === "SMS_WAITING").length,
    failed: ended("ALL_FAILED") + inDlqWithoutOutcome,
    duplicates: input.appointments - input.notifications.size,
    rejected: input.broken.length - lostBroken,
  };
  const queued = input.appointments + input.broken.length;
  return {
    queued,
    ...accounted,
    unaccounted: queued - Object.values(accounted).reduce((sum, count) => sum + count, 0),
    inDeadLetterQueue,
    cancelledInTime: input.cancelledInTime,
    possibleDuplicate: own.filter(({ item }) => item?.possibleDuplicate || item?.sendInDoubt).length,
  };
}
