/** The daily digest: what starts it, and how its message is distinguished from an alarm on the same topic. */

/** The `source` in the event of its schedule. */
export const DIGEST_SOURCE = "daily-digest";

/** The event of its schedule. */
export interface DigestEvent {
  readonly source: typeof DIGEST_SOURCE;
}

/** The message attribute that subscriptions may filter by. Alarms have no attributes. */
export const DIGEST_ATTRIBUTE = { name: "kind", value: "daily-digest" } as const;
