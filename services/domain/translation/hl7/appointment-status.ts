/** What has become of the appointment: the event of MSH-9 and the filler status of SCH-25. */
import type { AppointmentStatus } from "../../../../contracts/appointment-status";
import type { Er7Message, Er7Segment } from "./er7-message";
import { firstGiven, type Note, segmentsOf } from "./message-parts";

export type Event =
  | { readonly kind: "about an appointment"; readonly status: AppointmentStatus; readonly path: string }
  | { readonly kind: "ignored"; readonly reason: string }
  | { readonly kind: "refused"; readonly path: string; readonly problem: string };

/** The events that book or change: HL7 v2.5.1, sections 10.4.1 to 10.4.3. SCH-25 says what the appointment is. */
const CHANGES = new Set(["S12", "S13", "S14"]);
/**
 * The events that end an appointment: sections 10.4.4, 10.4.5 (discontinued: in progress and stopped, or the rest of a
 * series), 10.4.6 ("entered in error") and 10.4.14. They count more than SCH-25.
 */
const ENDS: ReadonlyMap<string, AppointmentStatus> = new Map([
  ["S15", "cancelled"],
  ["S16", "cancelled"],
  ["S17", "entered-in-error"],
  ["S26", "noshow"],
]);
/** Time slots that are blocked, or open again: no appointment, and nothing is wrong. */
const SLOTS = new Set(["S23", "S24"]);

/**
 * Table 0278, as HL7 maps it to FHIR (guide "HL7 Version 2 to FHIR", ConceptMap `table-hl70278-to-appointmentstatus`),
 * in lower case and without spaces; `Dc` (discontinued) and `Overbook` have no FHIR code there. The table is one of
 * those that users may extend: the words after the first eleven are those of published samples.
 * - Of `Pending` and `Waitlist`, nobody is reminded, since the time is not agreed yet: whatever was booked before ends
 *   without a message to the patient, as that of an appointment that was entered in error.
 */
const STATUSES: ReadonlyMap<string, AppointmentStatus> = new Map([
  ["pending", "entered-in-error"],
  ["waitlist", "entered-in-error"],
  ["booked", "booked"],
  ["started", "arrived"],
  ["complete", "fulfilled"],
  ["cancelled", "cancelled"],
  ["dc", "cancelled"],
  ["deleted", "entered-in-error"],
  ["blocked", "entered-in-error"],
  ["overbook", "booked"],
  ["noshow", "noshow"],
  ["waitlisted", "entered-in-error"],
  ["scheduled", "booked"],
  ["sch", "booked"],
  ["confirmed", "booked"],
  ["overbooked", "booked"],
  ["arrived", "arrived"],
  ["checkedin", "arrived"],
  ["completed", "fulfilled"],
  ["checkedout", "fulfilled"],
  ["canceled", "cancelled"],
  ["canc", "cancelled"],
  ["can", "cancelled"],
  ["cxl", "cancelled"],
  ["discontinued", "cancelled"],
]);

/** @param header MSH */
export function eventOf(header: Er7Segment, message: Er7Message, note: Note): Event {
  const type = header.field(9)[0];
  if (type.text(1).toUpperCase() !== "SIU") {
    return { kind: "refused", path: type.path(1), problem: "must be SIU: only messages about appointments are read" };
  }
  const event = type.text(2).toUpperCase();
  if (SLOTS.has(event))
    return { kind: "ignored", reason: "is about time slots (S23 or S24), not about an appointment" };
  const end = ENDS.get(event);
  if (end) return { kind: "about an appointment", status: end, path: type.path(2) };
  if (!CHANGES.has(event)) {
    return { kind: "refused", path: type.path(2), problem: "must be S12 to S17, S23, S24 or S26" };
  }
  const [appointment] = segmentsOf(message, "SCH");
  const given = [1, 2].flatMap((component) => firstGiven(appointment, 25, component) ?? []);
  const words = given.map(({ text, path }) => ({ word: text.toLowerCase().replace(/[\s_-]/g, ""), path }));
  if (words.some(({ word }) => word === "blocked") && segmentsOf(message, "PID").length === 0) {
    return { kind: "ignored", reason: "is about a blocked time slot (SCH-25), not about an appointment" };
  }
  for (const { word, path } of words) {
    const status = STATUSES.get(word);
    if (status) return { kind: "about an appointment", status, path };
  }
  if (given[0]) note(given[0].path, "is not a status of table 0278: the event (MSH-9.2) counts");
  return { kind: "about an appointment", status: "booked", path: type.path(2) };
}
