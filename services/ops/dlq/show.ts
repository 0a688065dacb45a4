import type { Command } from "commander";
import { parseAppointment } from "../../../contracts/appointment-message";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { startOf } from "../../domain/appointment/appointment-time";
import { CONTACT_PROBLEMS, emailProblem, phoneProblem } from "../../domain/contact/contact";
import type { EmailProblem } from "../../domain/contact/email-address";
import type { PhoneProblem } from "../../domain/contact/phone-number";
import { type DeadLetter, Look, sourceOf } from "../../domain/redrive/dead-letter-queue";
import type { DeployedSettings } from "../aws/deployed-settings";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { interrupted as endedByCtrlC, notFound, STATUS } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { durationText, momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { labelled, timelineText } from "../shared/timeline";
import { keyOf, openDeadLetters, queueName, shownDetail, shownReason } from "./dead-letters";

interface Options extends EnvironmentOptions {
  readonly reveal: boolean;
}

const HELP = `
Of names, places and contacts it says whether they are given and can be used, no more; --reveal shows the message as it
was sent. The message stays where it is.`;

export function showCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("show", "one message: why it failed, and its history in the delivery log")
    .argument("<id>", "of the message, or of its notification")
    .option("--reveal", "show the message whole, with the patient's data", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async ({ json, reveal }, environment, [id = ""]) => {
    const settings = await environment.settings();
    const letter = await find(id, environment, settings, terminal);
    const key = keyOf(letter, settings.clinicTimeZone);
    const item = key && (await environment.log.item(key));
    if (json) say(terminal, jsonText(asJson(letter, item, key?.notificationId, reveal)));
    else say(terminal, asText(letter, item, key?.notificationId, environment, settings, terminal.columns));
    if (reveal) note(terminal, "What follows or stands in `body` is patient data: it goes into no ticket and no chat.");
    if (reveal && !json) say(terminal, `\n${printable(letter.body, "\n\t")}`);
    return STATUS.done;
  });
}

/** @throws CommandError where the DLQ has no such message, or it was not found before Ctrl-C */
async function find(
  id: string,
  environment: Environment,
  { clinicTimeZone }: DeployedSettings,
  { interrupted }: Terminal,
): Promise<DeadLetter> {
  const { queue } = await openDeadLetters(environment);
  const look = new Look(queue, interrupted);
  try {
    for await (const letter of look.letters()) {
      if (letter.id === id || keyOf(letter, clinicTimeZone)?.notificationId === id) return letter;
    }
  } finally {
    await look.end();
  }
  if (interrupted.aborted) throw endedByCtrlC();
  throw notFound(
    `There is no message ${id} in ${environment.names.deadLetterQueue}`,
    "`dlq list` shows what is there; `log notification` shows a notification's timeline.",
  );
}

function asText(
  letter: DeadLetter,
  item: DeliveryLogItem | undefined,
  notificationId: string | undefined,
  { names }: Environment,
  settings: DeployedSettings,
  columns: number | undefined,
): string {
  const check = parseAppointment(letter.body);
  const detail = shownDetail(letter);
  const about = check.ok ? check.appointment : undefined;
  const { clinicTimeZone } = settings;
  const contact = (given: string | undefined, problem: PhoneProblem | EmailProblem | undefined) =>
    given === undefined
      ? "not given"
      : problem
        ? `given, and cannot be used: it ${CONTACT_PROBLEMS[problem]}`
        : "given";
  const head = labelled(
    [
      ["Message", letter.id],
      ["Reason", detail ? `${shownReason(letter)} (${detail})` : shownReason(letter)],
      ["Belongs to", queueName(sourceOf(letter), names)],
      ["Sent", `${momentText(letter.sentAt, clinicTimeZone)}, ${durationText(Date.now() - letter.sentAt)} ago`],
      ["Patient", about?.patientId],
      ["Appointment", about && [about.appointmentId, start(about, clinicTimeZone)].filter(Boolean).join(", ")],
      ["Revision", about?.revision ? String(about.revision) : undefined],
      ["Phone", about && contact(about.phoneNumber, phoneProblem(about.phoneNumber ?? "", settings))],
      ["Email", about && contact(about.email, emailProblem(about.email ?? ""))],
      ["Notification", notificationId],
    ],
    columns,
  );
  if (!check.ok) {
    const broken = check.violations.map(({ field, problem }) =>
      hanging(`  ${field || "the message"} ${problem}`, columns, 4),
    );
    return [head, "", "It breaks the contract, and can never be sent as it is:", ...broken].join("\n");
  }
  return [head, "", item ? timelineText(item, clinicTimeZone, columns) : "The delivery log knows nothing of it."].join(
    "\n",
  );
}

function start({ appointmentTime, timeZone }: { appointmentTime: string; timeZone?: string }, clinicZone: string) {
  return momentText(startOf(appointmentTime, timeZone ?? clinicZone), timeZone ?? clinicZone, false);
}

function asJson(
  letter: DeadLetter,
  item: DeliveryLogItem | undefined,
  notificationId: string | undefined,
  reveal: boolean,
) {
  const check = parseAppointment(letter.body);
  return {
    messageId: letter.id,
    reason: shownReason(letter),
    detail: shownDetail(letter),
    source: sourceOf(letter),
    sentAt: new Date(letter.sentAt).toISOString(),
    notificationId,
    ...(check.ok
      ? { patientId: check.appointment.patientId, appointmentId: check.appointment.appointmentId }
      : { violations: check.violations }),
    status: item?.status,
    history: item?.history,
    historyGap: item?.historyGap,
    ...(reveal && { body: letter.body }),
  };
}
