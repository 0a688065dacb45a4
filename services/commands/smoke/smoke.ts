/** `npm run ops -- smoke`: is AWS what the design takes it for? */
import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { probeQueues } from "../../adapters/probes/probe-queues";
import { systemClock } from "../../adapters/system-clock";
import { usableContact } from "../../domain/contact";
import { duration, type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { confirmed } from "../shared/confirm";
import { misuse, STATUS, type Status } from "../shared/status";
import { note, say } from "../shared/terminal";
import { gatherEvidence } from "./evidence";
import type { Fact } from "./facts";
import { QUEUE_FACTS } from "./queue-facts";
import { type Checked, smokeJson, smokeText } from "./report";
import { SENDING_FACTS } from "./sending-facts";
import { SETTING_FACTS } from "./setting-facts";
import { SIMULATOR, sendAndFollow, smokeAppointments } from "./smoke-messages";

/** All facts that it checks. */
export const FACTS: readonly Fact[] = [...SENDING_FACTS, ...QUEUE_FACTS, ...SETTING_FACTS];

interface Options extends EnvironmentOptions {
  readonly phone?: string;
  readonly email: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** ms */
  readonly watchFor: number;
}

const HELP = `
It sends one text and one email through the deployed pipeline, follows them to their end, passes a message along three
queues of its own, which it deletes, reads settings, and asks for a write that cannot take place. Each fact is seen,
refuted or unknown. What it leaves: an item in the delivery log, an outcome event
and a count in the metrics for each of the two, with patient ids that begin with smoke-. The items expire as all others
do; they hold the contacts that you name.

  npm run ops -- smoke --phone +12065550100 --email you@clinic.example`;

export function smokeCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("smoke", "whether AWS does what the design takes for granted")
    .option("--phone <number>", "gets one text, which costs what a text costs; without it none is sent")
    .option("--email <address>", "gets one email", SIMULATOR)
    .option("--dry-run", "send nothing and make no queues: read only", false)
    .option("--yes", "do not ask", false)
    .option("--watch-for <time>", "stop waiting for each stage after this time", duration, duration("5m"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { phone, email, dryRun, yes, watchFor, json } = options;
    const settings = await environment.settings();
    const { clinicTimeZone } = settings;
    const contact = usableContact({ phoneNumber: phone, email }, settings);
    if (phone !== undefined && !contact.phoneNumber) throw misuse("--phone is no number that can be texted");
    if (!contact.email) throw misuse("--email is no email address");
    const what = `${phone === undefined ? "1 email" : "1 text and 1 email"} through ${environment.name}`;
    if (!dryRun && !yes && !(await confirmed(terminal, `Send ${what}, and make and delete 3 queues?`))) {
      note(terminal, "Nothing was sent.");
      return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
    }
    // 1. The text and the email, to their end.
    const since = Date.now();
    const run = `${new Date(since).toISOString().slice(0, 10)}-${randomBytes(4).toString("hex")}`;
    const appointments = dryRun ? [] : smokeAppointments({ phone, email }, run, since);
    const { interrupted } = terminal;
    const [messages, probe] = await Promise.all([
      dryRun ? [] : sendAndFollow(appointments, environment, clinicTimeZone, terminal, since + watchFor),
      // 2. A message along a chain of queues.
      dryRun
        ? undefined
        : probeQueues(environment.sqs, `healthcare-smoke-${run}`, interrupted, (ms) => systemClock.sleep(ms)),
    ]);
    // 3. What can be read, and what AWS shows late.
    const until = Date.now() + watchFor;
    const evidence = await gatherEvidence(environment, { messages, probe, since, until, interrupted });
    const facts = FACTS.map(({ id, statement, find }): Checked => ({ id, statement, ...find(evidence) }));
    // 4. What was found.
    say(
      terminal,
      json ? smokeJson(environment.name, since, messages, facts) : smokeText(environment.name, messages, facts),
    );
    const leftBehind = probe?.how === "known" ? probe.value.leftBehind : [];
    if (leftBehind.length > 0) note(terminal, `Delete these queues: ${leftBehind.join(", ")}.`);
    if (interrupted.aborted) return STATUS.interrupted;
    const allSent = messages.every(({ item }) => item?.status === "SMS_SENT" || item?.status === "EMAIL_SENT");
    return allSent && leftBehind.length === 0 ? statusOf(facts) : STATUS.failed;
  });
}

function statusOf(facts: readonly Checked[]): Status {
  if (facts.some(({ verdict }) => verdict === "refuted")) return STATUS.failed;
  return facts.every(({ verdict }) => verdict === "unknown") ? STATUS.unreachable : STATUS.done;
}
