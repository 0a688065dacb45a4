/** What a transition writes so that what needs a person is found: the keys of the log's index of these notifications. */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { dayPartOf } from "../../../contracts/tables/day-parts";
import { clinicDay } from "../appointment/appointment-time";
import { type Change, set } from "./change";
import type { TransitionEntry } from "./delivery-log";
import { isDelivery } from "./receipt-changes";
import { STATES } from "./states";
import { TRANSITIONS, type Transition, type TransitionName } from "./transitions";

/** The outcomes of which a person must learn: the patient was not reminded. */
export const NOT_REMINDED = ["NO_CONTACT", "ALL_FAILED", "UNDELIVERED"] as const satisfies NotificationStatus[];

/**
 * A notification is in the index from when it ends in one of {@link NOT_REMINDED} until it is tried again or dropped, and
 * from when it may have been sent twice. A delivery leaves it there, since a receipt is mostly recorded without reading the
 * item first: who reads the index goes by the state.
 * @param now ms since 1970
 * @param clinicTimeZone IANA
 * @param expected the item that the write is made on, if it is known
 */
export function attentionChanges(
  name: TransitionName,
  entry: TransitionEntry,
  now: number,
  clinicTimeZone: string,
  expected?: DeliveryLogItem,
): Change[] {
  const transition: Transition = TRANSITIONS[name];
  if (transition.drops) return REMOVED;
  if (transition.endsFailed || transition.to === "UNDELIVERED" || mayBeSentTwice(name, entry, expected)) {
    return [
      set("attentionPart", dayPartOf(clinicDay(now, clinicTimeZone), entry.key.notificationId)),
      set("attentionAt", new Date(now).toISOString()),
    ];
  }
  const isTriedAgain = NOT_REMINDED.some((status) => status === expected?.status) && !isDelivery(name);
  return isTriedAgain ? REMOVED : [];
}

const REMOVED: Change[] = [
  { kind: "remove", attribute: "attentionPart" },
  { kind: "remove", attribute: "attentionAt" },
];

/**
 * Whether a send is in doubt, so that the next one may be the second, or one has followed. A claim that does not know the
 * item cannot say the latter; the holder of the item can.
 */
function mayBeSentTwice(name: TransitionName, { held, sendInDoubt }: TransitionEntry, expected?: DeliveryLogItem) {
  const isTakenFromDead = expected !== undefined && STATES[expected.status].onTakeover?.mayHaveBeenSent === true;
  if (sendInDoubt || held?.possibleDuplicate || isTakenFromDead) return true;
  return isDelivery(name) && expected?.possibleDuplicate === true && expected.attentionAt === undefined;
}
