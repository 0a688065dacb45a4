import type { Command } from "commander";
import { type Clinic, ONLY_CLINIC } from "../../../contracts/clinics/clinic";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { startOf } from "../../domain/appointment/appointment-time";
import { type Clinics, defaultClinic } from "../../domain/clinics/clinics";
import { CONTACT_PROBLEMS, emailProblem, phoneProblem } from "../../domain/contact/contact";
import type { EmailProblem } from "../../domain/contact/email-address";
import type { PhoneProblem } from "../../domain/contact/phone-number";
import type { Receipt } from "../../domain/receipts/receipt";
import type { DeadLetter } from "../../domain/redrive/dead-letter";
import type { InboundReply } from "../../domain/replies/inbound-reply";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import type { NewAct } from "../audit/record-act";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { interrupted as endedByCtrlC, notFound, STATUS } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { durationText, momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { labelled, timelineText } from "../shared/timeline";
import { clinicIdOf, DeadLetterScans, openDeadLetters, queueName, shownDetail, shownReason } from "./dead-letters";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly reveal: boolean;
}

const HELP = `
It shows no names, places or contacts, only whether there is a usable phone and email; --reveal shows the message as it
was sent. The message stays in the DLQ.`;

export function showCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("show", "shows one message: why it failed, and its history in the delivery log")
    .argument("<id>", "of the message, or of its notification")
    .option("--reveal", "show the whole message, with the patient's data", false)
    .addOption(becauseOption("why, for the audit, with --reveal: up to 200 characters"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, [id = ""]) => {
    const { json, reveal } = options;
    const because = reveal ? await reasonFor(options, terminal) : "";
    const clinics = await environment.clinics();
    const message = await find(id, environment, clinics, terminal);
    const { parsed } = message;
    const item = parsed.ok && parsed.key ? await environment.log.item(parsed.key) : undefined;
    const shown = async () => {
      if (json) say(terminal, jsonText(asJson(message, item, reveal)));
      else say(terminal, asText(message, item, environment, defaultClinic(clinics), terminal.columns));
      if (reveal)
        note(terminal, `The ${json ? "`body`" : "message below"} is patient data: keep it out of tickets and chats.`);
      if (reveal && !json) say(terminal, `\n${printable(message.body, "\n\t")}`);
      return STATUS.done;
    };
    if (!reveal) return shown();
    const ids = { messageIds: [message.id], notificationIds: [notificationIdOf(message) ?? ""].filter(Boolean) };
    const act: NewAct = { act: "reveal", because, ...ids, options: { command: "dlq show" } };
    return asAct(environment, terminal, act, shown);
  });
}

/** @throws CommandError if the DLQ has no such message, or it was not found before Ctrl-C */
async function find(
  id: string,
  environment: Environment,
  clinics: Clinics,
  { interrupted }: Terminal,
): Promise<DeadLetter> {
  const scan = new DeadLetterScans(await openDeadLetters(environment), clinics, interrupted);
  try {
    for await (const message of scan.messages()) {
      if (message.id === id || notificationIdOf(message) === id) return message;
    }
  } finally {
    await scan.end();
  }
  if (interrupted.aborted) throw endedByCtrlC();
  throw notFound(
    `There is no message ${id} in the DLQs of ${environment.name}`,
    "`dlq list` shows what is there; `log notification` shows a notification's timeline.",
  );
}

function notificationIdOf({ parsed }: DeadLetter): string | undefined {
  return parsed.ok ? parsed.key?.notificationId : undefined;
}

function asText(
  message: DeadLetter,
  item: DeliveryLogItem | undefined,
  { names }: Environment,
  byDefault: Clinic,
  columns: number | undefined,
): string {
  const { parsed } = message;
  const detail = shownDetail(message);
  const about = parsed.ok ? (parsed.appointment ?? parsed.bookings?.[0]?.appointment) : undefined;
  const booked = (parsed.ok && parsed.bookings) || [];
  const clinic = (parsed.ok && parsed.clinic) || byDefault;
  const { timeZone } = clinic;
  const contact = (given: string | undefined, problem: PhoneProblem | EmailProblem | undefined) =>
    given === undefined ? "not given" : problem ? `given, but not usable: it ${CONTACT_PROBLEMS[problem]}` : "given";
  const head = labelled(
    [
      ["Message", message.id],
      ["Reason", detail ? `${shownReason(message)} (${detail})` : shownReason(message)],
      ["Belongs to", queueName(message.source, names)],
      ["Receipt", parsed.ok ? receiptText(parsed.receipt) : undefined],
      ...replyRows(parsed.ok ? parsed.reply : undefined),
      ["Status", booked[0]?.status],
      ["Version", booked[0]?.version === undefined ? undefined : String(booked[0].version)],
      ["Appointments", booked.length > 1 ? `${booked.length}, of which this is the first` : undefined],
      ["Sent", `${momentText(message.sentAt, timeZone)}, ${durationText(Date.now() - message.sentAt)} ago`],
      ["Patient", about?.patientId],
      ["Appointment", about && [about.appointmentId, start(about, timeZone)].filter(Boolean).join(", ")],
      ["Revision", about?.revision ? String(about.revision) : undefined],
      ["Clinic", clinicIdOf(message) === ONLY_CLINIC ? undefined : clinicIdOf(message)],
      ["Preference", about?.contactPreference],
      ["Phone", about && contact(about.phoneNumber, phoneProblem(about.phoneNumber ?? "", clinic))],
      ["Email", about && contact(about.email, emailProblem(about.email ?? ""))],
      ["Notification", notificationIdOf(message)],
    ],
    columns,
  );
  if (!parsed.ok) {
    const broken = parsed.violations.map(({ field, problem }) =>
      hanging(`  ${field || "the message"} ${problem}`, columns, 4),
    );
    return [head, "", "It breaks the contract, and cannot be sent as it is:", ...broken].join("\n");
  }
  if (!parsed.key) return head;
  return [head, "", item ? timelineText(item, timeZone, columns) : "The delivery log has no item for it."].join("\n");
}

/** Without the patient's phone and words. */
function replyRows(reply: InboundReply | undefined): [label: string, value: string | undefined][] {
  if (!reply) return [];
  return [
    ["Answer", reply.id],
    ["To the text", reply.answeredId ?? "not known"],
    ["From", reply.phoneNumber ? "a phone" : "not a phone number"],
    ["Words", reply.text === "" ? "none" : "given"],
  ];
}

function receiptText(receipt: Receipt | undefined): string | undefined {
  if (!receipt) return undefined;
  const { channel, messageId, result } = receipt;
  const about = channel === "SMS" ? `text ${messageId}` : `email ${messageId}`;
  return result.kind === "delivered" ? `${about}: delivered` : `${about}: not delivered, ${result.code}`;
}

/** @returns undefined for the end of an appointment without a start */
function start({ appointmentTime, timeZone }: { appointmentTime?: string; timeZone?: string }, clinicZone: string) {
  if (appointmentTime === undefined) return undefined;
  return momentText(startOf(appointmentTime, timeZone ?? clinicZone), timeZone ?? clinicZone, false);
}

function idsOf(parsed: Extract<DeadLetter["parsed"], { ok: true }>): object {
  if (parsed.key) return { patientId: parsed.appointment.patientId, appointmentId: parsed.appointment.appointmentId };
  if (parsed.reply) return { reply: { id: parsed.reply.id, answeredId: parsed.reply.answeredId } };
  if (!parsed.bookings) return { receipt: parsed.receipt };
  const bookings = parsed.bookings.map(({ status, version, appointment: { appointmentId, patientId } }) => ({
    status,
    version,
    appointmentId,
    patientId,
  }));
  return { bookings };
}

function asJson(message: DeadLetter, item: DeliveryLogItem | undefined, reveal: boolean) {
  const { id, parsed, source, sentAt, body } = message;
  return {
    messageId: id,
    reason: shownReason(message),
    detail: shownDetail(message),
    source,
    sentAt: new Date(sentAt).toISOString(),
    notificationId: notificationIdOf(message),
    clinicId: clinicIdOf(message),
    ...(parsed.ok ? idsOf(parsed) : { violations: parsed.violations }),
    status: item?.status,
    history: item?.history,
    historyGap: item?.historyGap,
    ...(reveal && { body }),
  };
}
