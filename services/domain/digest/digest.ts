/** What needs a person: numbers and ids, by clinic. */
import { ONLY_CLINIC } from "../../../contracts/clinics/clinic";
import { clinicDay, daysBetween } from "../appointment/appointment-time";
import type { AttentionEntry, DeadLetterCount, DigestSources, WaitingAnswer } from "./digest-ports";
import type { DigestWindow } from "./digest-window";

/** Why a notification needs a person, worst first. */
export const NEEDS = ["noContact", "failed", "undelivered", "possiblyTwice"] as const;
export type Need = (typeof NEEDS)[number];

/** The ids that a digest names of each kind. */
export const MAX_IDS = 3;

export interface NeedCount {
  /** Of those that are new. */
  count: number;
  /** Of those that earlier digests had, and whose appointment is still ahead. */
  earlier: number;
  /** Of up to {@link MAX_IDS}, those whose appointment is next first. */
  readonly notificationIds: readonly string[];
}

export interface WaitingCount {
  readonly count: number;
  /** ISO 8601, UTC: when the oldest came; absent if none waits. */
  readonly oldest?: string;
  /** Of up to {@link MAX_IDS}, oldest first. */
  readonly replyIds: readonly string[];
}

export type NeedCounts = Readonly<Record<Need, NeedCount>>;

export interface ClinicDigest extends NeedCounts {
  readonly clinicId: string;
  readonly answers: WaitingCount;
}

export interface Digest {
  readonly window: DigestWindow;
  readonly totals: Readonly<Record<Need, Pick<NeedCount, "count" | "earlier">>>;
  readonly answers: Pick<WaitingCount, "count" | "oldest">;
  /** Those with messages. */
  readonly deadLetters: readonly DeadLetterCount[];
  /** Those that have any of it, worst first. */
  readonly clinics: readonly ClinicDigest[];
}

/**
 * Why a notification needs a person.
 * @returns undefined if it needs none, or none any more
 */
export function needOf({ status, possibleDuplicate }: AttentionEntry): Need | undefined {
  switch (status) {
    case "NO_CONTACT":
      return "noContact";
    case "ALL_FAILED":
      return "failed";
    case "UNDELIVERED":
      return "undelivered";
    case "SMS_SENT":
    case "SMS_DELIVERED":
    case "EMAIL_SENT":
    case "EMAIL_DELIVERED":
      return possibleDuplicate ? "possiblyTwice" : undefined;
    default:
      return undefined;
  }
}

/** A notification that needs a person, and whether earlier digests had it. */
export interface Needing<Entry extends AttentionEntry> {
  readonly entry: Entry;
  readonly need: Need;
  readonly isEarlier: boolean;
}

/** The notifications that need a person, in no order. Nothing can be done any more about an earlier second text. */
async function* needing<Entry extends AttentionEntry>(
  { now, since, openSince }: DigestWindow,
  { attention, clinicTimeZone }: Pick<DigestSources<Entry>, "attention" | "clinicTimeZone">,
): AsyncGenerator<Needing<Entry>> {
  const [from, first] = [openSince, since].map((ms) => new Date(ms).toISOString()) as [string, string];
  for (const day of daysBetween(clinicDay(openSince, clinicTimeZone), clinicDay(now, clinicTimeZone))) {
    for await (const entry of attention.ofDay(day, from)) {
      const need = needOf(entry);
      const isEarlier = (entry.attentionAt ?? "") < first;
      if (need && (!isEarlier || (need !== "possiblyTwice" && entry.timestamp > now))) yield { entry, need, isEarlier };
    }
  }
}

/**
 * Counts what needs a person. It keeps a few numbers and ids of each clinic in memory, however much failed.
 * @param observe sees each notification that is counted
 * @throws the sources' errors: a digest is complete, or there is none
 */
export async function collectDigest<Entry extends AttentionEntry>(
  window: DigestWindow,
  sources: DigestSources<Entry>,
  observe: (one: Needing<Entry>) => void = () => {},
): Promise<Digest> {
  const clinics = new Map<string, ClinicTally>();
  const tallyOf = ({ clinicId = ONLY_CLINIC }: { readonly clinicId?: string }) => {
    const tally = clinics.get(clinicId) ?? new ClinicTally(clinicId, window.now);
    clinics.set(clinicId, tally);
    return tally;
  };
  for await (const one of needing(window, sources)) {
    tallyOf(one.entry).add(one.entry, one.need, one.isEarlier);
    observe(one);
  }
  for await (const answer of sources.answers.all()) tallyOf(answer).addAnswer(answer);
  const deadLetters = (await sources.deadLetters.counts()).filter(({ messages }) => messages > 0);
  const digests = [...clinics.values()].map((tally) => tally.digest()).sort(worstFirst);
  const total = (need: Need) => ({
    count: sum(digests.map((clinic) => clinic[need].count)),
    earlier: sum(digests.map((clinic) => clinic[need].earlier)),
  });
  const [oldest] = digests.flatMap(({ answers }) => answers.oldest ?? []).sort();
  return {
    window,
    totals: byNeed(total),
    answers: { count: sum(digests.map(({ answers }) => answers.count)), ...(oldest && { oldest }) },
    deadLetters,
    clinics: digests,
  };
}

/** Whether there is anything for a person to do. */
export function needsPerson({ clinics, deadLetters }: Digest): boolean {
  return clinics.length + deadLetters.length > 0;
}

/** The patients who were not reminded, new or earlier. */
export function notReminded(counts: Digest["totals"]): number {
  return sum(NEEDS.filter((need) => need !== "possiblyTwice").map((need) => counts[need].count + counts[need].earlier));
}

function worstFirst(one: ClinicDigest, other: ClinicDigest): number {
  return (
    notReminded(other) - notReminded(one) ||
    other.answers.count + other.possiblyTwice.count - (one.answers.count + one.possiblyTwice.count) ||
    one.clinicId.localeCompare(other.clinicId)
  );
}

/** What one clinic has. */
class ClinicTally {
  readonly #needs = byNeed(() => ({ count: 0, earlier: 0, next: [] as AttentionEntry[] }));
  readonly #answers = { count: 0, first: [] as WaitingAnswer[] };

  constructor(
    private readonly clinicId: string,
    private readonly now: number,
  ) {}

  add(entry: AttentionEntry, need: Need, isEarlier: boolean): void {
    const counts = this.#needs[need];
    counts[isEarlier ? "earlier" : "count"] += 1;
    counts.next.push(entry);
    counts.next.sort((one, other) => this.#rank(one) - this.#rank(other));
    counts.next.splice(MAX_IDS);
  }

  addAnswer(answer: WaitingAnswer): void {
    this.#answers.count += 1;
    if (this.#answers.first.length < MAX_IDS) this.#answers.first.push(answer);
  }

  digest(): ClinicDigest {
    const { count, first } = this.#answers;
    const [oldest] = first;
    return {
      clinicId: this.clinicId,
      ...byNeed((need) => {
        const { next, ...counts } = this.#needs[need];
        return { ...counts, notificationIds: next.map(({ notificationId }) => notificationId) };
      }),
      answers: {
        count,
        ...(oldest && { oldest: oldest.receivedAt }),
        replyIds: first.map(({ replyId }) => replyId),
      },
    };
  }

  /** Appointments ahead come first, the next one before later ones; then those that have begun, the latest first. */
  #rank({ timestamp }: AttentionEntry): number {
    return timestamp > this.now ? timestamp : Number.MAX_SAFE_INTEGER - timestamp;
  }
}

function byNeed<T>(of: (need: Need) => T): Record<Need, T> {
  return Object.fromEntries(NEEDS.map((need) => [need, of(need)])) as Record<Need, T>;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
