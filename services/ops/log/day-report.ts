/** The totals and the list of a day's notifications, as text. */
import { type Channel, type NotificationStatus, STATUSES } from "../../../contracts/delivery-log";
import type { DayEntry } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import { textTable } from "../output/table";
import { momentText } from "../output/time-text";
import { clinicIdOf } from "../shared/clinic-filter";
import { isReceiptCode, RECEIPT_TEXTS } from "../shared/receipt-texts";
import { meaningOf } from "../shared/timeline";
import type { WaitingUntil } from "./waiting";

/** Notifications in the same state for the same reason. */
export interface Total {
  readonly clinicId?: string;
  readonly status: NotificationStatus;
  /** Of what was not delivered. */
  readonly channel?: Channel;
  readonly reason?: string;
  count: number;
}

export function totalsOf(entries: readonly DayEntry[], byClinic: boolean): Total[] {
  const totals = new Map<string, Total>();
  for (const entry of entries) {
    const { status, reason } = entry;
    const clinicId = byClinic ? clinicIdOf(entry) : undefined;
    const channel = status === "UNDELIVERED" ? entry.channel : undefined;
    const name = `${clinicId} ${status} ${channel} ${reason}`;
    const why = { ...(channel && { channel }), ...(reason && { reason }) };
    const total = totals.get(name) ?? { ...(clinicId && { clinicId }), status, ...why, count: 0 };
    totals.set(name, total);
    total.count += 1;
  }
  const rank = ({ status }: Total) => STATUSES.indexOf(status);
  const byId = (one: Total, other: Total) => (one.clinicId ?? "").localeCompare(other.clinicId ?? "");
  return [...totals.values()].sort(
    (one, other) => byId(one, other) || rank(one) - rank(other) || other.count - one.count,
  );
}

export function totalsText(totals: readonly Total[], byClinic: boolean, columns: number | undefined): string {
  const rows = totals.map(({ clinicId = "", status, channel, reason, count }) => [
    ...(byClinic ? [clinicId] : []),
    String(count),
    status,
    reasonText(status, reason),
    meaningOf(status, reason, channel),
  ]);
  return textTable([...(byClinic ? ["clinic"] : []), "count", "state", "reason", "meaning"], rows, columns);
}

/** What to do about each reason for which something was not delivered. */
export function remediesText(totals: readonly Total[], columns: number | undefined): string {
  const codes = [...new Set(totals.flatMap(({ reason }) => (isReceiptCode(reason) ? [reason] : [])))];
  return textTable(
    ["reason", "what to do"],
    codes.map((code) => [code, RECEIPT_TEXTS[code].remedy]),
    columns,
  );
}

export function listText(
  entries: readonly DayEntry[],
  waiting: WaitingUntil,
  timeZone: string,
  columns: number | undefined,
): string {
  const isUndelivered = entries.every(({ attentionAt }) => attentionAt !== undefined);
  // One clinic needs no column.
  const hasClinics = new Set(entries.map(clinicIdOf)).size > 1;
  const hasAnswers = entries.some(({ reply }) => reply !== undefined);
  const rows = entries.map(
    ({ clinicId, patientId, appointmentId, status, reason, notificationId, possibleDuplicate, ...entry }) => [
      momentText(Date.parse((isUndelivered && entry.attentionAt) || entry.createdAt), timeZone),
      ...(hasClinics ? [clinicIdOf({ clinicId })] : []),
      patientId ?? "",
      appointmentId ?? "",
      possibleDuplicate ? `${status}, maybe twice` : status,
      untilText(waiting.get(notificationId), timeZone) ?? reasonText(status, reason),
      ...(hasAnswers ? [entry.reply ?? ""] : []),
      notificationId,
    ],
  );
  return textTable(
    [
      isUndelivered ? "undelivered" : "claimed",
      ...(hasClinics ? ["clinic"] : []),
      "patient",
      "appointment",
      "state",
      "reason",
      ...(hasAnswers ? ["answer"] : []),
      "notification",
    ],
    rows,
    columns,
  );
}

function untilText(until: string | undefined, timeZone: string): string | undefined {
  return until && `until ${momentText(Date.parse(until), timeZone)}`;
}

export function publicEntry({ dayPart, attentionPart, ...entry }: DayEntry, waiting: WaitingUntil) {
  const waitingUntil = waiting.get(entry.notificationId);
  return { ...entry, ...(waitingUntil && { waitingUntil }) };
}

/** Empty if the reason is the same as the state. */
function reasonText(status: NotificationStatus, reason = ""): string {
  return reason === status ? "" : reason;
}
