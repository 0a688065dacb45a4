/** Writes to the item of a notification that are not transitions. */
import { ACCEPTED, type DeliveryLogItem, type HistoryLine, STATUSES } from "../../../contracts/delivery-log";
import type { Reply } from "../../../contracts/replies/meanings";
import { type Change, set } from "./change";
import type { KeptMessage } from "./delivery-log";
import { type Condition, unchanged } from "./write-condition";

export interface SideWrite {
  readonly changes: readonly Change[];
  readonly condition: Condition;
}

const IN_THE_LOG: Condition = { orNew: false, statuses: STATUSES };
/** What an erasure has left gets no other data. */
const NOT_ERASED: Condition = { orNew: false, statuses: STATUSES.filter((status) => status !== "ERASED") };

/**
 * The write for a message that finds its notification ended. It is not a transition, and is made even if the
 * notification was reopened meanwhile.
 * @param now ms since 1970
 */
export function duplicateWrite(now: number): SideWrite {
  const changes: Change[] = [
    { kind: "add", attribute: "duplicates", amount: 1 },
    set("lastDuplicateAt", new Date(now).toISOString()),
  ];
  return { changes, condition: IN_THE_LOG };
}

/** The write for a message that makes no transition and says that the patient wants emails only. */
export function emailOnlyWrite(): SideWrite {
  return { changes: [set("emailOnly", true)], condition: NOT_ERASED };
}

/** See {@link DeliveryLog.keepMessage}. It is made only while what was accepted may still turn out to be undelivered. */
export function keptMessageWrite(attribute: KeptMessage, message: string): SideWrite {
  const condition =
    attribute === "fallbackMessage" ? { ...NOT_ERASED, has: attribute } : { orNew: false, statuses: ACCEPTED };
  return { changes: [set(attribute, message)], condition };
}

/**
 * The write for an answer of the patient: it is made only if no line was added to the history meanwhile, and it is not a
 * transition.
 * @param now ms since 1970
 */
export function replyNote({ status, history }: DeliveryLogItem, note: NotedAnswer, now: number): SideWrite {
  const { messageId, code, reply } = note;
  const value: HistoryLine = { at: new Date(now).toISOString(), status, channel: "SMS", messageId, code };
  return {
    changes: [
      { kind: "append", attribute: "history", value },
      ...(reply ? [set("reply", reply.reply), set("repliedAt", reply.repliedAt)] : []),
    ],
    condition: { ...NOT_ERASED, lines: history.length },
  };
}

/**
 * The write for what an operator did: it is made only if no line was added to the history meanwhile, and it is not a
 * transition.
 */
export function actNote({ status, history }: DeliveryLogItem, line: Omit<HistoryLine, "status">): SideWrite {
  return {
    changes: [{ kind: "append", attribute: "history", value: { status, ...line } }],
    condition: { ...NOT_ERASED, lines: history.length },
  };
}

/** What an answer adds to its notification. */
export interface NotedAnswer {
  /** The carrier's id of the answer. */
  readonly messageId: string;
  /** Such as `REPLY_CONFIRM`. */
  readonly code: string;
  /** What the item has from now on; absent if the answer is not about the appointment, or a later one is known. */
  readonly reply?: { readonly reply: Reply; readonly repliedAt: string };
}

/**
 * The write for a receipt that makes no transition: it is made only if the notification is still as in this item.
 * @param now ms since 1970
 */
export function receiptNote(
  item: DeliveryLogItem,
  line: Required<Pick<HistoryLine, "channel" | "messageId" | "code">>,
  now: number,
): SideWrite {
  const { status, history } = item;
  const value: HistoryLine = { at: new Date(now).toISOString(), status, ...line };
  const condition = { orNew: false, statuses: [status], ...unchanged(item), lines: history.length };
  return { changes: [{ kind: "append", attribute: "history", value }], condition };
}
