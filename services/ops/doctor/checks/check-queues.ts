import { baseName, type ResourceNames } from "../../../../contracts/resource-names";
import { type QueueCounts, totalOf } from "../../../domain/queue-counts";
import { counted } from "../../output/table";
import { durationText } from "../../output/time-text";
import { type Check, check, DEPLOY, type Finding, fail, ok, warn, whyUnknown } from "../facts/check";
import type { Facts, QueueState } from "../facts/facts";

/** Seconds that a message may wait if the alarm's threshold is unknown. */
const MAY_WAIT = 3_600;

interface Checked {
  readonly title: string;
  readonly name: string;
  /** Seconds; undefined for a queue that must be empty. */
  readonly mayWait?: number;
  readonly remedy: string;
}

/** Checks for messages that wait too long, or are in a dead-letter queue. */
export function checkQueues({ environment, names, queues, alarms }: Facts): Check[] {
  const known = alarms.how === "known" ? alarms.value : [];
  const mayWait = (alarm: string) => known.find(({ name }) => name === alarm)?.threshold ?? MAY_WAIT;
  return checkedQueues(names, environment, mayWait).map(({ title, name, ...rest }) => {
    const state = queues.get(name);
    const gone = fail(`queue ${name} does not exist`, DEPLOY);
    return check(title, state?.counts ?? { how: "missing" }, gone, (counts) => assess(counts, state, rest));
  });
}

function checkedQueues(names: ResourceNames, environment: string, mayWait: (alarm: string) => number): Checked[] {
  const section = (alarm: string) => `docs/runbook.md#${baseName(environment, alarm)}`;
  const working = (title: string, name: string, alarm: string) => ({
    title,
    name,
    mayWait: mayWait(alarm),
    remedy: section(alarm),
  });
  return [
    working("Appointments queue", names.appointmentsQueue, names.appointmentsAgeAlarm),
    working("Email queue", names.emailQueue, names.emailAgeAlarm),
    working("Bookings queue", names.bookingsQueue, names.bookingsAgeAlarm),
    working("Receipts queue", names.receiptsQueue, names.receiptsAgeAlarm),
    working("Replies queue", names.repliesQueue, names.repliesAgeAlarm),
    {
      title: "Dead-letter queue",
      name: names.deadLetterQueue,
      remedy: `npm run ops -- dlq list --environment ${environment}`,
    },
    {
      title: "Bookings DLQ",
      name: names.bookingsDeadLetterQueue,
      remedy: `npm run ops -- dlq list --environment ${environment}`,
    },
    {
      title: "Receipts DLQ",
      name: names.receiptsDeadLetterQueue,
      remedy: `npm run ops -- dlq list --environment ${environment}`,
    },
    {
      title: "Replies DLQ",
      name: names.repliesDeadLetterQueue,
      remedy: `npm run ops -- dlq list --environment ${environment}`,
    },
    {
      title: "Receipt collector DLQ",
      name: names.receiptCollectorDeadLetterQueue,
      remedy: section(names.receiptCollectorAlarm),
    },
    {
      title: "Daily run DLQ",
      name: names.dailyRunDeadLetterQueue,
      remedy: section(names.dailyRunDeadLetterAlarm),
    },
  ];
}

function assess(
  counts: QueueCounts,
  state: QueueState | undefined,
  { mayWait, remedy }: Pick<Checked, "mayWait" | "remedy">,
): Finding {
  const total = totalOf(counts);
  if (total === 0) return ok("empty");
  const parts = [
    [counts.visible, "visible"],
    [counts.inFlight, "in flight"],
    [counts.delayed, "delayed"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, how]) => `${count.toLocaleString("en-US")} ${how}`);
  const seen = `${counted(total, "message")} (${shown.join(", ")}), ${ageText(state)}`;
  if (mayWait === undefined) return warn(seen, remedy);
  const oldest = state?.oldest.how === "known" ? state.oldest.value : undefined;
  return oldest !== undefined && oldest > mayWait ? warn(seen, remedy) : ok(seen);
}

function ageText(state: QueueState | undefined): string {
  const oldest = state?.oldest;
  if (oldest?.how === "unknown") return `age not checked: ${whyUnknown(oldest)}`;
  const seconds = oldest?.how === "known" ? oldest.value : undefined;
  return seconds === undefined ? "age not yet measured" : `the oldest waiting for ${durationText(seconds * 1_000)}`;
}
