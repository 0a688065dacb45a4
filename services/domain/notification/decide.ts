/** What the tables of transitions and states come to for one write, and for one message. */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { type Decision, type Guard, NEW, STATES, type State } from "./states";
import { TRANSITIONS, type TransitionName, type Writer } from "./transitions";

/** Where a transition may be made without a look at the item first. */
export interface Ways {
  /** Where the log does not know the notification. */
  readonly opens: boolean;
  readonly from: readonly NotificationStatus[];
  /** By the claim that holds the notification only. */
  readonly held: boolean;
}

/** The ways of a transition: its conditional write is built from them. */
export function waysOf(move: TransitionName): Ways {
  return WAYS[move];
}

const WAYS = Object.fromEntries(
  Object.keys(TRANSITIONS).map((move) => [move, findWays(move as TransitionName)]),
) as Readonly<Record<TransitionName, Ways>>;

function findWays(move: TransitionName): Ways {
  const states = Object.keys(STATES) as NotificationStatus[];
  const from = states.filter((status) => STATES[status].held?.includes(move));
  if (from.length > 0) return { opens: false, from, held: true };
  return { opens: isFree(NEW, move), from: states.filter((status) => isFree(STATES[status], move)), held: false };
}

function isFree({ rules }: State, move: TransitionName): boolean {
  return rules.some(({ moves, by, on, answer }) => answer === "move" && !by && !on && moves?.includes(move));
}

/** A message that could not make its transition without a look at the item. */
export interface TransitionRequest {
  readonly move: TransitionName;
  readonly by: Writer;
  /** ms since 1970. */
  readonly now: number;
  readonly queueMessageId: string;
  /** It comes from the DLQ. */
  readonly redriven: boolean;
  /** The drop that it undoes, see {@link DeliveryLogItem.droppedAt}. */
  readonly reopens?: string;
  /** See {@link DeliveryLogItem.contactDigest}; of the message at hand. */
  readonly contactDigest: string;
}

/**
 * Decides what a message may do with a notification.
 * @param item as it stands in the log
 */
export function decide(item: DeliveryLogItem, asking: TransitionRequest): Decision {
  const shown: Readonly<Record<Guard, boolean>> = {
    "lease lapsed": (item.leaseUntil ?? 0) < asking.now,
    "own message": item.queueMessageId === asking.queueMessageId,
    redriven: asking.redriven,
    "another contact": item.contactDigest !== asking.contactDigest,
    dropped: item.droppedAt !== undefined,
    reopened: item.droppedAt !== undefined && item.droppedAt === asking.reopens,
  };
  // A status that only another version knows is left to that: the message comes again, or waits in the DLQ.
  const rules = STATES[item.status]?.rules ?? [];
  const rule = rules.find(
    ({ moves = [asking.move], by = asking.by, on }) =>
      moves.includes(asking.move) && by === asking.by && (!on || shown[on]),
  );
  return rule?.answer ?? "in-progress";
}
