/** `npm run ops -- restore check`: whether sending may start again after a restore. */
import { type Command, InvalidArgumentError } from "commander";
import type { Group } from "../doctor/facts/check";
import { checkLines, tally, tallyText } from "../doctor/report";
import { jsonText } from "../output/json-text";
import { interrupted, STATUS, type Status } from "../output/status";
import { say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { assessRestore, isRestored } from "./assess";
import { gatherRestoreFacts, type RestoreFacts } from "./facts";

export interface KeepOption {
  /** Ids of patients of whom new data are stored, which stay. */
  readonly keep: readonly string[];
}

const HELP = `
It only reads. It checks that sending is stopped, that the tables are as deployed, what waits in the queues, and that every
erasure since the point in time is as it was: nothing is stored of the patient, and older messages are refused. The exit
status is 1 if a check fails or could not be made; warnings do not change it.
A patient who was booked again after the erasure is named too. See what is stored (\`patient show\`): if all of it is new,
add --keep with the patient's id.`;

export function withKeep(command: Command): Command {
  const description = "a patient of whom only new data are stored, booked after the erasure; repeatable";
  return command.option("--keep <patientId>", description, keptId, []);
}

function keptId(id: string, earlier: readonly string[]): string[] {
  if (id.trim() === "") throw new InvalidArgumentError("Must be a patient's id.");
  return [...earlier, id.trim()];
}

export function checkCommand(session: Session): Command {
  const { terminal } = session;
  const description = "checks whether sending may start again after a restore";
  const command = withKeep(clinicsCommand("check", description)).addHelpText("after", HELP);
  return runs<EnvironmentOptions & KeepOption>(command, session, async ({ json, keep }, environment) => {
    if (terminal.interrupted.aborted) throw interrupted();
    const facts = await gatherRestoreFacts(environment, terminal, keep);
    return reportCheck(facts, json, terminal);
  });
}

/** @returns done if sending may start */
export function reportCheck(facts: RestoreFacts, json: boolean, terminal: Terminal): Status {
  const groups = assessRestore(facts);
  say(terminal, json ? checkJson(facts, groups) : checkText(facts, groups, terminal.columns));
  return isRestored(groups) ? STATUS.done : STATUS.failed;
}

function checkJson({ environment, mark, missing, erasures }: RestoreFacts, groups: readonly Group[]): string {
  const checks = groups.flatMap(({ title: group, checks: of }) => of.map((one) => ({ group, ...one })));
  return jsonText({ environment, restore: mark, ...tally(groups), erasures, missing, checks }, 2);
}

function checkText(facts: RestoreFacts, groups: readonly Group[], columns: number | undefined): string {
  const { environment, mark, timeZone, missing } = facts;
  const head = `${environment}, restored to ${momentText(Date.parse(mark.to), timeZone)}: "${mark.because}"`;
  const next = isRestored(groups) ? "finish" : missing.length > 0 ? "replay" : undefined;
  const ready = isRestored(groups) ? "The restore can be finished." : "The restore cannot be finished yet.";
  return [
    hanging(head, columns),
    "",
    checkLines(groups, columns),
    hanging(`${ready} ${tallyText(tally(groups))}.`, columns),
    ...(next ? [`Next: npm run ops -- restore ${next} --because TEXT --environment ${environment}`] : []),
  ].join("\n");
}
