import { type Command, InvalidArgumentError } from "commander";
import { type NotificationStatus, STATUSES } from "../../../contracts/delivery-log";
import { lastDays } from "../../domain/appointment/appointment-time";
import type { DayEntry } from "../aws/dynamo-day-index";
import { jsonText } from "../output/json-text";
import { STATUS } from "../output/status";
import { counted, textTable } from "../output/table";
import { note, say } from "../output/terminal";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { meaningOf } from "../shared/timeline";
import { type ClinicFilter, clinicIdOf, isOfClinic, withClinicFilter } from "./clinic-filter";
import { countByMoment, readWaiting, type WaitingUntil, waitingText } from "./waiting";

interface Options extends EnvironmentOptions, ClinicFilter {
  readonly byClinic: boolean;
  readonly state?: readonly NotificationStatus[];
  readonly list: boolean;
}

const HELP = `
The notifications of a day are those first claimed on that day, in the clinic's time zone. The totals are by state and
reason, with --by-clinic also by clinic; --list also prints each notification.`;

export function dayCommand(session: Session): Command {
  const { terminal } = session;
  const command = withClinicFilter(environmentCommand("day", "counts a day's notifications, by state and reason"))
    .argument("[date]", "YYYY-MM-DD (default: today)", aDay)
    .option("--state <state>", `only notifications in this state; repeatable; one of ${STATUSES.join(", ")}`, aState)
    .option("--by-clinic", "count by clinic, too", false)
    .option("--list", "also print each notification", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, [date]) => {
    const { json, state, list, byClinic } = options;
    const { clinicTimeZone } = await environment.settings();
    const [day = ""] = date ? [date] : lastDays(Date.now(), clinicTimeZone, 0);
    const entries: DayEntry[] = [];
    for await (const entry of environment.log.ofDay(day)) {
      if (terminal.interrupted.aborted) break;
      if ((!state || state.includes(entry.status)) && isOfClinic(entry, options)) entries.push(entry);
    }
    const { aborted: interrupted } = terminal.interrupted;
    entries.sort((one, other) => one.createdAt.localeCompare(other.createdAt));
    const totals = totalsOf(entries, byClinic);
    const waiting = await readWaiting(entries, environment.log);
    const twice = entries.filter(({ possibleDuplicate }) => possibleDuplicate).length;
    if (json) {
      say(
        terminal,
        jsonText({
          day,
          interrupted,
          total: entries.length,
          possibleDuplicate: twice,
          totals,
          waiting: countByMoment(waiting),
          ...(list && { notifications: entries.map((entry) => publicEntry(entry, waiting)) }),
        }),
      );
    } else {
      say(terminal, `${day}: ${counted(entries.length, "notification")}`);
      if (totals.length > 0) say(terminal, `\n${totalsText(totals, byClinic, terminal.columns)}`);
      const waits = waitingText(waiting, clinicTimeZone);
      if (waits) say(terminal, `\n${hanging(waits, terminal.columns)}`);
      const doubt = `Possible duplicates, since a carrier's response was lost: ${twice}.`;
      if (twice > 0) say(terminal, `\n${hanging(doubt, terminal.columns)}`);
      if (list && entries.length > 0)
        say(terminal, `\n${listText(entries, waiting, clinicTimeZone, terminal.columns)}`);
    }
    if (!interrupted) return STATUS.done;
    note(terminal, "Interrupted: the totals are incomplete.");
    return STATUS.interrupted;
  });
}

interface Total {
  readonly clinicId?: string;
  readonly status: NotificationStatus;
  readonly reason?: string;
  count: number;
}

function totalsOf(entries: readonly DayEntry[], byClinic: boolean): Total[] {
  const totals = new Map<string, Total>();
  for (const entry of entries) {
    const { status, reason } = entry;
    const clinicId = byClinic ? clinicIdOf(entry) : undefined;
    const name = `${clinicId} ${status} ${reason}`;
    const total = totals.get(name) ?? { ...(clinicId && { clinicId }), status, ...(reason && { reason }), count: 0 };
    totals.set(name, total);
    total.count += 1;
  }
  const rank = ({ status }: Total) => STATUSES.indexOf(status);
  const byId = (one: Total, other: Total) => (one.clinicId ?? "").localeCompare(other.clinicId ?? "");
  return [...totals.values()].sort(
    (one, other) => byId(one, other) || rank(one) - rank(other) || other.count - one.count,
  );
}

function totalsText(totals: readonly Total[], byClinic: boolean, columns: number | undefined): string {
  const rows = totals.map(({ clinicId = "", status, reason, count }) => [
    ...(byClinic ? [clinicId] : []),
    String(count),
    status,
    reasonText(status, reason),
    meaningOf(status, reason),
  ]);
  return textTable([...(byClinic ? ["clinic"] : []), "count", "state", "reason", "meaning"], rows, columns);
}

function listText(
  entries: readonly DayEntry[],
  waiting: WaitingUntil,
  timeZone: string,
  columns: number | undefined,
): string {
  // One clinic needs no column.
  const hasClinics = new Set(entries.map(clinicIdOf)).size > 1;
  const rows = entries.map(
    ({ clinicId, createdAt, patientId, appointmentId, status, reason, notificationId, possibleDuplicate }) => [
      momentText(Date.parse(createdAt), timeZone),
      ...(hasClinics ? [clinicIdOf({ clinicId })] : []),
      patientId,
      appointmentId ?? "",
      possibleDuplicate ? `${status}, maybe twice` : status,
      untilText(waiting.get(notificationId), timeZone) ?? reasonText(status, reason),
      notificationId,
    ],
  );
  return textTable(
    ["claimed", ...(hasClinics ? ["clinic"] : []), "patient", "appointment", "state", "reason", "notification"],
    rows,
    columns,
  );
}

function untilText(until: string | undefined, timeZone: string): string | undefined {
  return until && `until ${momentText(Date.parse(until), timeZone)}`;
}

function publicEntry({ dayPart, ...entry }: DayEntry, waiting: WaitingUntil) {
  const waitingUntil = waiting.get(entry.notificationId);
  return { ...entry, ...(waitingUntil && { waitingUntil }) };
}

/** Parses an option or argument: an existing day. */
export function aDay(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    throw new InvalidArgumentError("Must be an existing day, such as 2026-12-01.");
  }
  return text;
}

function aState(text: string, former: readonly NotificationStatus[] = []): NotificationStatus[] {
  const state = STATUSES.find((known) => known === text.toUpperCase());
  if (!state) throw new InvalidArgumentError(`Must be one of ${STATUSES.join(", ")}.`);
  return [...former, state];
}

/** Empty if the reason is the same as the state. */
function reasonText(status: NotificationStatus, reason = ""): string {
  return reason === status ? "" : reason;
}
