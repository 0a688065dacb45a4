import type { Command } from "commander";
import { ONLY_CLINIC } from "../../../contracts/clinics/clinic";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { waitingReplies } from "../aws/dynamo-replies";
import { jsonText } from "../output/json-text";
import { STATUS } from "../output/status";
import { counted, textTable } from "../output/table";
import { note, say } from "../output/terminal";
import { durationText, momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { type ClinicFilter, withClinicFilter } from "../shared/clinic-filter";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { waitingCode, waitingText } from "../shared/reply-texts";
import { listedReply } from "./public-reply";

interface Options extends EnvironmentOptions, ClinicFilter {}

const HELP = `
Oldest first, without phones and texts: \`replies show ID --reveal\` shows them. Close what is dealt with:

  npm run ops -- replies done ID --because "called, comes at 10"`;

export function listCommand(session: Session): Command {
  const { terminal } = session;
  const command = withClinicFilter(
    environmentCommand("list", "lists the answers that wait for staff, oldest first"),
    "answers",
  ).addHelpText("after", HELP);
  return runs<Options>(command, session, async ({ json, clinic }, environment) => {
    const replies: StoredReply[] = [];
    // Which clinic an answer belongs to is not known without its appointment.
    let others = 0;
    for await (const reply of waitingReplies(environment.dynamo, environment.names.repliesTable)) {
      if (terminal.interrupted.aborted) break;
      if (clinic && reply.clinicId === undefined) others += 1;
      else if (!clinic || clinic.includes(reply.clinicId ?? "")) replies.push(reply);
    }
    const { aborted: interrupted } = terminal.interrupted;
    if (json) {
      const document = { environment: environment.name, at: new Date().toISOString(), interrupted };
      const listed = { waiting: replies.length, withoutClinic: others, replies: replies.map(listedReply) };
      say(terminal, jsonText({ ...document, ...listed }));
    } else {
      const { clinicTimeZone } = await environment.settings();
      say(terminal, listText(replies, environment.name, clinicTimeZone, terminal.columns));
      if (others > 0) {
        const what = `${counted(others, "more answer")} of unknown clinics ${others === 1 ? "waits" : "wait"}`;
        note(
          terminal,
          hanging(`${what}: leave out --clinic to see ${others === 1 ? "it" : "them"}.`, terminal.columns),
        );
      }
    }
    if (!interrupted) return STATUS.done;
    note(terminal, "Interrupted: there may be more answers.");
    return STATUS.interrupted;
  });
}

function listText(
  replies: readonly StoredReply[],
  environment: string,
  timeZone: string,
  columns: number | undefined,
): string {
  const { length } = replies;
  const wait = length === 1 ? "waits" : "wait";
  const head = `${environment}: ${length === 0 ? "no answer waits" : `${counted(length, "answer")} ${wait}`} for staff`;
  if (length === 0) return head;
  const hasClinics = replies.some(({ clinicId = ONLY_CLINIC }) => clinicId !== ONLY_CLINIC);
  const rows = replies.map(({ replyId, receivedAt, meaning, clinicId, timestamp, patientId, ...reply }) => [
    durationText(Date.now() - Date.parse(receivedAt)),
    meaning,
    waitingCode({ meaning, ...reply }),
    ...(hasClinics ? [clinicId ?? ""] : []),
    timestamp === undefined ? "" : momentText(timestamp, timeZone, false),
    patientId ?? "",
    replyId,
  ]);
  const codes = [...new Set(replies.map(waitingCode))];
  const clinic = hasClinics ? ["clinic"] : [];
  return [
    head,
    textTable(["waits", "meaning", "reason", ...clinic, "appointment", "patient", "answer"], rows, columns),
    textTable(
      ["reason", "what to do"],
      codes.map((code) => [code, `${sentence(waitingText(code).why)} ${waitingText(code).remedy}`]),
      columns,
    ),
  ].join("\n\n");
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
