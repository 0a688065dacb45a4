/** `npm run ops -- restore replay`: erases again what a restore has brought back. */
import type { Command } from "commander";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { jsonText } from "../output/json-text";
import { interrupted, STATUS, type Status } from "../output/status";
import { counted } from "../output/table";
import { note, say } from "../output/terminal";
import { prose } from "../output/wrap";
import { eraseAsAct } from "../patient/erase";
import { type Erasure, printErasure } from "../patient/erase-report";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { type KeepOption, withKeep } from "./check";
import { gatherRestoreFacts } from "./facts";

interface Options extends EnvironmentOptions, BecauseOption, KeepOption {}

const HELP = `
It erases each patient that \`restore check\` names, as \`patient erase\` does, with one act for each in the audit. Each takes
some two minutes, since it looks again once the functions that were running have ended. After Ctrl-C or an error, the same
command continues with those that are left.

  npm run ops -- restore replay --because "restore of INC-4711"`;

export function replayCommand(session: Session): Command {
  const { terminal } = session;
  const description = "erases again the patients whose data a restore has brought back";
  const command = withKeep(clinicsCommand("replay", description)).addOption(becauseOption()).addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { json, keep } = options;
    const because = await reasonFor(options, terminal);
    if (terminal.interrupted.aborted) throw interrupted();
    const { missing } = await gatherRestoreFacts(environment, terminal, keep);
    const receipts: Erasure[] = [];
    let status: Status = STATUS.done;
    try {
      for (const [index, { patientId, clinicId }] of missing.entries()) {
        note(terminal, `Patient ${patientId}, ${index + 1} of ${missing.length}:`);
        const order = {
          patientId,
          ...(clinicId !== undefined && { clinicId }),
          because,
          allClinics: clinicId === undefined,
        };
        const keepReceipt = (erasure: Erasure, timeZone: string) => {
          receipts.push(erasure);
          if (!json) printErasure(erasure, timeZone, environment.name, json, terminal);
        };
        status = await eraseAsAct(order, keepReceipt, environment, terminal);
        if (status !== STATUS.done) break;
      }
    } finally {
      // What was erased is printed even after an error.
      const left = missing.length - receipts.filter(({ isComplete }) => isComplete).length;
      if (json) say(terminal, jsonText({ environment: environment.name, erasures: receipts, left }));
      else say(terminal, prose(`Erased again: ${counted(missing.length - left, "patient")}, ${left} left.`));
    }
    const next = `npm run ops -- restore ${status === STATUS.done ? "check" : "replay --because TEXT"}`;
    note(terminal, `Next: ${next} --environment ${environment.name}`);
    return status;
  });
}
