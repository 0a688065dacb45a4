import type { Command } from "commander";
import type { SourceQueue } from "../../../contracts/queue-attributes";
import type { ResourceNames } from "../../../contracts/resource-names";
import { labelsOf } from "../../domain/redrive/dead-letter";
import type { ReceivedMessage } from "../../domain/redrive/dead-letter-queue";
import { DeadLetterScan } from "../../domain/redrive/dead-letter-scan";
import { jsonText } from "../output/json-text";
import { STATUS } from "../output/status";
import { counted, textTable } from "../output/table";
import { note, say } from "../output/terminal";
import { durationText } from "../output/time-text";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { namedClinic, noteInFlight, openDeadLetters, queueName, shownDetail, shownReason } from "./dead-letters";
import { several } from "./filters";

interface Options extends EnvironmentOptions {
  readonly clinic?: readonly string[];
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
    .option("--clinic <id>", "only messages that name this clinic; repeatable", several)
    .addHelpText(
      "after",
      "\nThe messages stay in the DLQ. While the list is made, they are hidden from other receivers.\n" +
        "A message that names no clinic is the default clinic's.",
    );
  return runs<Options>(command, session, async ({ json, clinic }, environment) => {
    const { queue, counts } = await openDeadLetters(environment);
    const before = await counts();
    const groups = new Map<string, Group>();
    const scan = new DeadLetterScan(queue, (message) => message, terminal.interrupted);
    try {
      for await (const message of scan.messages()) {
        if (!clinic || clinic.includes(namedClinic(message.body) ?? "")) count(message, groups);
      }
    } finally {
      await scan.end();
    }
    const sorted = [...groups.values()].sort((one, other) => other.count - one.count);
    const messages = sorted.reduce((sum, group) => sum + group.count, 0);
    if (json) {
      const listed = sorted.map(({ oldest, ...group }) => ({ ...group, oldestAt: new Date(oldest).toISOString() }));
      const { aborted: interrupted } = terminal.interrupted;
      say(
        terminal,
        jsonText({ environment: environment.name, interrupted, messages, inFlight: before.inFlight, groups: listed }),
      );
    } else {
      const { deadLetterQueue } = environment.names;
      if (messages > 0) say(terminal, text(sorted, messages, environment.names, terminal.columns));
      else
        say(
          terminal,
          before.inFlight > 0 ? `${deadLetterQueue} has no visible message.` : `${deadLetterQueue} is empty.`,
        );
      noteInFlight(before, terminal);
    }
    if (!terminal.interrupted.aborted) return STATUS.done;
    note(terminal, "Interrupted: there may be more messages.");
    return STATUS.interrupted;
  });
}

function count(message: ReceivedMessage, groups: Map<string, Group>): void {
  const labels = labelsOf(message);
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

function text(groups: readonly Group[], messages: number, names: ResourceNames, columns: number | undefined): string {
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
  return `${names.deadLetterQueue}: ${counted(messages, "message")}\n\n${table}`;
}
