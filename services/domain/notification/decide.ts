/** What the tables of transitions and states mean for one write, and for one message. */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { declinesReminders, type GivenPreference, prefersEmail } from "../contact/contact-preference";
import { RECEIPT_RULES, RECEIPT_TRANSITIONS, type ReceiptGuard, type ReceiptTransition } from "./receipt-rules";
import { type Decision, type Guard, NEW, STATES, type State } from "./states";
import { TRANSITIONS, type TransitionName, type Writer } from "./transitions";

/** The states from which a transition may be made without reading the item first. */
export interface Sources {
  /** It may also begin a notification that is not in the log. */
  readonly opens: boolean;
  readonly from: readonly NotificationStatus[];
  /** Only the claim that holds the notification may make it. */
  readonly held: boolean;
  /** Only the receipt of the message that was accepted last may make it. */
  readonly ofLastMessage?: true;
}

/** The sources of a transition: the condition of its write is built from them. */
export function sourcesOf(transition: TransitionName): Sources {
  return SOURCES[transition];
}

const SOURCES = Object.fromEntries(
  Object.keys(TRANSITIONS).map((transition) => [transition, findSources(transition as TransitionName)]),
) as Readonly<Record<TransitionName, Sources>>;

function findSources(transition: TransitionName): Sources {
  if (isReceiptTransition(transition)) return findReceiptSources(transition);
  const states = Object.keys(STATES) as NotificationStatus[];
  const held = states.filter((status) => STATES[status].held?.includes(transition));
  if (held.length > 0) return { opens: false, from: held, held: true };
  const from = states.filter((status) => isFree(STATES[status], transition));
  return { opens: isFree(NEW, transition), from, held: false };
}

function findReceiptSources(transition: ReceiptTransition): Sources {
  const on = (guard?: ReceiptGuard) =>
    (Object.keys(RECEIPT_RULES) as NotificationStatus[]).filter((status) =>
      RECEIPT_RULES[status].some(
        (rule) => rule.decision === "apply" && rule.on === guard && rule.transitions.includes(transition),
      ),
    );
  const ofLastMessage = on("last message");
  if (ofLastMessage.length > 0) return { opens: false, from: ofLastMessage, held: false, ofLastMessage: true };
  return { opens: false, from: on(), held: false };
}

/** Whether a receipt makes it. */
export function isReceiptTransition(transition: TransitionName): transition is ReceiptTransition {
  return (RECEIPT_TRANSITIONS as readonly TransitionName[]).includes(transition);
}

function isFree({ rules }: State, transition: TransitionName): boolean {
  return rules.some(
    ({ transitions, by, on, decision }) => decision === "apply" && !by && !on && transitions?.includes(transition),
  );
}

/** A message whose transition the log did not allow without reading the item. */
export interface TransitionRequest {
  readonly transition: TransitionName;
  readonly by: Writer;
  /** ms since 1970. */
  readonly now: number;
  readonly queueMessageId: string;
  /** It comes from the DLQ. */
  readonly redriven: boolean;
  /** The drop that it undoes, see {@link DeliveryLogItem.droppedAt}. */
  readonly reopens?: string;
  /** See {@link DeliveryLogItem.contactDigest}; of this message. */
  readonly contactDigest: string;
  /** Of this message. */
  readonly contactPreference: GivenPreference["contactPreference"];
  /** It waits for the appointments table, which cannot be read. */
  readonly unread?: boolean;
}

/**
 * Decides what a message may do with a notification.
 * @param item as it is in the log
 */
export function decide(item: DeliveryLogItem, request: TransitionRequest): Decision {
  const holds: Readonly<Record<Guard, boolean>> = {
    "lease expired": (item.leaseUntil ?? 0) < request.now,
    "own message": item.queueMessageId === request.queueMessageId,
    redriven: request.redriven,
    "another contact": item.contactDigest !== request.contactDigest,
    "another wish": isAnotherWish(item, request),
    unread: request.unread === true,
    dropped: item.droppedAt !== undefined,
    reopened: item.droppedAt !== undefined && item.droppedAt === request.reopens,
  };
  // A status that only another version knows is left to that version: SQS delivers the message again, or it waits in the
  // DLQ.
  const rules = STATES[item.status]?.rules ?? [];
  const rule = rules.find(
    ({ transitions = [request.transition], by = request.by, on }) =>
      transitions.includes(request.transition) && by === request.by && (!on || holds[on]),
  );
  return rule?.decision ?? "in-progress";
}

/** Whether the log does not have what a message says about how the patient wants to be reached. */
function isAnotherWish(item: DeliveryLogItem, wish: GivenPreference): boolean {
  return declinesReminders(wish) ? item.status !== "DECLINED" : addsEmailOnly(item, wish);
}

/** Whether a message says that the patient wants emails only, and the log does not. */
export function addsEmailOnly(item: DeliveryLogItem, wish: GivenPreference): boolean {
  return prefersEmail(wish) && !item.emailOnly;
}
