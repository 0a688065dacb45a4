/** `npm run ops -- smoke`: checks that AWS behaves as the design assumes. */
import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { CHANNELS } from "../../../contracts/delivery-log";
import { stopTarget } from "../../../contracts/tables/sending-stops";
import { systemClock } from "../../adapters/system-clock";
import { defaultClinic } from "../../domain/clinics/clinics";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { probeQueues } from "../aws/probes/probe-queues";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { misuse, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { noteStops } from "../shared/stops/stops";
import { watchFor } from "../shared/watch";
import { type Evidence, gatherEvidence, type Run } from "./evidence";
import type { Fact } from "./facts";
import { QUEUE_FACTS } from "./queue-facts";
import { type Checked, smokeJson, smokeText } from "./report";
import { SENDING_FACTS } from "./sending-facts";
import { SETTING_FACTS } from "./setting-facts";
import {
  checkContacts,
  isQuiet,
  SIMULATOR,
  type SmokeMessage,
  sendAndFollow,
  smokeAppointments,
  wasAccepted,
} from "./smoke-messages";

/** All facts that smoke checks. */
export const FACTS: readonly Fact[] = [...SENDING_FACTS, ...QUEUE_FACTS, ...SETTING_FACTS];

interface Options extends EnvironmentOptions, BecauseOption {
  readonly phone?: string;
  readonly email: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** ms */
  readonly watchFor: number;
}

const HELP = `
It sends one text and one email through the deployed pipeline, and follows them to their outcomes and receipts. It moves
a message along three queues that it creates and deletes, reads settings, and tries writes whose condition cannot hold.
Each fact is confirmed, refuted or unknown; docs/aws-facts.md lists them with their sources. The exit status is 1 if a
fact is refuted, a message was not accepted or not delivered, SNS logged that the text failed, or a queue could not be
deleted.

Cost: one text (charged by the part, see docs/costs.md), one email, and less than a cent for API calls.
What it leaves: for each of the two messages an item in the delivery log, with a patient id that begins with smoke- and the
contact that you give, until it expires like any other item; an outcome event; and a count in the metrics. A message that
fails permanently goes to the DLQ, and raises its alarm. A message that waits for a permission or a setting stays in its
queue, and is sent once that is corrected.

  npm run ops -- smoke --dry-run
  npm run ops -- smoke --phone +12065550100 --email you@clinic.example --because "new region"`;

export function smokeCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("smoke", "checks that AWS behaves as the design assumes")
    .option("--phone <number>", "where to send one text, at the usual price; without it no text is sent")
    .option("--email <address>", "where to send one email", SIMULATOR)
    .addOption(becauseOption())
    .option("--dry-run", "send nothing and create no queues; only read", false)
    .option("--yes", "do not ask for confirmation", false)
    .addOption(watchFor("stop waiting for each stage after this time", "5m"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { phone, email, dryRun, yes, json } = options;
    const because = dryRun ? "" : await reasonFor(options, terminal);
    const clinic = defaultClinic(await environment.clinics());
    checkContacts({ phone, email }, clinic, terminal);
    const channels = phone === undefined ? (["EMAIL"] as const) : CHANNELS;
    if (!dryRun)
      await noteStops(
        channels.map((one) => stopTarget(one, clinic.id)),
        environment,
        terminal,
        true,
      );
    if (phone !== undefined && !dryRun && isQuiet(clinic, Date.now())) {
      const hint = `The send window is ${clinic.sendWindow} in ${clinic.timeZone}. Try again then, or leave --phone out.`;
      throw misuse("Quiet hours: the text would wait until the window opens", hint);
    }
    const what = `${phone === undefined ? "1 email" : "1 text and 1 email"} through ${environment.name}`;
    if (!dryRun && !yes && !(await confirmed(terminal, `Send ${what}, and create and delete 3 queues?`))) {
      if (json) say(terminal, jsonText({ environment: environment.name, sent: [], leftBehind: [] }));
      note(terminal, "Nothing was sent.");
      return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
    }
    const smoke = () => run(options, environment, clinic, terminal);
    if (dryRun) return smoke();
    return asAct(environment, terminal, { act: "smoke", because, options: { text: phone !== undefined } }, smoke);
  });
}

async function run(options: Options, environment: Environment, clinic: Clinic, terminal: Terminal): Promise<Status> {
  const { dryRun, watchFor, json } = options;
  const since = Date.now();
  const { interrupted } = terminal;
  // 1. Send the text and the email and follow them, and move a message along a chain of queues.
  const sent = dryRun ? NOTHING : await sendAndProbe(options, environment, clinic, terminal, since);
  // 2. Read settings, and wait for metrics and delivery logs.
  const evidence = await gatherEvidence(environment, { ...sent, since, until: Date.now() + watchFor, interrupted });
  const facts = FACTS.map(({ id, statement, find }): Checked => ({ id, statement, ...find(evidence) }));
  // 3. Report.
  const { messages, delivery } = evidence;
  const leftBehind = sent.probe?.leftBehind ?? [];
  const results = { environment: environment.name, messages, delivery, facts, leftBehind };
  say(terminal, json ? smokeJson(results, since) : smokeText(results, terminal.columns));
  if (interrupted.aborted) return STATUS.interrupted;
  return isSent(evidence) && leftBehind.length === 0 ? statusOf(facts) : STATUS.failed;
}

const NOTHING: Pick<Run, "messages" | "probe"> = { messages: [], probe: undefined };

/** @param since ms since 1970 */
async function sendAndProbe(
  { phone, email, watchFor }: Options,
  environment: Environment,
  clinic: Clinic,
  terminal: Terminal,
  since: number,
): Promise<Pick<Run, "messages" | "probe">> {
  const run = `${new Date(since).toISOString().slice(0, 10)}-${randomBytes(4).toString("hex")}`;
  const sleep = (ms: number) => systemClock.sleep(ms);
  const probing = probeQueues(environment.sqs, `healthcare-smoke-${run}`, terminal.interrupted, sleep);
  let messages: readonly SmokeMessage[];
  try {
    const appointments = smokeAppointments({ phone, email }, run, since);
    messages = await sendAndFollow(appointments, environment, clinic, terminal, since + watchFor);
  } finally {
    // Report the queues that are left even if sending fails.
    const { leftBehind } = await probing;
    if (leftBehind.length > 0) note(terminal, `Delete these queues if they exist: ${leftBehind.join(", ")}.`);
  }
  return { messages, probe: await probing };
}

/** Every message was accepted, and no later failure of one is known. */
function isSent({ messages, delivery }: Evidence): boolean {
  const allSent = messages.every(
    ({ item, channel }) => item && wasAccepted(item, channel) && item.status.startsWith(`${channel}_`),
  );
  return allSent && !(delivery.how === "known" && delivery.value?.delivered === false);
}

function statusOf(facts: readonly Checked[]): Status {
  if (facts.some(({ verdict }) => verdict === "refuted")) return STATUS.failed;
  return facts.every(({ verdict }) => verdict === "unknown") ? STATUS.unreachable : STATUS.done;
}
