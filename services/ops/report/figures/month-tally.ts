/** Counts the notifications of a month while they are read: its memory does not grow with their number. */
import type { Channel, NotificationStatus } from "../../../../contracts/delivery-log";
import { REPLIES, type Reply } from "../../../../contracts/replies/meanings";
import type { CountedEntry } from "../../aws/dynamo-day-index";
import { clinicIdOf } from "../../shared/clinic-filter";
import { GROUPS, type Group, groupOf, NOT_REACHED } from "./outcome-groups";

/** Clinics and reasons that are counted apart; the rest is counted together. A deployment has hundreds of clinics at most. */
const MAX_NAMES = 2_000;
/** Stands for the rest; an id of a clinic is shorter than this. */
export const THE_REST = "(all others)";

/** What became of a number of reminders. */
export interface Count {
  reminders: number;
  readonly outcomes: Record<Group, number>;
  /** The last answer to each reminder. */
  readonly answers: Record<Reply, number>;
  /** Message parts of accepted texts. */
  parts: number;
  /** Accepted texts whose parts are not in the log; each counts as one part. */
  textsOfUnknownParts: number;
  /** Accepted emails. */
  emails: number;
  /** The patient may have been reminded twice. */
  possibleDuplicates: number;
}

/** Reminders that ended for the same reason. */
export interface ReasonCount {
  readonly status: NotificationStatus;
  /** Of what was not delivered. */
  readonly channel?: Channel;
  readonly reason?: string;
  count: number;
}

/** `none`: nothing was sent, or not yet. */
export type ChannelName = Channel | "none";

export class MonthTally {
  readonly total = emptyCount();
  readonly byDay = new Map<string, Count>();
  readonly byClinic = new Map<string, Count>();
  readonly byChannel = new Map<ChannelName, Count>();
  /** Why reminders did not reach the patient. */
  readonly notReached = new Map<string, ReasonCount>();
  /** Why emails went out in place of texts: the number of emails by reason. */
  readonly inPlaceOfTexts = new Map<string, number>();

  /** @param days which are shown even if they have no reminder */
  constructor(days: readonly string[]) {
    for (const day of days) this.byDay.set(day, emptyCount());
  }

  /** @param day YYYY-MM-DD, one of the month's */
  add(day: string, entry: CountedEntry): void {
    const group = groupOf(entry.status);
    const counts = [
      this.total,
      countOf(this.byDay, day),
      countOf(this.byClinic, clinicIdOf(entry)),
      countOf(this.byChannel, entry.channel ?? "none"),
    ];
    for (const count of counts) raise(count, group, entry);
    if (NOT_REACHED.some((one) => one === group)) raiseReason(this.notReached, entry);
    else if (entry.reason && isEmailSent(entry)) {
      const reason = nameIn(this.inPlaceOfTexts, entry.reason);
      this.inPlaceOfTexts.set(reason, (this.inPlaceOfTexts.get(reason) ?? 0) + 1);
    }
  }
}

function emptyCount(): Count {
  return {
    reminders: 0,
    outcomes: zeros(GROUPS),
    answers: zeros(REPLIES),
    parts: 0,
    textsOfUnknownParts: 0,
    emails: 0,
    possibleDuplicates: 0,
  };
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

function countOf<Name extends string>(counts: Map<Name, Count>, name: Name): Count {
  const own = nameIn(counts, name);
  const count = counts.get(own) ?? emptyCount();
  counts.set(own, count);
  return count;
}

/** The name itself if it is counted apart. */
function nameIn<Name extends string>(counts: ReadonlyMap<Name, unknown>, name: Name): Name {
  return counts.has(name) || counts.size < MAX_NAMES ? name : (THE_REST as Name);
}

function raise(count: Count, group: Group, entry: CountedEntry): void {
  count.reminders += 1;
  count.outcomes[group] += 1;
  if (entry.reply) count.answers[entry.reply] += 1;
  if (entry.smsParts) count.parts += entry.smsParts;
  else if (isTextSent(entry)) {
    count.parts += 1;
    count.textsOfUnknownParts += 1;
  }
  if (isEmailSent(entry) || (entry.status === "UNDELIVERED" && entry.channel === "EMAIL")) count.emails += 1;
  if (entry.possibleDuplicate) count.possibleDuplicates += 1;
}

function raiseReason(reasons: Map<string, ReasonCount>, { status, reason, ...entry }: CountedEntry): void {
  const channel = status === "UNDELIVERED" ? entry.channel : undefined;
  const key = nameIn(reasons, JSON.stringify([status, channel, reason]));
  const known = reasons.get(key) ?? { status, ...(channel && { channel }), ...(reason && { reason }), count: 0 };
  reasons.set(key, known);
  known.count += 1;
}

function isTextSent({ status, channel }: CountedEntry): boolean {
  return status === "SMS_SENT" || status === "SMS_DELIVERED" || (status === "UNDELIVERED" && channel === "SMS");
}

function isEmailSent({ status }: CountedEntry): boolean {
  return status === "EMAIL_SENT" || status === "EMAIL_DELIVERED";
}
