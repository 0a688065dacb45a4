import { type Command, InvalidArgumentError } from "commander";
import { sns } from "../../adapters/clients";
import { dynamoDeliveryLog } from "../../adapters/dynamo-delivery-log";
import { snsOutcomeTopic } from "../../adapters/sns-outcome-topic";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import { type DeadLetter, Look } from "../../domain/dead-letter-queue";
import { type DropDependencies, recordDrop } from "../../domain/drop";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { confirmed } from "../shared/confirm";
import type { Environment } from "../shared/environment";
import { misuse, STATUS } from "../shared/status";
import { counted } from "../shared/table";
import { note, say, type Terminal } from "../shared/terminal";
import { openDeadLetters, type Selects } from "./dead-letters";
import { type FilterOptions, isFiltered, selectionOf, withFilters } from "./filters";

interface Options extends EnvironmentOptions, FilterOptions {
  readonly because: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const HELP = `
At least one filter is needed. What you say by --because is written to the delivery log, with ALL_FAILED, before the
message is deleted; it is read by whoever may read the log, so name no diagnosis. Copies of the reminder that wait in a
queue are not sent any more. A message whose notification somebody works at stays.`;

export function dropCommand(session: Session): Command {
  const { terminal } = session;
  const command = withFilters(environmentCommand("drop", "throws away what can never be sent, and writes down why"))
    .requiredOption("--because <text>", "why, for the delivery log: up to 200 characters", reasonText)
    .option("--dry-run", "tell how many, and drop nothing", false)
    .option("--yes", "do not ask", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    if (!isFiltered(options))
      throw misuse("Say which messages", "--message, --notification, --reason or --older-than.");
    const selects = await selectionOf(options, environment, Date.now());
    const { queue } = await openDeadLetters(environment);
    const deps = await dependencies(environment);
    if (options.dryRun || !options.yes) {
      const count = await countOf(queue, selects, terminal);
      if (options.dryRun || count === 0) {
        say(terminal, options.json ? JSON.stringify({ dryRun: true, messages: count }) : `would drop: ${count}`);
        return count > 0 ? STATUS.done : STATUS.failed;
      }
      if (!(await confirmed(terminal, `Drop ${counted(count, "message")} for good?`, false))) {
        note(terminal, "Nothing was dropped.");
        return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
      }
    }
    const counts = { recorded: 0, endedBefore: 0, inWork: 0 };
    const look = new Look(queue, terminal.interrupted);
    try {
      for await (const letter of look.letters()) {
        if (!selects(letter) || terminal.interrupted.aborted) continue;
        const dropping = await recordDrop(letter, options.because, deps);
        if (dropping.kind === "in work") counts.inWork += 1;
        else {
          await look.delete(letter);
          counts[dropping.kind === "recorded" ? "recorded" : "endedBefore"] += 1;
        }
      }
    } finally {
      await look.end();
    }
    tell(counts, options.json, terminal);
    if (terminal.interrupted.aborted) return STATUS.interrupted;
    return counts.inWork > 0 || counts.recorded + counts.endedBefore === 0 ? STATUS.failed : STATUS.done;
  });
}

async function countOf(queue: ConstructorParameters<typeof Look>[0], selects: Selects, terminal: Terminal) {
  const look = new Look(queue, terminal.interrupted);
  const found: DeadLetter["id"][] = [];
  try {
    for await (const letter of look.letters()) if (selects(letter)) found.push(letter.id);
  } finally {
    await look.end();
  }
  return found.length;
}

async function dependencies(environment: Environment): Promise<DropDependencies> {
  const { clinicTimeZone, defaultCountry, retentionDays, topicArn } = await environment.settings();
  const settings = { leaseMs: 0, retentionDays, clinicTimeZone };
  return {
    log: dynamoDeliveryLog(environment.dynamo, environment.names.deliveryLogTable, settings, systemClock),
    topic: snsOutcomeTopic(sns(), topicArn),
    clock: systemClock,
    random: systemRandom,
    clinicTimeZone,
    defaultCountry,
  };
}

function tell(
  counts: Readonly<Record<"recorded" | "endedBefore" | "inWork", number>>,
  json: boolean,
  terminal: Terminal,
) {
  if (json) {
    say(terminal, JSON.stringify(counts));
    return;
  }
  say(terminal, `dropped, and the log says why: ${counts.recorded}`);
  if (counts.endedBefore > 0) say(terminal, `dropped, their notification had ended: ${counts.endedBefore}`);
  if (counts.inWork > 0) say(terminal, `stays, somebody works at its notification: ${counts.inWork}`);
}

function reasonText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > 200) throw new InvalidArgumentError("It takes 1 to 200 characters.");
  return trimmed;
}
