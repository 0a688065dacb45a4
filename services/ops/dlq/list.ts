import type { Command } from "commander";
import type { SourceQueue } from "../../../contracts/queue-attributes";
import type { ResourceNames } from "../../../contracts/resource-names";
import type { QueueCounts } from "../../domain/queue-counts";
import type { DeadLetterLabels } from "../../domain/redrive/dead-letter";
import type { ReceivedMessage } from "../../domain/redrive/dead-letter-queue";
import { DeadLetterScan } from "../../domain/redrive/dead-letter-scan";
import { jsonText } from "../output/json-text";
import { STATUS } from "../output/status";
import { counted, textTable } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { durationText } from "../output/time-text";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import {
  namedClinic,
  noteInFlight,
  type OpenDeadLetters,
  openDeadLetters,
  queueName,
  shownDetail,
  shownReason,
} from "./dead-letters";
import { several, sourceOption } from "./filters";

interface Options extends EnvironmentOptions {
  readonly clinic?: readonly string[];
  readonly source?: SourceQueue;
}

interface Group {
  readonly reason: string;
  readonly detail?: string;
  /** As the messages name it; absent if they name none. */
  readonly clinicId?: string;
  /** The queue that a redrive returns it to. */
  readonly source: SourceQueue;
  count: number;
  /** ms since 1970 */
  oldest: number;
}

export function listCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand(
    "list",
    "counts the messages, with the age of the oldest, by reason, clinic and source",
  )
    .summary("counts the messages, by reason, clinic and source")
    .addOption(sourceOption())
    .option("--clinic <id>", "only messages that name this clinic; repeatable", several)
    .addHelpText(
      "after",
      "\nThe messages stay in the DLQ. While the list is made, they are hidden from other receivers.\n" +
        "A message that names no clinic is the default clinic's.",
    );
  return runs<Options>(command, session, async ({ json, clinic, source }, environment) => {
    const opened = await openDeadLetters(environment, source);
    const lists: Listed[] = [];
    for (const deadLetters of opened) {
      const before = await deadLetters.counts();
      const groups = await groupsOf(deadLetters, { clinic, source }, terminal);
      const messages = groups.reduce((sum, group) => sum + group.count, 0);
      lists.push({ name: deadLetters.name, before, groups, messages });
    }
    const messages = lists.reduce((sum, list) => sum + list.messages, 0);
    if (json) {
      const inFlight = lists.reduce((sum, { before }) => sum + before.inFlight, 0);
      const listed = lists
        .flatMap(({ groups }) => groups)
        .map(({ oldest, ...group }) => ({ ...group, oldestAt: new Date(oldest).toISOString() }));
      const { aborted: interrupted } = terminal.interrupted;
      say(terminal, jsonText({ environment: environment.name, interrupted, messages, inFlight, groups: listed }));
    } else {
      // An empty DLQ is named only if all are.
      const filled = lists.filter((list) => list.messages > 0 || list.before.inFlight > 0);
      for (const [index, list] of (filled.length > 0 ? filled : lists).entries()) {
        if (index > 0 && list.messages > 0) say(terminal, "");
        say(terminal, text(list, environment.names, terminal.columns));
        noteInFlight(list.before, terminal);
      }
    }
    if (!terminal.interrupted.aborted) return STATUS.done;
    note(terminal, "Interrupted: there may be more messages.");
    return STATUS.interrupted;
  });
}

/** The messages of one DLQ. */
interface Listed {
  readonly name: string;
  readonly before: QueueCounts;
  readonly groups: readonly Group[];
  readonly messages: number;
}

/** The most frequent first. */
async function groupsOf(
  { queue, labels }: OpenDeadLetters,
  { clinic, source }: Pick<Options, "clinic" | "source">,
  { interrupted }: Terminal,
): Promise<Group[]> {
  const groups = new Map<string, Group>();
  const scan = new DeadLetterScan(queue, (message) => message, interrupted);
  try {
    for await (const message of scan.messages()) {
      const of = labels(message);
      const isOfClinic = !clinic || clinic.includes(namedClinic(message.body) ?? "");
      if (isOfClinic && (!source || source === of.source)) count(message, of, groups);
    }
  } finally {
    await scan.end();
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

function count(message: ReceivedMessage, labels: DeadLetterLabels, groups: Map<string, Group>): void {
  const { source } = labels;
  const reason = shownReason(labels);
  const detail = shownDetail(labels);
  const clinicId = namedClinic(message.body);
  const name = `${reason} ${detail} ${clinicId} ${source}`;
  const about = { reason, ...(detail && { detail }), ...(clinicId && { clinicId }) };
  const group = groups.get(name) ?? { ...about, source, count: 0, oldest: message.sentAt };
  groups.set(name, group);
  group.count += 1;
  group.oldest = Math.min(group.oldest, message.sentAt);
}

function text({ name, before, groups, messages }: Listed, names: ResourceNames, columns: number | undefined): string {
  if (messages === 0) return before.inFlight > 0 ? `${name} has no visible message.` : `${name} is empty.`;
  const hasClinics = groups.some(({ clinicId }) => clinicId !== undefined);
  const rows = groups.map(({ reason, detail, clinicId, source, count, oldest }) => [
    String(count),
    durationText(Date.now() - oldest),
    reason,
    detail ?? "",
    ...(hasClinics ? [clinicId ?? ""] : []),
    queueName(source, names),
  ]);
  const table = textTable(
    ["messages", "oldest", "reason", "detail", ...(hasClinics ? ["clinic"] : []), "belongs to"],
    rows,
    columns,
  );
  return `${name}: ${counted(messages, "message")}\n\n${table}`;
}
