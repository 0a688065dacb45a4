/**
 * The table `operator-acts-<env>`: who did what to a deployment by the operators' commands, when and why. The beginning
 * of an act is one item and its end another, in the partition of the day on which it began. No item is written twice.
 */

export const OPERATOR_ACTS = {
  /** S, YYYY-MM-DD: the day in UTC on which the act began. */
  partitionKey: "day",
  /** S: when it began (ISO 8601, UTC), `#` and a UUID; of its end, the same and {@link END_SUFFIX}. */
  sortKey: "actId",
  /** N, seconds since 1970: when DynamoDB deletes the item. */
  expiryAttribute: "ttl",
} as const;

export const END_SUFFIX = "#end";

/** What operators can do by the commands that changes something or shows patients' data. */
export const ACTS = [
  "redrive",
  "drop",
  "send",
  "book",
  "import",
  "replay",
  "stop",
  "start",
  "release",
  "reply-done",
  "reveal",
  "smoke",
  "patient-export",
  "patient-erase",
  "restore-begin",
  "restore-finish",
] as const;
export type Act = (typeof ACTS)[number];

/**
 * Years for which an act is kept. HIPAA asks for six years from the creation of a record of a documented action: 45 CFR
 * 164.316(b)(2)(i), https://www.ecfr.gov/current/title-45/section-164.316.
 */
export const ACT_KEPT_YEARS = 6;

/** The maximum number of ids in each list of {@link ActSubjects}: with the longest ids, an item stays under 200 KB. */
export const MAX_SUBJECTS = 200;

/** What an act is about, as far as it is known: ids and numbers only. */
export interface ActSubjects {
  readonly notificationIds?: readonly string[];
  readonly patientId?: string;
  readonly appointmentId?: string;
  readonly clinicIds?: readonly string[];
  readonly replyIds?: readonly string[];
  /** Of SQS. */
  readonly messageIds?: readonly string[];
  readonly channels?: readonly string[];
  readonly queue?: string;
  /** How many ids of the lists were left out. */
  readonly more?: number;
}

type Option = string | number | boolean | readonly string[];

/** The item of the beginning of an act. */
export interface OperatorAct extends ActSubjects {
  readonly day: string;
  readonly actId: string;
  readonly act: Act;
  /** ISO 8601, UTC, by AWS's clock. */
  readonly at: string;
  /** The caller's ARN, from STS; `unknown` only of a stop while STS did not respond. */
  readonly by: string;
  /** The operator's own words; up to 200 characters. */
  readonly because: string;
  /** The environment's full name, such as `dev`. */
  readonly environment: string;
  /** The options that say what was chosen, such as filters. Never a value that may be a patient's data. */
  readonly options?: Readonly<Record<string, Option>>;
  /** Seconds since 1970. */
  readonly ttl: number;
}

/** How an act ended: `done` says that everything requested was done. */
export const ACT_ENDS = ["done", "failed", "interrupted"] as const;
export type ActEndKind = (typeof ACT_ENDS)[number];

/** The item of the end of an act, with what became known on the way. */
export interface OperatorActEnd extends ActSubjects {
  readonly day: string;
  readonly actId: string;
  readonly how: ActEndKind;
  /** ISO 8601, UTC, by AWS's clock. */
  readonly endedAt: string;
  /** What was done, by name, such as `moved`. */
  readonly counts?: Readonly<Record<string, number>>;
  /** The code of the error that ended it. */
  readonly error?: string;
  /** Seconds since 1970: that of the beginning. */
  readonly ttl: number;
}

/** @param at ISO 8601, UTC */
export function dayOfAct(at: string): string {
  return at.slice(0, "YYYY-MM-DD".length);
}

/**
 * When an act expires.
 * @param at ISO 8601, UTC
 * @returns seconds since 1970
 */
export function actExpiry(at: string): number {
  const date = new Date(at);
  date.setUTCFullYear(date.getUTCFullYear() + ACT_KEPT_YEARS);
  return Math.ceil(date.getTime() / 1_000);
}

/** Shortens the lists to {@link MAX_SUBJECTS} ids each, and counts the others. */
export function boundedSubjects(subjects: ActSubjects): ActSubjects {
  let more = subjects.more ?? 0;
  const bounded = Object.entries(subjects).flatMap(([name, value]) => {
    if (value === undefined || name === "more") return [];
    if (!Array.isArray(value)) return [[name, value] as const];
    const unique = [...new Set(value as readonly string[])];
    more += Math.max(0, unique.length - MAX_SUBJECTS);
    return unique.length > 0 ? [[name, unique.slice(0, MAX_SUBJECTS)] as const] : [];
  });
  return { ...Object.fromEntries(bounded), ...(more > 0 && { more }) };
}
