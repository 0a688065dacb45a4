/** The list of the reminders that need a person. */
import type { DayEntry } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import type { Needing } from "../../domain/digest/digest";
import { textTable } from "../output/table";
import { momentText } from "../output/time-text";
import { clinicIdOf } from "../shared/clinic-filter";

/** @param columns of the terminal; undefined if the output is not a terminal */
export function listText(listed: readonly Needing<DayEntry>[], timeZone: string, columns: number | undefined): string {
  // One clinic needs no column.
  const hasClinics = new Set(listed.map(({ entry }) => clinicIdOf(entry))).size > 1;
  const rows = listed.map(({ entry, need, isEarlier }) => {
    const {
      attentionAt = "",
      patientId = "",
      appointmentId = "",
      timestamp,
      status,
      reason = "",
      notificationId,
    } = entry;
    const state = need === "possiblyTwice" ? `${status}, maybe twice` : status;
    return [
      `${momentText(Date.parse(attentionAt), timeZone, false)}${isEarlier ? ", earlier" : ""}`,
      ...(hasClinics ? [clinicIdOf(entry)] : []),
      patientId,
      appointmentId,
      momentText(timestamp, timeZone, false),
      state,
      reason === status ? "" : reason,
      notificationId,
    ];
  });
  const clinic = hasClinics ? ["clinic"] : [];
  const head = ["since", ...clinic, "patient", "appointment", "starts", "state", "reason", "notification"];
  return textTable(head, rows, columns);
}

/** As JSON: ids, states and times. */
export function publicNeeding({ entry: { dayPart, attentionPart, ...entry }, need, isEarlier }: Needing<DayEntry>) {
  return { need, isEarlier, ...entry };
}
