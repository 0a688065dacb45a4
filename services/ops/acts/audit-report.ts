/** The list of acts, as text or as JSON. */
import type { ActSubjects } from "../../../contracts/tables/operator-acts";
import type { RecordedAct } from "../aws/audit/dynamo-operator-acts";
import { counted, textTable } from "../output/table";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { shortName } from "../shared/short-name";

export interface Listed {
  /** Of the environment. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** IANA */
  readonly timeZone: string;
}

/** @param columns of the terminal; undefined if the output is not a terminal */
export function auditText(acts: readonly RecordedAct[], listed: Listed, columns: number | undefined): string {
  const { name, from, to, timeZone } = listed;
  const days = from === to ? from : `${from} to ${to}`;
  const head = `${name}, ${days} (${timeZone}): ${acts.length === 0 ? "no acts" : counted(acts.length, "act")}`;
  if (acts.length === 0) return head;
  const rows = acts.map((act) => [
    momentText(Date.parse(act.begin?.at ?? act.end?.endedAt ?? ""), timeZone),
    act.begin?.act ?? "unknown",
    shortName(act.begin?.by),
    endText(act),
    act.begin?.because ?? "",
    whatText(act),
  ]);
  const table = textTable(["when", "act", "by", "ended", "because", "what"], rows, columns);
  const open = acts.filter(({ begin, end }) => begin && !end).length;
  const invented = acts.filter(({ begin }) => !begin).length;
  const notes = [
    ...(open > 0 ? [`Without an end: ${open}. Such an act is still running, or was killed.`] : []),
    ...(invented > 0 ? [`Without a beginning: ${invented}. No command writes these: see docs/security.md.`] : []),
  ].map((text) => hanging(text, columns));
  return [head, table, ...notes].join("\n\n");
}

function endText({ end }: RecordedAct): string {
  if (!end) return "no end";
  return end.error ? `${end.how}, ${end.error}` : end.how;
}

/** The counts of the end, and what the act was about. */
function whatText({ begin, end }: RecordedAct): string {
  const counts = Object.entries(end?.counts ?? {}).filter(([, count]) => count > 0);
  const given = Object.entries(begin?.options ?? {}).filter(([, value]) => value !== false);
  const options = given.map(([name, value]) => `${name} ${[value].flat().join(" ")}`);
  return [...counts.map(([name, count]) => `${name} ${count}`), ...subjectTexts({ ...begin, ...end }), ...options].join(
    ", ",
  );
}

function subjectTexts({ patientId, appointmentId, queue, channels, more, ...lists }: ActSubjects): string[] {
  const { notificationIds, replyIds, messageIds, clinicIds } = lists;
  const some = (what: string, ids: readonly string[] = []) => {
    if (ids.length === 0) return [];
    return [ids.length === 1 ? `${what} ${ids[0]}` : counted(ids.length, what)];
  };
  return [
    ...(patientId ? [`patient ${patientId}`] : []),
    ...(appointmentId ? [`appointment ${appointmentId}`] : []),
    ...some("notification", notificationIds),
    ...some("answer", replyIds),
    ...(notificationIds?.length ? [] : some("message", messageIds)),
    ...(more ? [`${more.toLocaleString("en-US")} more ids`] : []),
    ...some("clinic", clinicIds),
    ...(queue ? [`queue ${queue}`] : []),
    ...(channels?.length ? [channels.join(" and ")] : []),
  ];
}

/** Without the keys and the expiry. */
export function publicAct({ begin, end }: RecordedAct) {
  const { day: _, ttl, ...act } = begin ?? {};
  if (!end) return { ...act, end: null };
  const { day, actId, ttl: expiry, ...ended } = end;
  return { ...(begin ? act : { actId }), end: ended };
}
