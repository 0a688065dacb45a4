/** `npm run ops -- restore begin`: stops sending until the restore is finished. */
import type { Command } from "commander";
import { CHANNELS } from "../../../contracts/delivery-log";
import { RESTORABLE_DAYS, type RestoreMark } from "../../../contracts/tables/sending-stops";
import { systemClock } from "../../adapters/system-clock";
import type { StoredStops } from "../../domain/stops/change-stops";
import { markAfter, readRestoreMark } from "../../domain/stops/restore-mark";
import { asAct, type RunningAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { awsClock } from "../aws/aws-clock";
import { writeRestoreMark } from "../aws/dynamo-restore-mark";
import { jsonText } from "../output/json-text";
import { interrupted, misuse, STATUS, type Status } from "../output/status";
import { note, say } from "../output/terminal";
import { momentText } from "../output/time-text";
import { prose } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { stopsOf, zoneOf } from "../shared/stops/stops";
import { makeChange } from "../stop/change";
import { aMoment } from "./mark";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly to?: string;
}

const HELP = `
Begin before you restore. It stops texts and emails of all clinics, and \`start\` refuses until \`restore finish\`. What was
erased since the point in time comes back with a restore: \`restore check\` finds it, and \`restore replay\` erases it again.
A second \`begin\` with an earlier time replaces the first one's; with a later time it changes nothing.
docs/deploying.md#restoring-a-table has the whole procedure.

  npm run ops -- restore begin --to 2026-11-22T14:00:00Z --because "items were deleted by a script"`;

export function beginCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("begin", "stops sending until a restore of tables is finished")
    .option("--to <time>", "the point in time to which tables are restored, ISO 8601 with offset", aMoment)
    .addOption(becauseOption("why, for the record and the audit: up to 200 characters"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const because = await reasonFor(options, terminal);
    const { to } = options;
    if (to === undefined) throw misuse("--to is missing: the point in time to which tables are restored");
    if (terminal.interrupted.aborted) throw interrupted();
    // After this call, AWS's time is known.
    await stopsOf(environment);
    checkRange(Date.parse(to), awsClock(environment.dynamo, systemClock).now());
    const act = { act: "restore-begin", because, channels: CHANNELS, options: { to } } as const;
    return asAct(environment, terminal, act, (running) => begin(to, running, options, environment, session));
  });
}

/** @throws CommandError if a table cannot be restored to this time */
function checkRange(to: number, now: number): void {
  if (to > now) throw misuse("--to is in the future");
  if (now - to > RESTORABLE_DAYS * 86_400_000)
    throw misuse(`--to is more than ${RESTORABLE_DAYS} days ago`, "DynamoDB restores no table to a time before that.");
}

async function begin(
  to: string,
  { at, by, because }: RunningAct,
  { json }: Options,
  environment: Environment,
  { terminal }: Session,
): Promise<Status> {
  const { dynamo, name, names } = environment;
  // 1. The stop.
  const changed = await makeChange({ act: "stop", channels: CHANNELS, because }, environment, undefined, { at, by });
  // 2. The mark, which keeps it.
  const requested = { to, at, by, because };
  const write = (present: StoredStops | undefined) => markAfter(readable(present), requested);
  const mark = (await writeRestoreMark(dynamo, names.sendingStopsTable, write)) ?? requested;
  const { metricError } = changed;
  if (json) {
    say(terminal, jsonText({ environment: name, restore: mark, stopped: changed.changed, metricError }));
  } else {
    const from = momentText(Date.parse(mark.to), await zoneOf(environment));
    const text = `Texts and emails of ${name} are stopped until the restore is finished. Erasures since ${from} will be checked.`;
    say(terminal, prose(text, terminal.columns));
    say(terminal, "Next, restore and copy back: docs/deploying.md#restoring-a-table");
    say(terminal, `Then: npm run ops -- restore check --environment ${name}`);
  }
  if (metricError === undefined) return STATUS.done;
  note(terminal, `The metric of ${names.sendingStoppedAlarm} was not emitted: ${metricError} (CloudWatch).`);
  return STATUS.failed;
}

/** A mark that was written by hand and has no time is replaced. */
function readable(present: StoredStops | undefined): RestoreMark | undefined {
  try {
    return readRestoreMark(present);
  } catch {
    return undefined;
  }
}
