/** Translates one message about an appointment (SIU): a booking for each of its patients. */
import type { ContractViolation } from "../../../../contracts/appointment-check";
import { isEnded } from "../../../../contracts/appointment-status";
import type { Translated, TranslationContext, TranslationNote } from "../translation";
import { type AppointmentPart, appointmentPart } from "./appointment-part";
import { eventOf } from "./appointment-status";
import { type Er7Segment, readMessage } from "./er7-message";
import { patientId } from "./identifiers";
import { type Found, type Note, type PatientPart, patientParts, segmentsOf } from "./message-parts";
import { noteOtherOffset, versionOf } from "./message-version";
import { patientContact } from "./patient-contact";
import { contactWish, firstName, language } from "./patient-wishes";
import { clinicNames, place, practitioner } from "./practitioner-and-place";

/** No group appointment has more; the work for each grows with the message. */
const MAX_PATIENTS = 200;

/** @param lines of the message, one a segment */
export function translateMessage(lines: readonly string[], context: TranslationContext): [Translated, ...Translated[]] {
  const refuse = (path: string, problem: string): [Translated] => [
    { kind: "untranslatable", violations: [violation(path, problem)], original: () => lines.join("\r") },
  ];
  const reading = readMessage(lines);
  if (!reading.ok) return refuse(reading.path, reading.problem);
  const { message } = reading;
  const [header] = message.segments as readonly [Er7Segment, ...Er7Segment[]];
  const notes: TranslationNote[] = [];
  const event = eventOf(header, message, (path, note) => notes.push({ path, note }));
  if (event.kind === "ignored") return [event];
  if (event.kind === "refused") return refuse(event.path, event.problem);
  const [first, second] = segmentsOf(message, "SCH");
  if (second) return refuse(second.path, "must not be sent twice: a message is about one appointment");
  if (!first) return refuse("SCH", schProblem(lines));
  const excess = segmentsOf(message, "PID")[MAX_PATIENTS];
  if (excess) return refuse(excess.path, `must not be sent: a message has at most ${MAX_PATIENTS} patients`);
  const patients = patientParts(message);
  if (patients.length === 0) return refuse("PID", "is required: nobody can be reminded without a patient");
  const appointment = appointmentPart(message, event, notes);
  const translated = patients.map((patient) => translatePatient(appointment, patient, context));
  return withoutRepeats(translated) as [Translated, ...Translated[]];
}

function translatePatient(part: AppointmentPart, patient: PatientPart, context: TranslationContext): Translated {
  const { header, id: appointment, start, day } = part;
  const { pid, pd1, pv1 } = patient;
  const notes = [...part.notes];
  const note: Note = (path, text) => {
    notes.push({ path, note: text });
  };
  const original = () => patient.lines().join("\r");
  const id = patientId(pid, header, day);
  // NextGen's cancellations have none.
  const endsStored = !start.ok && start.isAbsent && isEnded(part.status);
  if (!id || !appointment || !(start.ok || endsStored)) {
    const missing = [
      id ? [] : [violation(`${pid.path}-3`, "must have a number of the patient's, such as one of type MR")],
      appointment ? [] : [violation("SCH-2", "is required, or SCH-1: the id of the appointment")],
      start.ok ? [] : [violation(start.path, start.problem)],
    ].flat();
    return { kind: "untranslatable", violations: missing as [ContractViolation, ...ContractViolation[]], original };
  }
  const names = clinicNames(part.resources, pv1, header);
  const zone = () => context.zoneOf(names);
  const version = versionOf(header, part.status, zone, note);
  if (start.ok) noteOtherOffset(header, start.time, zone, note);
  else note(start.path, "is not sent: the start of the stored appointment holds");
  const fields: Readonly<Record<string, Found | undefined>> = {
    patientId: id,
    appointmentId: appointment,
    appointmentTime: start.ok ? { text: start.time, path: start.path } : undefined,
    ...patientContact(pid, day, note),
    practitioner: practitioner(part.practitioner, pv1, note),
    patientFirstName: firstName(pid, day, note),
    language: language(pid, note),
    location: place(part.place, pv1, note),
    contactPreference: contactWish(pid, pd1, note),
  };
  const given = Object.entries(fields).flatMap(([field, value]) => (value ? [[field, value] as const] : []));
  return {
    kind: "booking",
    status: part.status,
    ...(version && { version: version.value }),
    ...(endsStored && { endsStored: "required" as const }),
    appointment: Object.fromEntries(given.map(([field, { text }]) => [field, text])),
    sources: {
      status: part.statusPath,
      ...(version && { version: version.path }),
      appointmentTime: start.path,
      ...Object.fromEntries(given.map(([field, { path }]) => [field, path])),
    },
    clinicNames: names,
    notes,
    original,
  };
}

/** A patient who is in the message twice has one booking, by the first. */
function withoutRepeats(translated: readonly Translated[]): Translated[] {
  const seen = new Set<unknown>();
  return translated.filter((one) => {
    if (one.kind !== "booking") return true;
    const isFirst = !seen.has(one.appointment.patientId);
    seen.add(one.appointment.patientId);
    return isFirst;
  });
}

function schProblem(lines: readonly string[]): string {
  return lines.some((line) => /\\[rn](?:SCH|PID)/i.test(line))
    ? "is required: the message has \\r or \\n as two characters, where a line must end"
    : "is required";
}

function violation(field: string, problem: string): ContractViolation {
  return { field, problem, reason: "CONTRACT_VIOLATION" };
}
