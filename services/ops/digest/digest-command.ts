/** `npm run ops -- digest`: the daily digest, now. */
import { type Command, InvalidArgumentError } from "commander";
import { sqsDeadLetterCounts } from "../../adapters/digest/sqs-dead-letter-counts";
import { type DayEntry, dynamoAttentionLog } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import { dynamoWaitingAnswers } from "../../adapters/dynamodb/digest/dynamo-waiting-answers";
import { collectDigest, type Needing } from "../../domain/digest/digest";
import type { DigestSources } from "../../domain/digest/digest-ports";
import { digestText } from "../../domain/digest/digest-text";
import { MAX_LOOK_BACK, windowFrom } from "../../domain/digest/digest-window";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { hanging } from "../output/wrap";
import { type ClinicFilter, isOfClinic, withClinicFilter } from "../shared/clinic-filter";
import { duration, type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { listText, publicNeeding } from "./digest-list";

interface Options extends EnvironmentOptions, ClinicFilter {
  /** @param now ms since 1970 */
  readonly since?: (now: number) => number;
  readonly list: boolean;
}

const DAY = 86_400_000;

const HELP = `
What came to need a person since then: reminders that ended as NO_CONTACT, ALL_FAILED or UNDELIVERED, whenever they were
claimed, and those that may have been sent twice; of the days before, those whose appointment is still ahead. In addition
the answers that wait for staff, and the messages in the dead-letter queues. --list prints each reminder.

The function daily-digest-<env> publishes the same once a day, and this command changes nothing about that.`;

export function digestCommand(session: Session): Command {
  const { terminal } = session;
  const command = withClinicFilter(environmentCommand("digest", "shows what needs a person"), "reminders and answers")
    .option("--since <when>", "a duration such as 26h, or a time such as 2026-12-01T07:00Z (default: 24h)", aMoment)
    .option("--list", "also print each reminder", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const now = Date.now();
    const since = options.since?.(now) ?? now - DAY;
    if (since > now) throw misuse("--since is in the future");
    if (since < now - MAX_LOOK_BACK) throw misuse("--since is more than 31 days ago", "Older ones: log day DATE.");
    const { clinicTimeZone } = await environment.settings();
    const listed: Needing<DayEntry>[] = [];
    const digest = await collectDigest(
      windowFrom(since, now),
      sourcesOf(environment, clinicTimeZone, options, terminal),
      (one) => void (options.list && listed.push(one)),
    );
    listed.sort((one, other) => (one.entry.attentionAt ?? "").localeCompare(other.entry.attentionAt ?? ""));
    const { aborted: interrupted } = terminal.interrupted;
    if (options.json) {
      const { window: _, ...counts } = digest;
      const notifications = options.list && { notifications: listed.map(publicNeeding) };
      const [from, to] = [since, now].map((ms) => new Date(ms).toISOString());
      say(
        terminal,
        jsonText({ environment: environment.name, since: from, until: to, interrupted, ...counts, ...notifications }),
      );
    } else {
      const facts = { environment: environment.name, clinicTimeZone, runbookUrl: "docs/runbook.md" };
      say(terminal, wrappedText(digestText(digest, facts), terminal.columns));
      if (listed.length > 0) say(terminal, `\n${listText(listed, clinicTimeZone, terminal.columns)}`);
    }
    if (!interrupted) return STATUS.done;
    note(terminal, "Interrupted: there may be more.");
    return STATUS.interrupted;
  });
}

/** What the function of the digest reads, of the selected clinics; a dead-letter queue is of no clinic. */
function sourcesOf(
  environment: Environment,
  clinicTimeZone: string,
  filter: ClinicFilter,
  { interrupted }: Terminal,
): DigestSources<DayEntry> {
  const { dynamo, names, sqs } = environment;
  const attention = dynamoAttentionLog(dynamo, names.deliveryLogTable);
  const answers = dynamoWaitingAnswers(dynamo, names.repliesTable);
  const selected = async function* <T extends { readonly clinicId?: string }>(items: AsyncIterable<T>) {
    for await (const item of items) {
      if (interrupted.aborted) return;
      if (isOfClinic(item, filter)) yield item;
    }
  };
  const queues = [
    names.deadLetterQueue,
    names.bookingsDeadLetterQueue,
    names.receiptsDeadLetterQueue,
    names.repliesDeadLetterQueue,
    names.receiptCollectorDeadLetterQueue,
    names.dailyRunDeadLetterQueue,
  ];
  return {
    clinicTimeZone,
    attention: { ofDay: (day, since) => selected(attention.ofDay(day, since)) },
    answers: { all: () => selected(answers.all()) },
    deadLetters: {
      counts: async () => {
        if (filter.clinic) return [];
        const urls = await Promise.all(queues.map((queue) => environment.queueUrl(queue)));
        return sqsDeadLetterCounts(sqs, urls).counts();
      },
    },
  };
}

/** Wraps the lines to the terminal, except commands, which are copied. */
function wrappedText(text: string, columns: number | undefined): string {
  const wrap = (line: string) => (line.startsWith("  npm ") ? line : hanging(line, columns, line.search(/\w/) + 2));
  return text.split("\n").map(wrap).join("\n");
}

/** Parses an option's value: a duration before now, or a time with its offset. */
function aMoment(text: string): (now: number) => number {
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return () => time;
  if (!/^\d{1,6}[smhd]$/.test(text)) {
    throw new InvalidArgumentError("Must be a duration such as 26h, or a time such as 2026-12-01T07:00Z.");
  }
  const before = duration(text);
  return (now) => now - before;
}
