/** `npm run ops -- patient show`: what is stored of a patient. */
import type { Command } from "commander";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { type Clinics, defaultClinic } from "../../domain/clinics/clinics";
import { clinicIdIn } from "../../domain/erasure/clinic-scope";
import type { StoredItem } from "../../domain/lookup/appointment-lookup";
import { hasEnded, storedStart } from "../../domain/stored-appointment/stored-appointment";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { publicItem } from "../log/public-item";
import { jsonText } from "../output/json-text";
import { STATUS } from "../output/status";
import { counted, textTable } from "../output/table";
import { note, say } from "../output/terminal";
import { momentText } from "../output/time-text";
import { publicReply } from "../replies/public-reply";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { isUnknown, type KnownPatient, readPatient, sayUnknown } from "./known";
import { recordOf } from "./record";
import { deployedTexts } from "./sent-words";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly clinic?: string;
  readonly reveal: boolean;
}

const HELP = `
It lists the patient's appointments, notifications and answers by their ids, times and states. With --reveal it prints all
that is stored, as JSON: names, phones, addresses and words. The table operator-acts-<environment> records who did that,
when and why. \`log patient\` shows the timelines of the notifications.

  npm run ops -- patient show p-1042
  npm run ops -- patient show p-1042 --reveal --because "the patient asks by phone"`;

export function showCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("show", "shows what is stored of a patient")
    .argument("<id>", "the patientId, as the booking system knows it")
    .option("--clinic <id>", "only what is of this clinic")
    .option("--reveal", "print everything, which is patient data", false)
    .addOption(becauseOption("with --reveal: why, for the audit; up to 200 characters"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, [id = ""]) => {
    const { clinic, reveal, json } = options;
    const because = reveal ? await reasonFor(options, terminal) : "";
    const clinics = await environment.clinics();
    const known = await readPatient(environment, terminal, id, clinic, defaultClinic(clinics).id);
    const { clinicTimeZone } = await environment.settings();
    if (isUnknown(known) && !known.erased) return sayUnknown(known, environment, json, terminal);
    if (!reveal) {
      if (json) say(terminal, jsonText(publicRecord(known)));
      else for (const part of parts(known, clinics, clinicTimeZone, terminal.columns)) say(terminal, part);
      return STATUS.done;
    }
    return asAct(environment, terminal, { act: "reveal", because, patientId: id }, async () => {
      say(terminal, JSON.stringify(recordOf(known, clinics, deployedTexts()), null, 2));
      note(terminal, "This is patient data: keep it out of tickets and chats.");
      return STATUS.done;
    });
  });
}

/** What is stored, by ids, times and states. */
function publicRecord({ patientId, appointments, heldTexts, notifications, answers, erased }: KnownPatient) {
  return {
    patientId,
    appointments: appointments.map(({ appointmentId, clinicId, appointmentTime, status, reminderDate }) => ({
      ...{ appointmentId, clinicId, appointmentTime, status, reminderDate },
    })),
    textsThatWait: heldTexts.length,
    notifications: notifications.map(publicItem),
    answers: answers.map(publicReply),
    ...(erased && { erased: erased.erased }),
  };
}

function parts(known: KnownPatient, clinics: Clinics, timeZone: string, columns: number | undefined): string[] {
  const { appointments, notifications, answers } = known;
  const own = defaultClinic(clinics).id;
  const moment = (ms: number | undefined) => (ms === undefined ? "unreadable" : momentText(ms, timeZone, false));
  const tables = [
    appointments.length > 0 &&
      textTable(
        ["appointment", "clinic", "starts", "state"],
        appointments.map((item) => [
          String(item.appointmentId),
          clinicIdIn(item, own),
          moment(storedStart(item, clinics)),
          stateOf(item),
        ]),
        columns,
      ),
    notifications.length > 0 &&
      textTable(
        ["notification", "clinic", "starts", "state"],
        notifications.map((item) => [
          item.notificationId,
          clinicIdIn(item, own),
          moment(item.timestamp),
          notificationState(item),
        ]),
        columns,
      ),
    answers.length > 0 &&
      textTable(
        ["answer", "received", "meaning"],
        answers.map(({ replyId, receivedAt, meaning }) => [replyId, moment(Date.parse(receivedAt)), meaning]),
        columns,
      ),
  ];
  return [
    `Patient ${known.patientId}`,
    ...summaryLines(known, timeZone),
    ...tables.flatMap((table) => (table ? ["", table] : [])),
  ];
}

function stateOf({ status, reminderDate, reminderQueuedAt }: StoredItem): string {
  const state = status === undefined || status === "" ? "booked" : String(status);
  if (reminderDate !== undefined) return `${state}, reminder due ${String(reminderDate).replace(/#.$/, "")}`;
  return reminderQueuedAt === undefined ? state : `${state}, reminded`;
}

function notificationState({ status, reason, reply }: DeliveryLogItem): string {
  return [status, reason, reply && `answered ${reply}`].filter(Boolean).join(", ");
}

function summaryLines({ appointments, heldTexts, notifications, answers, ...known }: KnownPatient, timeZone: string) {
  const waiting = heldTexts.length > 0 ? [`${counted(heldTexts.length, "text")} waits for the send window`] : [];
  const erased = Object.entries(known.erased?.erased ?? {}).map(
    ([clinic, at]) => `erased${clinic === "*" ? "" : ` at ${clinic}`} on ${momentText(at, timeZone)}`,
  );
  return [
    [
      counted(appointments.length, "appointment"),
      counted(notifications.length, "notification"),
      counted(answers.length, "answer"),
      ...waiting,
    ].join(", "),
    ...erased,
  ];
}

/** What an erasure would erase, and what the patient would miss. */
export function planLines(known: KnownPatient, clinics: Clinics, timeZone: string, now: number): string[] {
  const ahead = known.appointments.filter(
    (item) => !hasEnded(item) && (storedStart(item, clinics) ?? Number.NEGATIVE_INFINITY) > now,
  );
  const warning =
    ahead.length > 0
      ? [`${counted(ahead.length, "appointment")} ahead: the patient is not reminded of it any more, and may miss it.`]
      : [];
  return [`Patient ${known.patientId}: ${summaryLines(known, timeZone).join("; ")}.`, ...warning];
}
