/** The options that select messages of the DLQ. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { SOURCE_QUEUES, type SourceQueue } from "../../../contracts/queue-attributes";
import { note, type Terminal } from "../output/terminal";
import { duration } from "../shared/command";
import { clinicIdOf, type Selects, SHOWN_REASONS, shownReason } from "./dead-letters";

export interface FilterOptions {
  readonly reason?: readonly string[];
  readonly clinic?: readonly string[];
  /** ms */
  readonly olderThan?: number;
  /** ms */
  readonly newerThan?: number;
  readonly notification?: readonly string[];
  readonly message?: readonly string[];
  readonly source?: SourceQueue;
}

/** Adds the options. A message must match one value of each option that is given. */
export function withFilters(command: Command): Command {
  return command
    .addOption(sourceOption())
    .option("--reason <reason>", `only messages with this reason; repeatable: ${SHOWN_REASONS.join(", ")}`, anyReason)
    .option("--clinic <id>", "only messages of this clinic; repeatable", several)
    .option("--older-than <time>", "only messages older than this, such as 30m, 2h or 3d", duration)
    .option("--newer-than <time>", "only messages newer than this", duration)
    .option("--notification <id>", "only messages of this notification; repeatable", several)
    .option("--message <id>", "only the message with this id; repeatable", several);
}

/** The queue that the messages belong to. */
export function sourceOption(): Option {
  return new Option("--source <queue>", "only messages that belong to this queue").choices([...SOURCE_QUEUES]);
}

/** Whether messages are selected by more than the queue that they belong to. */
export function isFiltered({ reason, clinic, olderThan, newerThan, notification, message }: FilterOptions): boolean {
  return [reason, clinic, olderThan, newerThan, notification, message].some((filter) => filter !== undefined);
}

/** @param now ms since 1970 */
export function selectionOf(options: FilterOptions, now: number): Selects {
  const { reason, clinic, olderThan, newerThan, notification, message: messageIds, source } = options;
  return (message) => {
    const age = now - message.sentAt;
    const notificationId = (message.parsed.ok && message.parsed.key?.notificationId) || "";
    return (
      (!source || source === message.source) &&
      (!reason || reason.includes(shownReason(message))) &&
      (!clinic || clinic.includes(clinicIdOf(message) ?? "")) &&
      (olderThan === undefined || age > olderThan) &&
      (newerThan === undefined || age < newerThan) &&
      (!messageIds || messageIds.includes(message.id)) &&
      (!notification || notification.includes(notificationId))
    );
  };
}

/** The filters as the audit records them. */
export function recordedFilters({
  reason,
  clinic,
  olderThan,
  newerThan,
  notification,
  message,
  source,
}: FilterOptions) {
  const seconds = (ms: number | undefined) => ms && ms / 1_000;
  return {
    notificationIds: notification,
    messageIds: message,
    clinicIds: clinic,
    queue: source,
    options: { reason, olderThanSeconds: seconds(olderThan), newerThanSeconds: seconds(newerThan) },
  };
}

function anyReason(text: string, former: readonly string[] = []): string[] {
  const reason = SHOWN_REASONS.find((known) => known === text.toUpperCase());
  if (!reason) throw new InvalidArgumentError(`Use one of ${SHOWN_REASONS.join(", ")}.`);
  return [...former, reason];
}

export function several(text: string, former: readonly string[] = []): string[] {
  return [...former, text];
}

/**
 * Says that no message with the requested id was found.
 * @returns false if no id was requested
 */
export function noteNotFound({ message, notification }: FilterOptions, terminal: Terminal): boolean {
  if (!message && !notification) return false;
  note(terminal, "No such message was found in the DLQ. To see what is there, run `dlq list`.");
  return true;
}
