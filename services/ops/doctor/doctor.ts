/** `npm run ops -- doctor`: checks whether an environment can send reminders. */
import type { Command } from "commander";
import { isDenied } from "../aws/inspection/lookup";
import { explain } from "../output/explain";
import { type CommandError, STATUS, type Status } from "../output/status";
import { say } from "../output/terminal";
import { type ClinicsOptions, clinicsFile } from "../shared/clinics";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { checkAlarms } from "./checks/check-alarms";
import { checkClinicSenders } from "./checks/check-clinic-senders";
import { checkDailyRun } from "./checks/check-daily-run";
import { checkEmails } from "./checks/check-emails";
import { checkFloods } from "./checks/check-floods";
import { checkFunctions } from "./checks/check-functions";
import { checkKey } from "./checks/check-key";
import { checkQueues } from "./checks/check-queues";
import { checkReceipts } from "./checks/check-receipts";
import { checkReplies } from "./checks/check-replies";
import { checkSending } from "./checks/check-sending";
import { checkSmsResources } from "./checks/check-sms-resources";
import { checkSweep } from "./checks/check-sweep";
import { checkTables } from "./checks/check-tables";
import { checkTexts } from "./checks/check-texts";
import type { Group } from "./facts/check";
import { type Facts, gatherFacts, ownAnswers } from "./facts/facts";
import { reportJson, reportText } from "./report";

const GROUPS: readonly { readonly title: string; readonly assess: (facts: Facts) => Group["checks"] }[] = [
  { title: "Sending", assess: (facts) => [...checkSending(facts), ...checkFloods(facts)] },
  {
    title: "Texts",
    assess: (facts) => [...checkTexts(facts), ...checkSmsResources(facts), ...checkClinicSenders(facts)],
  },
  { title: "Emails", assess: checkEmails },
  { title: "Receipts", assess: checkReceipts },
  { title: "Answers", assess: checkReplies },
  { title: "Daily run", assess: checkDailyRun },
  { title: "Sweep", assess: checkSweep },
  { title: "Queues", assess: checkQueues },
  { title: "Functions", assess: checkFunctions },
  { title: "Tables", assess: checkTables },
  { title: "Alarms", assess: checkAlarms },
  { title: "Encryption", assess: checkKey },
];

export function doctorCommand(session: Session): Command {
  const command = environmentCommand("doctor", "checks whether this environment can send reminders").addHelpText(
    "after",
    "\nIt only reads. A check for which you lack a permission is reported as not checked, with the permission. The exit status\n" +
      "is 1 if a check fails; warnings do not change it.",
  );
  command.addOption(
    clinicsFile("the file of clinic profiles, as deployed: the senders of their texts are checked too"),
  );
  return runs<EnvironmentOptions & ClinicsOptions>(command, session, async ({ json, clinics }, environment) => {
    const facts = await reach(environment, clinics);
    const groups = GROUPS.map(({ title, assess }) => ({ title, checks: assess(facts) }));
    say(session.terminal, json ? reportJson(facts, groups) : reportText(facts, groups, session.terminal.columns));
    return statusOf(groups);
  });
}

/** @throws CommandError if the environment does not exist or cannot be reached, or the file is not the deployed one */
async function reach(environment: Environment, clinicsPath: string | undefined): Promise<Facts> {
  const facts = await gatherFacts(environment, Date.now(), clinicsPath);
  const answers = ownAnswers(facts);
  if (answers.some(({ how }) => how === "known")) return facts;
  if (answers.some(({ how }) => how === "missing")) throw notThere(environment.name);
  const [first] = answers;
  if (first?.how !== "unknown" || answers.some(isDenied)) return facts;
  throw explain(first.error, environment.name);
}

/** The same error as in every other command. */
function notThere(environment: string): CommandError {
  return explain(Object.assign(new Error(), { name: "ResourceNotFoundException" }), environment);
}

function statusOf(groups: readonly Group[]): Status {
  const verdicts = groups.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  if (verdicts.includes("fail")) return STATUS.failed;
  return verdicts.every((verdict) => verdict === "unknown") ? STATUS.unreachable : STATUS.done;
}
