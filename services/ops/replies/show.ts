import type { Command } from "commander";
import { isEnded } from "../../../contracts/appointment-status";
import { ONLY_CLINIC } from "../../../contracts/clinics/clinic";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { dueDayOf, type StoredAppointment } from "../../../contracts/tables/appointments-table";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { startOf } from "../../domain/appointment/appointment-time";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import type { NewAct } from "../audit/record-act";
import { readAppointment, readReply } from "../aws/dynamo-replies";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { notFound, STATUS } from "../output/status";
import { note, say } from "../output/terminal";
import { durationText, momentText } from "../output/time-text";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { MEANING_TEXTS, waitingCode, waitingText } from "../shared/reply-texts";
import { labelled, timelineText } from "../shared/timeline";
import { doneText } from "./done";
import { publicReply, subjectsOf } from "./public-reply";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly reveal: boolean;
}

/** An answer with what it is about. */
interface Shown {
  readonly reply: StoredReply;
  /** As the appointments table has it now. */
  readonly appointment?: StoredAppointment;
  /** The reminder that it answers. */
  readonly item?: DeliveryLogItem;
}

const HELP = `
It shows what the answer means, what became of it, its appointment as it is now and the timeline of the reminder that it
answers. The patient's phone and words are shown with --reveal only.`;

export function showCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("show", "shows one answer, its appointment and its reminder")
    .argument("<id>", "the answer's id, as in `replies list`, a timeline or an event")
    .option("--reveal", "show the patient's phone and words, which are patient data", false)
    .addOption(becauseOption("why, for the audit, with --reveal: up to 200 characters"))
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, [id = ""]) => {
    const { json, reveal } = options;
    const because = reveal ? await reasonFor(options, terminal) : "";
    const { dynamo, names, name } = environment;
    const reply = await readReply(dynamo, names.repliesTable, id);
    if (!reply)
      throw notFound(
        `The table of answers of ${name} has no answer ${id}`,
        "It never arrived, or has expired. `replies list` shows what waits.",
      );
    const shown = { reply, ...(await about(reply, environment)) };
    const print = async () => {
      if (json) {
        say(terminal, jsonText(asJson(shown, reveal)));
      } else {
        const { clinicTimeZone } = await environment.settings();
        say(terminal, asText(shown, reveal, clinicTimeZone, terminal.columns));
      }
      if (!reveal) return STATUS.done;
      note(terminal, "The phone and the words are patient data: keep them out of tickets and chats.");
      if (!json) say(terminal, revealed(reply));
      return STATUS.done;
    };
    if (!reveal) return print();
    const act: NewAct = { act: "reveal", because, ...subjectsOf([reply]), options: { command: "replies show" } };
    return asAct(environment, terminal, act, print);
  });
}

async function about(
  { appointmentId, patientId, notificationId, timestamp }: StoredReply,
  { dynamo, names, log }: Environment,
): Promise<Omit<Shown, "reply">> {
  const [appointment, item] = await Promise.all([
    appointmentId && patientId
      ? readAppointment(dynamo, names.appointmentsTable, { appointmentId, patientId })
      : undefined,
    notificationId && timestamp !== undefined ? log.item({ notificationId, timestamp }) : undefined,
  ]);
  return { appointment, item };
}

function asText(
  { reply, appointment, item }: Shown,
  reveal: boolean,
  timeZone: string,
  columns: number | undefined,
): string {
  const { replyId, receivedAt, meaning, status, clinicId, patientId, appointmentId, timestamp, ...rest } = reply;
  const moment = (text: string) => momentText(Date.parse(text), timeZone);
  const where = reveal ? "kept, shown below" : "kept, shown with --reveal";
  const kept = (value: string | undefined) => (value === undefined ? "not kept" : where);
  const head = labelled(
    [
      ["Answer", replyId],
      ["Received", `${moment(receivedAt)}, ${durationText(Date.now() - Date.parse(receivedAt))} ago`],
      ["Meaning", `${meaning}: ${MEANING_TEXTS[meaning] ?? "a meaning of another version"}`],
      ["Reason", rest.reason && `${rest.reason}: ${waitingText(rest.reason).why}`],
      ["Staff", staffText(reply, timeZone)],
      ["What to do", rest.waiting && waitingText(waitingCode(reply)).remedy],
      ["Event", status ?? "none"],
      ["Acknowledged", rest.acknowledgedAt === undefined ? "no" : moment(rest.acknowledgedAt)],
      ["Clinic", clinicId === ONLY_CLINIC ? undefined : clinicId],
      ["Patient", patientId],
      ["Appointment", appointmentText(appointmentId, timestamp, timeZone)],
      ["Phone", kept(rest.phoneNumber)],
      ["Words", rest.text === "" ? "none, such as of a picture" : kept(rest.text)],
      ["Kept until", momentText(rest.ttl * 1_000, timeZone, false)],
      ["Notification", rest.notificationId],
    ],
    columns,
  );
  const parts = [head];
  if (appointmentId) parts.push(`In the appointments table:\n\n${stateText(reply, appointment, timeZone, columns)}`);
  if (rest.notificationId) {
    const timeline = item ? timelineText(item, timeZone, columns) : "The delivery log no longer has it.";
    parts.push(`The reminder that it answers:\n\n${timeline}`);
  }
  return parts.join("\n\n");
}

function staffText(reply: StoredReply, timeZone: string): string {
  if (reply.doneAt !== undefined) return doneText(reply, timeZone);
  if (reply.waiting === undefined) return "nothing to do";
  return "waits until `replies done` closes it";
}

function appointmentText(id: string | undefined, start: number | undefined, timeZone: string): string | undefined {
  return (
    [id, start === undefined ? undefined : momentText(start, timeZone, false)].filter(Boolean).join(", ") || undefined
  );
}

/** The appointment as it is now, without its contacts. */
function stateText(
  { timestamp }: StoredReply,
  appointment: StoredAppointment | undefined,
  clinicTimeZone: string,
  columns: number | undefined,
): string {
  if (!appointment) return "It is not there: it was deleted, or was never written to it.";
  const { status = "booked", reply, repliedAt, replyStart, reminderDate, timeZone = clinicTimeZone } = appointment;
  const start = startIn(appointment, timeZone);
  const isMoved = start !== undefined && timestamp !== undefined && start !== timestamp;
  const startText = start === undefined ? "cannot be read" : momentText(start, timeZone, false);
  const answered = reply && `${reply}${repliedAt ? `, ${momentText(Date.parse(repliedAt), clinicTimeZone)}` : ""}`;
  return labelled(
    [
      ["Status", isEnded(status) ? `${status}: no reminders are sent` : status],
      ["Start", isMoved ? `${startText}: another one than the answer is about` : startText],
      ["Answer", answered && (start === replyStart ? answered : `${answered}, about an earlier start`)],
      ["Next reminder", reminderDate && dueDayOf(reminderDate)],
    ],
    columns,
  );
}

/** Ms since 1970; undefined if the booking system stored no valid time. */
function startIn({ appointmentTime }: StoredAppointment, timeZone: string): number | undefined {
  try {
    return startOf(appointmentTime, timeZone);
  } catch {
    return undefined;
  }
}

function revealed({ phoneNumber, text }: StoredReply): string {
  const phone = phoneNumber === undefined ? "not kept" : printable(phoneNumber);
  return `\nPhone: ${phone}\n\n${text === undefined ? "The words are not kept." : printable(text, "\n\t")}`;
}

function asJson({ reply, appointment, item }: Shown, reveal: boolean) {
  const { phoneNumber, text } = reply;
  return {
    ...publicReply(reply),
    ...(reveal && { phoneNumber, text }),
    appointment: appointment && publicAppointment(appointment),
    notification: item && { status: item.status, history: item.history, historyGap: item.historyGap },
  };
}

function publicAppointment({
  status = "booked",
  appointmentTime,
  timeZone,
  reply,
  repliedAt,
  replyStart,
  reminderDate,
}: StoredAppointment) {
  return { status, appointmentTime, timeZone, reply, repliedAt, replyStart, reminderDate };
}
