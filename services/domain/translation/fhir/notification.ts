/** Notifications of subscriptions. */
import type { FhirMessage } from "./fhir-message";
import { items, textOf } from "./reading/element";

/** Kinds of notifications that have no events: they check the channel, or answer a question about the subscription. */
const WITHOUT_EVENTS = ["handshake", "heartbeat", "query-status"];

export interface Notification {
  /** Why there is nothing to do; undefined if the notification has events. */
  readonly idle?: string;
}

/**
 * Reads the head of a notification. In R4 it is a bundle of the type `history` whose first resource is a Parameters; in
 * R4B that is a SubscriptionStatus, and R5 has a type of bundle for it (Subscriptions R5 Backport 1.1.0, "Notification
 * Bundles").
 * @returns undefined if the message is no notification
 */
export function notificationOf({ bundle, entries }: FhirMessage): Notification | undefined {
  const type = bundle && textOf(bundle, "type");
  if (type !== "history" && type !== "subscription-notification") return undefined;
  const head = entries[0]?.resource;
  if (head?.type !== "Parameters" && head?.type !== "SubscriptionStatus") return undefined;
  const parameter = items(head.element, "parameter").find((one) => textOf(one, "name") === "type");
  const kind = parameter ? textOf(parameter, "valueCode") : textOf(head.element, "type");
  const known = WITHOUT_EVENTS.find((one) => one === kind);
  return known === undefined ? {} : { idle: `a ${known} of a subscription has no events` };
}

export const PAYLOAD_PROBLEM =
  "has no resource: the full payload of the subscription must be switched on: full-resource, not id-only or empty";
