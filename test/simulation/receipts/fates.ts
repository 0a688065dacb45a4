/** What becomes of what a carrier has accepted, and what it reports of it. */
import type { Channel } from "../../../contracts/delivery-log";
import type { Choices } from "../services/choices";

/** What one receipt says. Of a text only the first two are reported. */
export type Said = "delivered" | "failed" | "bounced" | "refused for now" | "marked as spam";

export interface Fate {
  /** The patient got it. */
  readonly reaches: boolean;
  /** In the order in which it happened; the receipts arrive in any order. */
  readonly reports: readonly Said[];
}

const DELIVERED: Fate = { reaches: true, reports: ["delivered"] };
const NOT_DELIVERED: Fate = { reaches: false, reports: ["failed"] };

/** The probability of each is the share of its entries. */
const TEXTS: readonly Fate[] = [
  DELIVERED,
  DELIVERED,
  DELIVERED,
  NOT_DELIVERED,
  NOT_DELIVERED,
  { reaches: true, reports: [] },
  { reaches: false, reports: [] },
];
const EMAILS: readonly Fate[] = [
  DELIVERED,
  DELIVERED,
  DELIVERED,
  { reaches: false, reports: ["bounced"] },
  { reaches: false, reports: ["delivered", "bounced"] },
  { reaches: false, reports: ["refused for now"] },
  { reaches: true, reports: ["refused for now", "delivered"] },
  { reaches: true, reports: ["delivered", "refused for now"] },
  { reaches: true, reports: ["delivered", "marked as spam"] },
  { reaches: true, reports: ["marked as spam"] },
  { reaches: true, reports: [] },
];
/** A carrier that reports both of one text: it was delivered. */
const CONTRADICTORY: Fate = { reaches: true, reports: ["failed", "delivered"] };

/** Probabilities. */
const CONTRADICTS = 0.05;

/** @param isOptedOut the recipient has opted out of texts, which the carrier accepted all the same */
export function drawFate(channel: Channel, isOptedOut: boolean, choices: Choices): Fate {
  const fate = choices.oneOf(channel === "SMS" ? TEXTS : EMAILS);
  if (isOptedOut) return NOT_DELIVERED;
  const contradicts = channel === "SMS" && choices.fault("receipts contradict", channel, CONTRADICTS);
  return contradicts ? CONTRADICTORY : fate;
}

/** Whether a receipt says that the patient got it. */
export function saysDelivered(said: Said): boolean {
  return said === "delivered" || said === "marked as spam";
}
