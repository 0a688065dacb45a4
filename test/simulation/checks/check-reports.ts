/** Metrics, events and log lines agree with the delivery log, and have no patient data. */
import { isOutcome, OUTCOMES, type Outcome } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/events/event-types";
import { METRICS, type MetricValues } from "../../../contracts/metrics";
import { PLANTED } from "../people/patients";
import type { Execution } from "../services/execution";
import type { World } from "../services/world";

type Problem = (text: string) => void;

/** Faults after which a process may not know that its write was made, because another process has changed the item since. */
const UNKNOWN: ReadonlySet<string> = new Set(["answer lost", "delayed"]);

/** Checks the report of a batch when it is made. A run of the producer publishes its outcomes in several calls. */
export const checkReport = {
  metrics(by: Execution, values: MetricValues, problems: string[]): void {
    by.reported.metrics = true;
    const count = (...outcomes: Outcome[]) => by.settled.filter((outcome) => outcomes.includes(outcome)).length;
    const expected = {
      [METRICS.successful]: count("SMS_SENT"),
      [METRICS.fallback]: count("EMAIL_SENT"),
      [METRICS.failed]: count("ALL_FAILED", "NO_CONTACT"),
      [METRICS.declined]: count("DECLINED"),
      [METRICS.expired]: count("EXPIRED"),
      [METRICS.cancelled]: count("CANCELLED", "SUPERSEDED"),
      [METRICS.delivered]: count("SMS_DELIVERED", "EMAIL_DELIVERED"),
      [METRICS.undelivered]: count("UNDELIVERED"),
    } as const;
    for (const [name, number] of Object.entries(expected)) {
      const reported = values[name as keyof typeof expected] ?? 0;
      if (reported !== number) problems.push(`${by.name} counts ${reported} ${name}, and wrote ${number} to the log`);
    }
  },

  /** An event can be published again, and agrees with the log each time. */
  events(by: Execution, events: readonly OutcomeEvent[], { log, problems }: World): void {
    for (const event of events) by.reported.events.add(transitionOf(event));
    const { wholeItems } = log;
    for (const event of events) {
      const item = wholeItems.find(({ notificationId }) => notificationId === event.notificationId);
      const line = item?.history[event.transition - 1];
      if (line?.status !== event.status)
        problems.push(`${by.name} publishes ${event.status}, and the log has ${line?.status} there`);
    }
  },
};

/** Identifies an event, however often it is published. */
export function transitionOf({
  notificationId,
  transition,
}: Pick<OutcomeEvent, "notificationId"> & { transition?: number }) {
  return `${notificationId} ${transition}`;
}

/**
 * Every outcome is published in the end: if a process died before that, its message is received again. One of the daily
 * run has no message, and is published by the next run, unless the booking system has removed the item from the due list.
 */
export function checkPublished({ log, reports, publishesFailed, changes }: World, problem: Problem): void {
  if (publishesFailed > 0) return;
  const takenOff = new Set(changes.filter((change) => change.takesOff).map(({ patientId }) => patientId));
  const published = new Set(reports.events.map(transitionOf));
  for (const item of log.wholeItems) {
    // The outcome of a dropped notification was published when it failed, unless the operator's command ended before.
    if (item.queueMessageId === "" && takenOff.has(item.patientId ?? "")) continue;
    if (isOutcome(item.status) && !item.droppedAt && !published.has(transitionOf(item)))
      problem(`${item.patientId} ended as ${item.status}, which was not published`);
  }
}

/** Each duplicate is counted in the item of its notification. */
export function checkDuplicates({ log, reports, choices }: World, problem: Problem): void {
  if (choices.faults.length > 0) return;
  const inItems = log.wholeItems.reduce((sum, { duplicates = 0 }) => sum + duplicates, 0);
  const counted = reports.counted.get(METRICS.duplicate) ?? 0;
  if (inItems !== counted) problem(`${counted} duplicates were counted, and the items have ${inItems}`);
}

/** Every counted outcome is in the log, and every outcome in the log is counted if its writer lives and knows of it. */
export function checkCounts({ log, settled, writesUnknown, choices }: World, problem: Problem): void {
  const unknown =
    writesUnknown + choices.faults.filter(({ kind, where }) => where.startsWith("log ") && UNKNOWN.has(kind)).length;
  const lines = log.wholeItems.flatMap(({ history }) => history.map(({ status }) => status)).filter(isOutcome);
  for (const outcome of OUTCOMES) {
    const count = (list: readonly Outcome[]) => list.filter((each) => each === outcome).length;
    const [logged, known] = [count(lines), count(settled)];
    if (known > logged) problem(`${outcome} was counted ${known} times, and the log has ${logged}`);
    if (known < logged && unknown === 0) problem(`the log has ${logged} ${outcome}, and ${known} were counted`);
  }
}

/** Operators and other systems read no patient data. */
export function checkReadable({ reports, deadLetters }: World, problem: Problem): void {
  const attributes = deadLetters.messages.map((message) => message.attributes);
  const readable = JSON.stringify([reports.logger.lines, reports.events, [...reports.counted], attributes]);
  const found = PLANTED.exec(readable);
  if (found) problem(`operators can read "${found[0]}"`);
}
