/** Which messages of the DLQ a command is about. */
import { type Command, InvalidArgumentError } from "commander";
import { note, type Terminal } from "../output/terminal";
import { duration } from "../shared/command";
import type { Environment } from "../shared/environment";
import { keyOf, type Selects, SHOWN_REASONS, shownReason } from "./dead-letters";

export interface FilterOptions {
  readonly reason?: readonly string[];
  /** ms */
  readonly olderThan?: number;
  /** ms */
  readonly newerThan?: number;
  readonly notification?: readonly string[];
  readonly message?: readonly string[];
}

/** Adds the options; several of one kind mean any of them, of several kinds all must fit. */
export function withFilters(command: Command): Command {
  return command
    .option("--reason <reason>", `only of this reason; may be repeated: ${SHOWN_REASONS.join(", ")}`, anyReason)
    .option("--older-than <time>", "only what has been there for longer, such as 30m, 2h or 3d", duration)
    .option("--newer-than <time>", "only what came within this time", duration)
    .option("--notification <id>", "only of this notification; may be repeated", several)
    .option("--message <id>", "only the message of this id; may be repeated", several);
}

export function isFiltered({ reason, olderThan, newerThan, notification, message }: FilterOptions): boolean {
  return [reason, olderThan, newerThan, notification, message].some((filter) => filter !== undefined);
}

/** @param now ms since 1970 */
export async function selectionOf(options: FilterOptions, environment: Environment, now: number): Promise<Selects> {
  const { reason, olderThan, newerThan, notification, message } = options;
  const zone = notification && (await environment.settings()).clinicTimeZone;
  return (letter) => {
    const age = now - letter.sentAt;
    return (
      (!reason || reason.includes(shownReason(letter))) &&
      (olderThan === undefined || age > olderThan) &&
      (newerThan === undefined || age < newerThan) &&
      (!message || message.includes(letter.id)) &&
      (!notification || !zone || notification.includes(keyOf(letter, zone)?.notificationId ?? ""))
    );
  };
}

function anyReason(text: string, former: readonly string[] = []): string[] {
  const reason = SHOWN_REASONS.find((known) => known === text.toUpperCase());
  if (!reason) throw new InvalidArgumentError(`It is one of ${SHOWN_REASONS.join(", ")}.`);
  return [...former, reason];
}

function several(text: string, former: readonly string[] = []): string[] {
  return [...former, text];
}

/**
 * Says so where a message was asked for by an id and was not seen.
 * @returns whether one was
 */
export function noteUnseen({ message, notification }: FilterOptions, terminal: Terminal): boolean {
  if (!message && !notification) return false;
  note(terminal, "The DLQ has no such message, as far as can be seen: `dlq list` shows what is there.");
  return true;
}
