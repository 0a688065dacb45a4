import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { type StoredReply, WAITING } from "../../../contracts/tables/replies-table";
import type { ReceivedReply } from "../emulators/outbox";
import { groupBy } from "./group-by";
import type { Problem, Results } from "./results";

/** What became of the answers of patients: `answered` is the sum of the next eight. */
export interface AnswerSummary {
  readonly answered: number;
  readonly confirmed: number;
  readonly cancelRequested: number;
  readonly rescheduleRequested: number;
  /** By the carrier itself, or by the pipeline. */
  readonly optedOut: number;
  readonly optedIn: number;
  readonly unclear: number;
  /** Words of courtesy, and HELP. */
  readonly others: number;
  /** Neither an event nor an item: a problem. */
  readonly unread: number;
  /** Of all: those that a person must read. */
  readonly waiting: number;
}

type Given = Pick<Results, "log" | "outbox" | "replies" | "optedOut">;

/** Counts what became of each answer that the carrier passed on, or answered by itself. */
export function countAnswers({ outbox, replies }: Pick<Given, "outbox" | "replies">): AnswerSummary {
  const items = new Map(replies.map((item) => [item.replyId, item]));
  const ends = outbox.replies.map((reply) => endOf(reply, items.get(reply.inboundMessageId)));
  const ended = (end: End) => ends.filter((one) => one === end).length;
  return {
    answered: ends.length,
    confirmed: ended("CONFIRMED"),
    cancelRequested: ended("CANCEL_REQUESTED"),
    rescheduleRequested: ended("RESCHEDULE_REQUESTED"),
    optedOut: ended("OPTED_OUT"),
    optedIn: ended("OPTED_IN"),
    unclear: ended("REPLY_UNCLEAR"),
    others: ended("NO_EVENT"),
    unread: ended("UNREAD"),
    waiting: replies.filter(({ waiting }) => waiting === WAITING).length,
  };
}

type End = NonNullable<StoredReply["status"]> | "NO_EVENT" | "UNREAD";

function endOf({ keyword }: ReceivedReply, item: StoredReply | undefined): End {
  if (keyword) return keyword === "OPT_OUT" ? "OPTED_OUT" : "NO_EVENT";
  return item ? (item.status ?? "NO_EVENT") : "UNREAD";
}

/** Each answer ends as an event or waits for staff, and is in the log of the reminder that it answers. */
export function replyProblems({ log, outbox, replies, optedOut }: Given): Problem[] {
  const received = new Map(outbox.replies.map((reply) => [reply.inboundMessageId, reply]));
  const items = groupBy(replies, ({ replyId }) => replyId);
  const reminders = new Map(log.map((item) => [item.notificationId, item]));
  const last = new Map(outbox.replies.map((reply) => [reply.phoneNumber, reply.inboundMessageId]));
  const problems: Problem[] = [];
  for (const { inboundMessageId: of, phoneNumber, keyword } of outbox.replies) {
    const [item] = items.get(of) ?? [];
    const isOptOut = keyword === "OPT_OUT" || item?.status === "OPTED_OUT";
    // A later answer may opt the phone in again.
    if (isOptOut && !optedOut.includes(phoneNumber) && last.get(phoneNumber) === of) {
      problems.push({ of, problem: "opted out, but its phone is not on the opt-out list" });
    }
    if (keyword && item) problems.push({ of, problem: "was answered by the carrier, but the pipeline read it" });
    const problem = keyword ? undefined : itemProblem(item, reminders);
    if (problem) problems.push({ of, problem });
  }
  const unknown = replies.filter(({ replyId }) => !received.has(replyId));
  return [...problems, ...unknown.map(({ replyId: of }) => ({ of, problem: "was read, but no patient sent it" }))];
}

function itemProblem(
  item: StoredReply | undefined,
  reminders: ReadonlyMap<string, DeliveryLogItem>,
): string | undefined {
  if (!item) return "is neither an event nor waits for staff";
  const { replyId, meaning, status, waiting, doneAt, notificationId } = item;
  const needsStaff = status === "REPLY_UNCLEAR" || status === "RESCHEDULE_REQUESTED";
  if (needsStaff && waiting !== WAITING && doneAt === undefined) return `is ${status}, but does not wait for staff`;
  if (!needsStaff && waiting !== undefined) return `is ${status ?? meaning}, but waits for staff`;
  if (!status && meaning !== "HELP" && meaning !== "COURTESY") return `means ${meaning}, but has no event`;
  if (notificationId === undefined || !status || needsStaff) return undefined;
  const reminder = reminders.get(notificationId);
  if (!reminder) return "answers a reminder that is not in the delivery log";
  const isNoted = reminder.history.some(({ messageId }) => messageId === replyId) || reminder.historyGap !== undefined;
  return isNoted ? undefined : "is not in the history of the reminder that it answers";
}
