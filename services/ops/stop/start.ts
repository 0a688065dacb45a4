/** `npm run ops -- start`: starts sending again. */
import type { Command } from "commander";
import type { StopTarget } from "../../../contracts/tables/sending-stops";
import { isStopped, partsOf, type StoredStops, targetsOf } from "../../domain/stops/change-stops";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { interrupted, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { hanging } from "../output/wrap";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { deployedTargetsText, stopLines, stopsJson, targetsText } from "../shared/stops/stop-texts";
import { stopsOf, zoneOf } from "../shared/stops/stops";
import { makeChange } from "./change";
import { refuseDuringRestore } from "./during-restore";
import { report } from "./report";
import { type ScopeOptions, scopeOf, withScope } from "./scope";
import { inspectWaiting, type Waiting, waitingJson, waitingLines } from "./waiting";

interface Options extends EnvironmentOptions, ScopeOptions, BecauseOption {
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const HELP = `
It shows what is stopped and how many messages wait, and asks for confirmation. After the start, waiting reminders are
processed within about 5 minutes. If nothing is stopped, it only emits the alarm's metric again. If another
operator stops or starts sending before you confirm, nothing is changed.
Without --clinic it starts what was stopped for all clinics. Stops of single clinics stay: each has its own reason. It
shows them, with the command that ends them.
The table sending-stops-<environment> records who did it, when and why. Everyone who can read the table can read the
text, so name no patient.

  npm run ops -- start --dry-run
  npm run ops -- start --because "the name is corrected"`;

export function startCommand(session: Session): Command {
  const { terminal } = session;
  const command = withScope(clinicsCommand("start", "starts sending again after a stop"), "start")
    .addOption(becauseOption("why, for the record and the audit: up to 200 characters"))
    .option("--dry-run", "print what is stopped and how many messages wait, and start nothing", false)
    .option("--yes", "do not ask for confirmation", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { json, yes, dryRun } = options;
    const because = dryRun ? "" : await reasonFor(options, terminal);
    // 1. What would be started.
    const stops = await stopsOf(environment);
    refuseDuringRestore(stops, environment.name);
    const scope = await scopeOf(options, environment, stops);
    const requested = targetsOf(scope);
    if (terminal.interrupted.aborted) throw interrupted();
    const stopped = requested.filter((target) => isStopped(stops, target));
    const needsConfirmation = stopped.length > 0 && !yes;
    if (dryRun || needsConfirmation) {
      const waiting = await inspectWaiting(stopped, environment);
      if (dryRun) return plan({ stops, stopped, requested, waiting }, environment, terminal, json);
      const { columns } = terminal;
      const lines = await planLines(stops, stopped, waiting, environment);
      for (const line of lines) note(terminal, hanging(line, columns));
      if (!(await confirmed(terminal, `Start ${deployedTargetsText(stopped, environment.name)} again?`))) {
        const { name } = environment;
        if (json) say(terminal, jsonText({ environment: name, act: "start", changed: [], stopped: stopsJson(stops) }));
        note(terminal, "Nothing was started.");
        return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
      }
    }
    // 2. The start of what the operator has agreed to.
    const agreed = stopped.length > 0 ? partsOf(stopped) : scope;
    const subjects = { channels: agreed.channels, clinicIds: agreed.clinics };
    return asAct(environment, terminal, { act: "start", because, ...subjects }, async (act) => {
      const request = { act: "start", ...agreed, because } as const;
      const changed = await makeChange(request, environment, yes ? undefined : { stops }, act);
      act.found({ counts: { started: changed.changed.length } });
      return report(changed, environment, terminal, json);
    });
  });
}

async function planLines(
  stops: StoredStops | undefined,
  stopped: readonly StopTarget[],
  waiting: Waiting,
  environment: Environment,
): Promise<string[]> {
  const lines = stopLines(stops, stopped, await zoneOf(environment), Date.now());
  return [...lines, ...waitingLines(waiting, environment.name)];
}

interface Plan {
  readonly stops: StoredStops | undefined;
  readonly stopped: readonly StopTarget[];
  readonly requested: readonly StopTarget[];
  readonly waiting: Waiting;
}

async function plan(
  { stops, stopped, requested, waiting }: Plan,
  environment: Environment,
  terminal: Terminal,
  json: boolean,
): Promise<Status> {
  if (json) {
    const document = {
      environment: environment.name,
      dryRun: true,
      stopped: stopsJson(stops),
      waiting: waitingJson(waiting),
    };
    say(terminal, jsonText(document));
    return STATUS.done;
  }
  if (stopped.length === 0) say(terminal, `would start: nothing, ${targetsText(requested)} are not stopped`);
  else say(terminal, `would start: ${targetsText(stopped)}`);
  const lines = await planLines(stops, stopped, waiting, environment);
  for (const line of lines) say(terminal, hanging(line, terminal.columns));
  return STATUS.done;
}
