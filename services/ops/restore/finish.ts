/** `npm run ops -- restore finish`: ends a restore, so that sending can be started. */
import type { Command } from "commander";
import { CHANNELS } from "../../../contracts/delivery-log";
import { isStopped } from "../../domain/stops/change-stops";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { writeRestoreMark } from "../aws/dynamo-restore-mark";
import { jsonText } from "../output/json-text";
import { interrupted, notFound, STATUS } from "../output/status";
import { say } from "../output/terminal";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { assessRestore, isRestored } from "./assess";
import { type KeepOption, withKeep } from "./check";
import { gatherRestoreFacts } from "./facts";
import { begunRestore } from "./mark";

const startedMeanwhile = (environment: string) =>
  notFound(
    "The restore is not finished: sending was started in the meantime",
    `Stop it, and check again: npm run ops -- stop --because TEXT --environment ${environment}`,
  );

interface Options extends EnvironmentOptions, BecauseOption, KeepOption {}

const HELP = `
It refuses as long as a check of \`restore check\` fails. Sending stays stopped: \`start\` is the next command.

  npm run ops -- restore finish --because "INC-4711: all erasures are as they were"`;

export function finishCommand(session: Session): Command {
  const { terminal } = session;
  const command = withKeep(clinicsCommand("finish", "ends a restore, so that sending can be started"))
    .addOption(becauseOption())
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const because = await reasonFor(options, terminal);
    const { keep, json } = options;
    const { name, names, dynamo } = environment;
    if (terminal.interrupted.aborted) throw interrupted();
    const { mark, ...facts } = await gatherRestoreFacts(environment, terminal, keep);
    const groups = assessRestore({ mark, ...facts });
    if (!isRestored(groups)) {
      const check = `npm run ops -- restore check --environment ${name}`;
      throw notFound("The restore is not finished: a check fails, or could not be made", `See which: ${check}`);
    }
    const { to } = mark;
    const chosen = { to, keep: keep.length > 0 ? keep : undefined };
    return asAct(environment, terminal, { act: "restore-finish", because, options: chosen }, async (act) => {
      await writeRestoreMark(dynamo, names.sendingStopsTable, (present) => {
        // Somebody may have removed the stop in the table while the erasures were checked.
        if (CHANNELS.some((channel) => !isStopped(present, channel))) throw startedMeanwhile(name);
        const { at } = begunRestore(present, name);
        if (at === mark.at) return undefined;
        throw notFound("The restore is not finished: another one began in the meantime", "Run the same command again.");
      });
      act.found({ counts: { erasures: facts.erasures } });
      if (json) say(terminal, jsonText({ environment: name, finished: mark, erasures: facts.erasures }));
      else {
        say(terminal, `The restore of ${name} is finished. Texts and emails are still stopped.`);
        say(terminal, `Next: npm run ops -- start --because TEXT --environment ${name}`);
      }
      return STATUS.done;
    });
  });
}
