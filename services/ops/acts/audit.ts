/** `npm run ops -- audit`: lists what operators did. */
import { type Command, Option } from "commander";
import { ACTS, type Act } from "../../../contracts/tables/operator-acts";
import { clinicDay, daysBetween, lastDays } from "../../domain/appointment/appointment-time";
import { actsOfDays, type RecordedAct } from "../aws/audit/dynamo-operator-acts";
import { aDay } from "../log/day";
import { jsonText } from "../output/json-text";
import { startProgress } from "../output/progress";
import { misuse, STATUS } from "../output/status";
import { note, say } from "../output/terminal";
import { hanging } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { zoneOf } from "../shared/stops/stops";
import { auditText, publicAct } from "./audit-report";

interface Options extends EnvironmentOptions {
  readonly from?: string;
  readonly to?: string;
  readonly act?: Act;
  readonly by?: string;
  readonly patient?: string;
  readonly notification?: string;
}

/** Days that are listed by default, and at most. */
const DEFAULT_DAYS = 7;
const MAX_DAYS = 366;

const HELP = `
Who did what by these commands, when and why, the newest last: every act that changed something or showed patients' data.
The days are the clinic's (UTC if the deployment's settings cannot be read); the default is the last 7 days, and at most 366
are listed at once. An act without an end is still running, or was killed. --patient and --notification find acts that name
the id; a redrive names the first 200 of its notifications, and the history of each has a line.
docs/security.md says what the audit proves, and what it cannot. It lists nothing that was done without these commands.

  npm run ops -- audit
  npm run ops -- audit --from 2026-11-01 --to 2026-11-30 --act reveal`;

export function auditCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("audit", "lists what operators did, who they were, and why")
    .option("--from <date>", "the first day, YYYY-MM-DD", aDay)
    .option("--to <date>", "the last day, YYYY-MM-DD (default: today)", aDay)
    .addOption(new Option("--act <act>", "only acts of this kind").choices(ACTS))
    .option("--by <text>", "only acts of identities that contain this text, in any case")
    .option("--patient <id>", "only acts that name this patient")
    .option("--notification <id>", "only acts that name this notification")
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const timeZone = await zoneOf(environment);
    const { from, to } = rangeOf(options, timeZone);
    const days = daysBetween(from, to);
    if (days.length > MAX_DAYS)
      throw misuse(`More than ${MAX_DAYS} days cannot be listed at once`, "Use --from and --to for a part of them.");
    // 1. A day of the clinic lies in two days in UTC.
    const utcDays = daysBetween(dayAt(from, -1), dayAt(to, 1));
    const acts: RecordedAct[] = [];
    const progress = startProgress(terminal, "days");
    let read = 0;
    try {
      const onDay = () => progress.show(++read, utcDays.length);
      for await (const act of actsOfDays(environment.dynamo, environment.names.operatorActsTable, utcDays, onDay)) {
        if (terminal.interrupted.aborted) break;
        const day = clinicDay(Date.parse(beganAt(act)), timeZone);
        if (from <= day && day <= to && isSelected(act, options)) acts.push(act);
      }
    } finally {
      progress.end();
    }
    // 2. The list.
    const { aborted: interrupted } = terminal.interrupted;
    const { name } = environment;
    if (options.json) {
      const document = { environment: name, from, to, timeZone, interrupted, count: acts.length };
      say(terminal, jsonText({ ...document, acts: acts.map(publicAct) }));
    } else {
      say(terminal, auditText(acts, { name, from, to, timeZone }, terminal.columns));
    }
    if (!interrupted) return STATUS.done;
    note(terminal, hanging("Interrupted: there may be more acts.", terminal.columns));
    return STATUS.interrupted;
  });
}

/** @throws CommandError if the first day is after the last */
function rangeOf({ from, to }: Options, timeZone: string): { from: string; to: string } {
  const [today = ""] = lastDays(Date.now(), timeZone, 0);
  const last = to ?? today;
  const first = from ?? dayAt(last, 1 - DEFAULT_DAYS);
  if (first > last) throw misuse(to === undefined ? "--from is in the future" : "--from is after --to");
  return { from: first, to: last };
}

const DAY_MS = 86_400_000;

/** The day some days later. */
function dayAt(day: string, later: number): string {
  return new Date(Date.parse(day) + later * DAY_MS).toISOString().slice(0, day.length);
}

function beganAt({ begin, end }: RecordedAct): string {
  return begin?.at ?? end?.endedAt ?? "";
}

function isSelected({ begin, end }: RecordedAct, { act, by, patient, notification }: Options): boolean {
  const parts = [begin, end];
  return (
    (act === undefined || begin?.act === act) &&
    (by === undefined || (begin?.by ?? "").toLowerCase().includes(by.toLowerCase())) &&
    (patient === undefined || parts.some((part) => part?.patientId === patient)) &&
    (notification === undefined || parts.some((part) => part?.notificationIds?.includes(notification)))
  );
}
