import type { Command } from "commander";
import { checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { stopTarget } from "../../../contracts/tables/sending-stops";
import { sqsQueue } from "../../adapters/sqs-queue";
import { clinicOf } from "../../domain/clinics/clinics";
import { firstChannel, usableContact } from "../../domain/contact/contact";
import { identifyNotification } from "../../domain/notification/notification";
import { type Outlook, outlookFor } from "../../domain/producer/predicted-outcome";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { historyLines } from "../audit/history-lines";
import { CONTRACT_FIELDS } from "../files/file-options";
import { ignoredText } from "../files/ignored-text";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { receiptFor } from "../shared/receipt-wait";
import { noteStops } from "../shared/stops/stops";
import { watch, watchFor } from "../shared/watch";
import { fileWarnings } from "../warnings/entry-warnings";
import { brokenContract, FIELD_FLAGS, type Field, givenFields, jsonFrom } from "./appointment-flags";

interface Options extends EnvironmentOptions, BecauseOption, Partial<Record<Field, string>> {
  readonly file?: string;
  readonly watch: boolean;
  /** ms */
  readonly watchFor: number;
  /** ms */
  readonly receiptFor: number;
}

const HELP = `
The appointment is checked against the contract, and queued as another system would queue it. Warnings, the same as those
of \`validate\`, name what would be lost. A patient is reminded once of the same appointment at the same time, however often
it is sent, even with a corrected phone or email: --watch then prints "already reminded, nothing sent" and the time of the
reminder, and ends with status 1. A higher --revision sends another reminder.

Once the carrier has accepted the text or the email, --watch waits for its receipt for two minutes: it prints whether it was
delivered, or why not and what follows. A phone that is off may take up to 72 hours to be reported; without a receipt in
time the exit status is 0. Where receipts of texts are off (docs/deploying.md), an accepted text is the end.

  npm run ops -- send --patient-id patient-1042 --appointment-time 2030-12-02T14:30 \\
    --phone-number "(206) 555-0100" --because "ticket 4711" --watch`;

export function sendCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("send", "queues the reminder of one appointment");
  for (const [flag, description] of Object.values(FIELD_FLAGS)) command.option(flag, description);
  command
    .option("--file <file>", "a JSON object of contract v1, instead of the flags; - is standard input")
    .addOption(becauseOption())
    .option("--watch", "follow the reminder to its outcome", false)
    .addOption(watchFor().implies({ watch: true }))
    .addOption(receiptFor().implies({ watch: true }))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const value = await givenValue(options, terminal);
    const appointment = checked(value);
    const located = clinicOf(appointment, await environment.clinics());
    if (!located.ok) throw brokenContract("appointment", "send", [located.violation]);
    const { clinic } = located;
    const key = identifyNotification(appointment, clinic);
    const because = await reasonFor(options, terminal);
    const before = options.watch ? await environment.log.item(key) : undefined;
    const channel = firstChannel(usableContact(appointment, clinic));
    for (const line of warningLines(value, appointment, outlookFor(clinic, Date.now()))) note(terminal, line);
    if (channel) await noteStops([stopTarget(channel, clinic.id)], environment, terminal, options.watch);
    const queue = await environment.queueUrl(environment.names.appointmentsQueue);
    const { patientId, appointmentId } = appointment;
    const subjects = { notificationIds: [key.notificationId], patientId, appointmentId, clinicIds: [clinic.id] };
    await asAct(environment, terminal, { act: "send", because, ...subjects }, async (act) => {
      const histories = historyLines(environment, act);
      await histories.add(before ?? key, "SENT_AGAIN");
      histories.noteMissing(terminal);
      await sqsQueue(environment.sqs, queue).send({ body: JSON.stringify(appointment) });
      return STATUS.done;
    });
    const document = { queued: true, ...key };
    if (!options.json)
      say(terminal, `queued on ${environment.names.appointmentsQueue}: notification ${key.notificationId}`);
    if (options.watch)
      return watch([{ key, before }], environment, terminal, { ...options, justQueued: true, document });
    if (options.json) say(terminal, jsonText(document));
    return STATUS.done;
  });
}

/** The warnings that `validate` would give for the appointment in a file. */
function warningLines(value: unknown, appointment: AppointmentMessage, outlook: Outlook): string[] {
  const { of, ignored } = fileWarnings(undefined, CONTRACT_FIELDS, () => outlook);
  const found = of({ position: { index: 0 }, value, raw: value }, appointment);
  return [
    ...(ignored.names.length > 0 ? [`Ignored: ${ignoredText(ignored.names, "field", ignored.more)}.`] : []),
    ...found.map(({ field, problem }) => `warning: ${field && `${field}: `}${problem}`),
  ];
}

/** @throws CommandError that names every field that breaks the contract, and what it accepts */
function checked(value: unknown): AppointmentMessage {
  const check = checkAppointment(value);
  if (check.ok) return check.appointment;
  throw brokenContract("appointment", "send", check.violations);
}

/** @returns the value to check against the contract */
async function givenValue(options: Options, terminal: Terminal): Promise<unknown> {
  const given = givenFields(options);
  if (options.file === undefined) return given;
  if (Object.keys(given).length > 0) throw misuse("--file cannot be combined with flags for fields");
  return jsonFrom(options.file, "appointment", terminal);
}
